//! What rows show, what they showed before, and what their runs count.

use diesel::sql_types::{Array, Integer, Jsonb, Nullable, SmallInt, Text, Timestamptz};
use domain::number::{CustomStatusNumber, RunNumber, Seq};
use domain::outcome::Recorded;
use domain::plan::RunPlan;
use domain::run_state::RunState;
use domain::text::Text as ScreenedText;
use serde_json::Value;
use time::OffsetDateTime;

use super::{Row, json};
use crate::error::StoreError;
use crate::record::facts::Facts;
use crate::record::load::{Place, Shown, ShownRow};
use crate::statement::statement;

statement! {
    /// Keys are unique and sorted, as the plans give them: first those of rows that showed nothing, then the others.
    WriteShown {
        now: Timestamptz = OffsetDateTime,
        run_projects: Array<Integer> = Vec<i32>,
        run_numbers: Array<Integer> = Vec<i32>,
        run_next_seq: Array<Integer> = Vec<i32>,
        run_result_rows: Array<Integer> = Vec<i32>,
        run_states: Array<SmallInt> = Vec<i16>,
        run_counts: Array<Text> = Vec<String>,
        first: Integer = i32,
        projects: Array<Integer> = Vec<i32>,
        runs: Array<Integer> = Vec<i32>,
        cases: Array<Integer> = Vec<i32>,
        configurations: Array<Integer> = Vec<i32>,
        seqs: Array<Integer> = Vec<i32>,
        authors: Array<Integer> = Vec<i32>,
        statuses: Array<SmallInt> = Vec<i16>,
        parts: Array<SmallInt> = Vec<i16>,
        elapsed: Array<Nullable<Integer>> = Vec<Option<i32>>,
        recorded: Array<Timestamptz> = Vec<OffsetDateTime>,
        superseded_projects: Array<Integer> = Vec<i32>,
        superseded_runs: Array<Integer> = Vec<i32>,
        superseded_cases: Array<Integer> = Vec<i32>,
        superseded_configurations: Array<Integer> = Vec<i32>,
        superseded_seqs: Array<Integer> = Vec<i32>,
        superseded_authors: Array<Integer> = Vec<i32>,
        superseded_statuses: Array<SmallInt> = Vec<i16>,
        superseded_parts: Array<SmallInt> = Vec<i16>,
        superseded_elapsed: Array<Nullable<Integer>> = Vec<Option<i32>>,
        superseded_recorded: Array<Timestamptz> = Vec<OffsetDateTime>,
        detail_projects: Array<Integer> = Vec<i32>,
        detail_runs: Array<Integer> = Vec<i32>,
        detail_seqs: Array<Integer> = Vec<i32>,
        notes: Array<Nullable<Text>> = Vec<Option<String>>,
        frameworks: Array<Nullable<Text>> = Vec<Option<String>>,
        started: Array<Nullable<Timestamptz>> = Vec<Option<OffsetDateTime>>,
        executed: Array<Nullable<Timestamptz>> = Vec<Option<OffsetDateTime>>,
        custom: Array<Nullable<Integer>> = Vec<Option<i32>>,
        facts: Array<Nullable<Jsonb>> = Vec<Option<Value>>,
    }
    include_str!("shown.sql")
}

impl WriteShown {
    pub(super) const fn empty(now: OffsetDateTime) -> Self {
        Self {
            now,
            run_projects: Vec::new(),
            run_numbers: Vec::new(),
            run_next_seq: Vec::new(),
            run_result_rows: Vec::new(),
            run_states: Vec::new(),
            run_counts: Vec::new(),
            first: 0,
            projects: Vec::new(),
            runs: Vec::new(),
            cases: Vec::new(),
            configurations: Vec::new(),
            seqs: Vec::new(),
            authors: Vec::new(),
            statuses: Vec::new(),
            parts: Vec::new(),
            elapsed: Vec::new(),
            recorded: Vec::new(),
            superseded_projects: Vec::new(),
            superseded_runs: Vec::new(),
            superseded_cases: Vec::new(),
            superseded_configurations: Vec::new(),
            superseded_seqs: Vec::new(),
            superseded_authors: Vec::new(),
            superseded_statuses: Vec::new(),
            superseded_parts: Vec::new(),
            superseded_elapsed: Vec::new(),
            superseded_recorded: Vec::new(),
            detail_projects: Vec::new(),
            detail_runs: Vec::new(),
            detail_seqs: Vec::new(),
            notes: Vec::new(),
            frameworks: Vec::new(),
            started: Vec::new(),
            executed: Vec::new(),
            custom: Vec::new(),
            facts: Vec::new(),
        }
    }

