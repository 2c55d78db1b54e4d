//! The steps of an execution that is no result, as one JSON document: nothing pages through them.

use domain::outcome::StepOutcome;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::facts::StepFacts;
use super::result_row::{choice, read};
use crate::error::StoreError;

/// One entry of `hooks.steps`.
#[derive(Serialize, Deserialize)]
struct StoredStep {
    position: i32,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    status: Option<i16>,
    facts: StepFacts,
}

pub(super) fn of(steps: &[StepOutcome]) -> Result<Value, StoreError> {
    let stored: Vec<StoredStep> = steps
        .iter()
        .map(|step| StoredStep {
            position: step.position,
            status: step.status.map(|it| it.status.code()),
            facts: StepFacts::of(step),
        })
        .collect();
    serde_json::to_value(stored).map_err(|error| StoreError::Corrupt(error.to_string()))
}

pub(crate) fn restore(stored: Value) -> Result<Vec<StepOutcome>, StoreError> {
    let stored: Vec<StoredStep> = read(stored)?;
    let steps = stored.into_iter().map(|step| {
        let StoredStep {
            position,
            status,
            facts,
        } = step;
        let status = status.map(|it| choice(it, None)).transpose()?;
        facts.restore(position, None, status)
    });
    steps.collect()
}
