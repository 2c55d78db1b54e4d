//! Test runs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::status::{CLOSED, RUN_WORDS};
use super::ResultRow;
use crate::describe::NOT_BLANK;
use crate::sent::Sent;

/// The most characters of a run's name.
pub(crate) const RUN_NAME_CHARS: usize = 1000;

/// `POST /v1/projects/:pid/runs`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct CreateRun {
    #[schemars(required, length(min = 1, max = RUN_NAME_CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) name: Option<String>,
    /// May be empty, for uploads that add rows.
    #[schemars(required)]
    pub(crate) test_case_ids: Option<Vec<String>>,
    /// Kept and given back as it was sent.
    pub(crate) milestone_id: Option<String>,
}

/// `PATCH /v1/projects/:pid/runs/:id`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ChangeRun {
    #[schemars(length(min = 1, max = RUN_NAME_CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) name: Option<String>,
    /// Null unlinks.
    #[serde(default)]
    pub(crate) milestone_id: Sent<String>,
}

/// How many rows show which status.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Counters {
    #[schemars(range(min = 0))]
    pub(crate) total: i32,
    #[schemars(range(min = 0))]
    pub(crate) passed: i32,
    #[schemars(range(min = 0))]
    pub(crate) failed: i32,
    #[schemars(range(min = 0))]
    pub(crate) blocked: i32,
    #[schemars(range(min = 0))]
    pub(crate) retest: i32,
    #[schemars(range(min = 0))]
    pub(crate) not_tested: i32,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Run {
    pub(crate) id: String,
    pub(crate) name: String,
    #[schemars(extend("enum" = RUN_WORDS))]
    pub(crate) status: &'static str,
    #[serde(flatten)]
    pub(crate) counters: Counters,
    pub(crate) milestone_id: Option<String>,
    pub(crate) created_by: String,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) created_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) updated_at: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RunWithResults {
    #[serde(flatten)]
    pub(crate) run: Run,
    pub(crate) results: Vec<ResultRow>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ChangedRun {
    pub(crate) id: String,
    pub(crate) name: String,
    #[schemars(extend("enum" = RUN_WORDS))]
    pub(crate) status: &'static str,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) updated_at: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ClosedRun {
    pub(crate) id: String,
    pub(crate) name: String,
    #[schemars(extend("enum" = [CLOSED]))]
    pub(crate) status: &'static str,
    #[serde(flatten)]
    pub(crate) counters: Counters,
    /// Per cent of all rows, with one decimal.
    #[schemars(range(min = 0, max = 100))]
    pub(crate) pass_rate: f64,
    /// Null if another vendor's client closed the run without saying when.
    #[schemars(extend("format" = "date-time"))]
    pub(crate) closed_at: Option<String>,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) updated_at: String,
}
