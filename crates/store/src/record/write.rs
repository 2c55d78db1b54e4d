//! Writes plans: one statement for everything, and one before and after it where results were moved.

use std::collections::BTreeMap;
use std::sync::Arc;

use diesel::sql_types::{
    Array, Integer, Jsonb, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::case::RowKey;
use domain::number::{ConfigurationNumber, CustomStatusNumber, RunNumber, StepNumber};
use domain::outcome::Recorded;
use domain::plan::RunPlan;
use domain::run_state::RunState;
use domain::text::Text as ScreenedText;
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use super::facts::{Facts, StepFacts};
use super::load::Place;
use super::moved::TakeAlong;
use crate::error::StoreError;
use crate::seal::{Touched, reckon};
use crate::statement::statement;

statement! {
    /// Everything a list of plans changes. Keys are unique and sorted, as the plans give them.
    WriteResults {
        now: Timestamptz = OffsetDateTime,
        run_projects: Array<Integer> = Vec<i32>,
        run_numbers: Array<Integer> = Vec<i32>,
        run_next_seq: Array<Integer> = Vec<i32>,
        run_result_rows: Array<Integer> = Vec<i32>,
        run_states: Array<SmallInt> = Vec<i16>,
        run_counts: Array<Text> = Vec<String>,
        moved_projects: Array<Integer> = Vec<i32>,
        moved_runs: Array<Integer> = Vec<i32>,
        moved_cases: Array<Integer> = Vec<i32>,
        moved_configurations: Array<Integer> = Vec<i32>,
        shown_count: Integer = i32,
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
        detail_places: Array<Integer> = Vec<i32>,
        notes: Array<Nullable<Text>> = Vec<Option<String>>,
        frameworks: Array<Nullable<Text>> = Vec<Option<String>>,
        started: Array<Nullable<Timestamptz>> = Vec<Option<OffsetDateTime>>,
        executed: Array<Nullable<Timestamptz>> = Vec<Option<OffsetDateTime>>,
        custom: Array<Nullable<Integer>> = Vec<Option<i32>>,
        facts: Array<Nullable<Jsonb>> = Vec<Option<Value>>,
        step_places: Array<Integer> = Vec<i32>,
        step_seqs: Array<Integer> = Vec<i32>,
        step_positions: Array<Integer> = Vec<i32>,
        step_numbers: Array<Nullable<Integer>> = Vec<Option<i32>>,
        step_statuses: Array<Nullable<SmallInt>> = Vec<Option<i16>>,
        step_custom: Array<Nullable<Integer>> = Vec<Option<i32>>,
        step_facts: Array<Jsonb> = Vec<Value>,
        attempt_projects: Array<Integer> = Vec<i32>,
        attempt_runs: Array<Integer> = Vec<i32>,
        attempt_ids: Array<SqlUuid> = Vec<Uuid>,
        attempt_configurations: Array<Integer> = Vec<i32>,
        attempt_seqs: Array<Integer> = Vec<i32>,
        unplanned_projects: Array<Integer> = Vec<i32>,
        unplanned_runs: Array<Integer> = Vec<i32>,
        unplanned_cases: Array<Integer> = Vec<i32>,
        unplanned_configurations: Array<Integer> = Vec<i32>,
    }
    include_str!("write_results.sql")
}

statement! {
    /// Takes results off the disk, with their details and steps; they are written anew elsewhere.
    DropResults {
        projects: Array<Integer> = Vec<i32>,
        runs: Array<Integer> = Vec<i32>,
        seqs: Array<Integer> = Vec<i32>,
    }
    "with gone as (
         select * from unnest($1::integer[], $2::integer[], $3::integer[]) as gone (project_id, run, seq)
     ), shown as (
         delete from run_cases r using gone g
         where r.project_id = g.project_id and r.run = g.run and r.seq = g.seq and r.seq > 0
     ), past as (
         delete from past_results r using gone g
         where r.project_id = g.project_id and r.run = g.run and r.seq = g.seq
     ), details as (
         delete from result_details r using gone g
         where r.project_id = g.project_id and r.run = g.run and r.seq = g.seq
     )
     delete from step_results s using gone g
     where s.project_id = g.project_id and s.run = g.run and s.result_seq = g.seq and s.result_seq > 0"
}

/// Carries plans out; does nothing for plans that change nothing.
pub(super) async fn write(
    connection: &mut AsyncPgConnection,
    places: &BTreeMap<RunNumber, Place>,
    plans: BTreeMap<RunNumber, RunPlan>,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    if plans.is_empty() {
        return Ok(());
    }
    let mut dropped = DropResults {
        projects: Vec::new(),
        runs: Vec::new(),
        seqs: Vec::new(),
    };
    let mut statement = WriteResults::empty(now);
    let mut along = TakeAlong::nothing();
    let mut touched = Touched::default();
    let mut past = Vec::new();
    for (run, plan) in plans {
        let place = places
            .get(&run)
            .ok_or_else(|| StoreError::corrupt("a plan for no run"))?;
        for seq in &plan.dropped {
            dropped.projects.push(place.project_id);
            dropped.runs.push(run.get());
            dropped.seqs.push(seq.get());
        }
        statement.add_run(place, run, &plan);
        for (from, to) in &plan.moved {
            along.add(place, run, *from, *to);
        }
        for (key, write) in plan.current {
            if place.sealed {
                touched.add(place.project_id, run.get(), key.case.get());
            }
            if write.before.is_some() {
                statement.moved_projects.push(place.project_id);
                statement.moved_runs.push(run.get());
                statement.moved_cases.push(key.case.get());
                statement
                    .moved_configurations
                    .push(number(key.configuration));
            }
            if let Some(result) = write.result {
                statement.add_result(place, run, key, &result)?;
                statement.shown_count += 1;
            }
        }
        past.extend(
            plan.past
                .into_iter()
                .map(|(key, result)| (place, run, key, result)),
        );
    }
    for (place, run, key, result) in past {
        statement.add_result(place, run, key, &result)?;
    }
    if !dropped.seqs.is_empty() {
        dropped.execute(connection).await?;
    }
    statement.execute(connection).await?;
    along.carry_out(connection).await?;
    reckon(connection, touched).await
}