    pub(super) fn add_run(&mut self, place: &Place, run: RunNumber, plan: &RunPlan) {
        let mut counts = place.counts;
        counts += plan.counts;
        let codes: Vec<String> = counts.codes().iter().map(ToString::to_string).collect();
        self.run_projects.push(place.project_id);
        self.run_numbers.push(run.get());
        self.run_next_seq.push(plan.next_seq);
        self.run_result_rows
            .push(place.result_rows + plan.result_rows);
        self.run_states
            .push(plan.state.unwrap_or(RunState::InProgress).code());
        self.run_counts.push(format!("{{{}}}", codes.join(",")));
    }

    /// Adds the result of a row that showed none. All of these come before all others.
    pub(super) fn add_first(&mut self, row: Row, result: &Recorded) -> Result<(), StoreError> {
        self.first += 1;
        self.add(row, result)
    }

    /// Adds the result of a row.
    pub(super) fn add(&mut self, row: Row, result: &Recorded) -> Result<(), StoreError> {
        let parts = self.add_details(row, result)?;
        let outcome = &result.outcome;
        self.projects.push(row.project);
        self.runs.push(row.run.get());
        self.cases.push(row.case);
        self.configurations.push(row.configuration);
        self.seqs.push(result.seq.get());
        self.authors.push(outcome.author.get());
        self.statuses.push(outcome.status.status.code());
        self.parts.push(parts);
        self.elapsed.push(outcome.elapsed_ms);
        self.recorded.push(result.recorded_at);
        Ok(())
    }

    /// Keeps what a row showed. Where it showed nothing in storage, what stands for that was kept before: of a row
    /// that was removed only the past results are left.
    pub(super) fn supersede(&mut self, row: Row, seq: Seq, shown: &Shown) {
        if let Some(before) = shown.at(row.run, seq) {
            self.keep(row, seq, before);
        }
    }

    /// Adds a result that its row does not show.
    pub(super) fn add_past(&mut self, row: Row, result: &Recorded) -> Result<(), StoreError> {
        let parts = self.add_details(row, result)?;
        let outcome = &result.outcome;
        let columns = ShownRow {
            author: outcome.author.get(),
            status: outcome.status.status.code(),
            parts,
            elapsed_ms: outcome.elapsed_ms,
            recorded_at: result.recorded_at,
        };
        self.keep(row, result.seq, columns);
        Ok(())
    }

    fn keep(&mut self, row: Row, seq: Seq, columns: ShownRow) {
        self.superseded_projects.push(row.project);
        self.superseded_runs.push(row.run.get());
        self.superseded_cases.push(row.case);
        self.superseded_configurations.push(row.configuration);
        self.superseded_seqs.push(seq.get());
        self.superseded_authors.push(columns.author);
        self.superseded_statuses.push(columns.status);
        self.superseded_parts.push(columns.parts);
        self.superseded_elapsed.push(columns.elapsed_ms);
        self.superseded_recorded.push(columns.recorded_at);
    }

    /// Adds what a result says beyond status and times. Answers with its `parts`: 1 if that is anything, and 2 if it
    /// has steps.
    fn add_details(&mut self, row: Row, result: &Recorded) -> Result<i16, StoreError> {
        let outcome = &result.outcome;
        let stepped = 2 * i16::from(!outcome.steps.is_empty());
        let facts = Facts::of(outcome);
        let bare = outcome.note.is_none()
            && outcome.framework.is_none()
            && outcome.started_at.is_none()
            && outcome.executed_at.is_none()
            && outcome.status.custom.is_none()
            && facts.is_empty();
        if bare {
            return Ok(stepped);
        }
        self.detail_projects.push(row.project);
        self.detail_runs.push(row.run.get());
        self.detail_seqs.push(result.seq.get());
        self.notes.push(owned(outcome.note.as_ref()));
        self.frameworks.push(owned(outcome.framework.as_ref()));
        self.started.push(outcome.started_at);
        self.executed.push(outcome.executed_at);
        self.custom
            .push(outcome.status.custom.map(CustomStatusNumber::get));
        self.facts.push(if facts.is_empty() {
            None
        } else {
            Some(json(facts)?)
        });
        Ok(1 + stepped)
    }
}

fn owned(text: Option<&ScreenedText>) -> Option<String> {
    text.map(|it| it.as_str().to_owned())
}
