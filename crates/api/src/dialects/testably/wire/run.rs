//! Test runs.

use serde::{Deserialize, Serialize};

use super::ResultRow;
use crate::sent::Sent;

/// `POST /v1/projects/:pid/runs`
#[derive(Debug, Deserialize)]
pub(crate) struct CreateRun {
    pub(crate) name: Option<String>,
    pub(crate) test_case_ids: Option<Vec<String>>,
    pub(crate) milestone_id: Option<String>,
}

/// `PATCH /v1/projects/:pid/runs/:id`
#[derive(Debug, Deserialize)]
pub(crate) struct ChangeRun {
    pub(crate) name: Option<String>,
    /// Null unlinks.
    #[serde(default)]
    pub(crate) milestone_id: Sent<String>,
}

/// How many rows show which status.
#[derive(Debug, Serialize)]
pub(crate) struct Counters {
    pub(crate) total: i32,
    pub(crate) passed: i32,
    pub(crate) failed: i32,
    pub(crate) blocked: i32,
    pub(crate) retest: i32,
    pub(crate) not_tested: i32,
}

#[derive(Debug, Serialize)]
pub(crate) struct Run {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) status: &'static str,
    #[serde(flatten)]
    pub(crate) counters: Counters,
    pub(crate) milestone_id: Option<String>,
    pub(crate) created_by: String,
    pub(crate) created_at: String,
    pub(crate) updated_at: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct RunWithResults {
    #[serde(flatten)]
    pub(crate) run: Run,
    pub(crate) results: Vec<ResultRow>,
}

#[derive(Debug, Serialize)]
pub(crate) struct ChangedRun {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) status: &'static str,
    pub(crate) updated_at: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct ClosedRun {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) status: &'static str,
    #[serde(flatten)]
    pub(crate) counters: Counters,
    /// Per cent of all rows, with one decimal.
    pub(crate) pass_rate: f64,
    pub(crate) closed_at: Option<String>,
    pub(crate) updated_at: String,
}