fn number(configuration: Option<ConfigurationNumber>) -> i32 {
    configuration.map_or(0, ConfigurationNumber::get)
}

fn owned(text: Option<&ScreenedText>) -> Option<String> {
    text.map(|it| it.as_str().to_owned())
}

fn json(facts: impl serde::Serialize) -> Result<Value, StoreError> {
    serde_json::to_value(facts).map_err(|error| StoreError::Corrupt(error.to_string()))
}

impl WriteResults {
    fn empty(now: OffsetDateTime) -> Self {
        Self {
            now,
            run_projects: Vec::new(),
            run_numbers: Vec::new(),
            run_next_seq: Vec::new(),
            run_result_rows: Vec::new(),
            run_states: Vec::new(),
            run_counts: Vec::new(),
            moved_projects: Vec::new(),
            moved_runs: Vec::new(),
            moved_cases: Vec::new(),
            moved_configurations: Vec::new(),
            shown_count: 0,
            projects: Vec::new(),
            runs: Vec::new(),
            cases: Vec::new(),
            configurations: Vec::new(),
            seqs: Vec::new(),
            authors: Vec::new(),
            statuses: Vec::new(),
            parts: Vec::new(),
            elapsed: Vec::new(),
            custom: Vec::new(),
            recorded: Vec::new(),
            executed: Vec::new(),
            detail_places: Vec::new(),
            notes: Vec::new(),
            frameworks: Vec::new(),
            started: Vec::new(),
            facts: Vec::new(),
            step_places: Vec::new(),
            step_seqs: Vec::new(),
            step_positions: Vec::new(),
            step_numbers: Vec::new(),
            step_statuses: Vec::new(),
            step_custom: Vec::new(),
            step_facts: Vec::new(),
            attempt_projects: Vec::new(),
            attempt_runs: Vec::new(),
            attempt_ids: Vec::new(),
            attempt_configurations: Vec::new(),
            attempt_seqs: Vec::new(),
            unplanned_projects: Vec::new(),
            unplanned_runs: Vec::new(),
            unplanned_cases: Vec::new(),
            unplanned_configurations: Vec::new(),
        }
    }

    fn add_run(&mut self, place: &Place, run: RunNumber, plan: &RunPlan) {
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
        for (attempt, (key, seq)) in &plan.attempts {
            self.attempt_projects.push(place.project_id);
            self.attempt_runs.push(run.get());
            self.attempt_ids.push(*attempt);
            self.attempt_configurations.push(number(key.configuration));
            self.attempt_seqs.push(seq.get());
        }
        for key in &plan.unplanned {
            self.unplanned_projects.push(place.project_id);
            self.unplanned_runs.push(run.get());
            self.unplanned_cases.push(key.case.get());
            self.unplanned_configurations
                .push(number(key.configuration));
        }
    }

    fn add_result(
        &mut self,
        place: &Place,
        run: RunNumber,
        key: RowKey,
        result: &Arc<Recorded>,
    ) -> Result<(), StoreError> {
        let outcome = &result.outcome;
        self.projects.push(place.project_id);
        self.runs.push(run.get());
        self.cases.push(key.case.get());
        self.configurations.push(number(key.configuration));
        self.seqs.push(result.seq.get());
        self.authors.push(outcome.author.get());
        self.statuses.push(outcome.status.status.code());
        self.elapsed.push(outcome.elapsed_ms);
        self.recorded.push(result.recorded_at);
        let detailed = self.add_details(result)?;
        self.add_steps(result)?;
        let stepped = !outcome.steps.is_empty();
        self.parts
            .push(i16::from(detailed) + 2 * i16::from(stepped));
        Ok(())
    }

    /// The place, from 1, of the result that was pushed last.
    fn last_place(&self) -> i32 {
        i32::try_from(self.projects.len()).unwrap_or(i32::MAX)
    }

    fn add_details(&mut self, result: &Recorded) -> Result<bool, StoreError> {
        let outcome = &result.outcome;
        let facts = Facts::of(outcome);
        let bare = outcome.note.is_none()
            && outcome.framework.is_none()
            && outcome.started_at.is_none()
            && outcome.executed_at.is_none()
            && outcome.status.custom.is_none()
            && facts.is_empty();
        if bare {
            return Ok(false);
        }
        self.detail_places.push(self.last_place());
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
        Ok(true)
    }

    /// Steps take the places just below their result's, in order.
    fn add_steps(&mut self, result: &Recorded) -> Result<(), StoreError> {
        let steps = &result.outcome.steps;
        let first = result.seq.get() - i32::try_from(steps.len()).unwrap_or_default();
        for (seq, step) in (first..).zip(steps) {
            self.step_places.push(self.last_place());
            self.step_seqs.push(seq);
            self.step_positions.push(step.position);
            self.step_numbers.push(step.step.map(StepNumber::get));
            self.step_statuses
                .push(step.status.map(|it| it.status.code()));
            self.step_custom.push(
                step.status
                    .and_then(|it| it.custom)
                    .map(CustomStatusNumber::get),
            );
            self.step_facts.push(json(StepFacts::of(step))?);
        }
        Ok(())
    }
}
