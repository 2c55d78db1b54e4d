//! What most plans do not have.

use diesel::sql_types::{Array, Integer, Jsonb, Nullable, SmallInt, Timestamptz, Uuid as SqlUuid};
use domain::number::{CustomStatusNumber, RunNumber, StepNumber};
use domain::outcome::Recorded;
use domain::plan::RunPlan;
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Row, json};
use crate::error::StoreError;
use crate::record::facts::StepFacts;
use crate::record::load::Place;
use crate::statement::statement;

statement! {
    /// Steps, attempts that ended, and rows that stood for them.
    #[derive(Default)]
    WriteRare {
        step_recorded: Array<Timestamptz> = Vec<OffsetDateTime>,
        step_projects: Array<Integer> = Vec<i32>,
        step_runs: Array<Integer> = Vec<i32>,
        step_cases: Array<Integer> = Vec<i32>,
        step_configurations: Array<Integer> = Vec<i32>,
        step_results: Array<Integer> = Vec<i32>,
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
    include_str!("rare.sql")
}

impl WriteRare {
    pub(super) const fn is_empty(&self) -> bool {
        self.step_seqs.is_empty() && self.attempt_ids.is_empty() && self.unplanned_cases.is_empty()
    }

    /// Adds the attempts that ended, and the rows that are no more because they did.
    pub(super) fn add_attempts(&mut self, place: &Place, run: RunNumber, plan: &RunPlan) {
        for (attempt, (key, seq)) in &plan.attempts {
            let row = Row::new(place, run, *key);
            self.attempt_projects.push(row.project);
            self.attempt_runs.push(row.run.get());
            self.attempt_ids.push(*attempt);
            self.attempt_configurations.push(row.configuration);
            self.attempt_seqs.push(seq.get());
        }
        for key in &plan.unplanned {
            let row = Row::new(place, run, *key);
            self.unplanned_projects.push(row.project);
            self.unplanned_runs.push(row.run.get());
            self.unplanned_cases.push(row.case);
            self.unplanned_configurations.push(row.configuration);
        }
    }

    /// Adds the steps of a result. They take the places just below its own, in order.
    pub(super) fn add_steps(&mut self, row: Row, result: &Recorded) -> Result<(), StoreError> {
        let steps = &result.outcome.steps;
        let first = result.seq.get() - i32::try_from(steps.len()).unwrap_or_default();
        for (seq, step) in (first..).zip(steps) {
            self.step_recorded.push(result.recorded_at);
            self.step_projects.push(row.project);
            self.step_runs.push(row.run.get());
            self.step_cases.push(row.case);
            self.step_configurations.push(row.configuration);
            self.step_results.push(result.seq.get());
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
