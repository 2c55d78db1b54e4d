//! Results.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::status::STATUS;
use super::Item;

/// `POST /api/v1/runs/{id}/results`. The items are read one by one, since a bad one is refused alone.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Upload<'a> {
    /// Each names a test case, by `test_case_code` or `test_case_id`, and has a `status`; the other fields may
    /// be left out.
    #[serde(borrow)]
    #[schemars(with = "Vec<Value>")]
    pub(crate) results: Vec<Item<'a>>,
}

/// The answer to an upload.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Uploaded {
    pub(crate) run_id: String,
    pub(crate) accepted: usize,
    pub(crate) rejected: usize,
    pub(crate) data: Vec<Accepted>,
    pub(crate) errors: Vec<Rejected>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Accepted {
    pub(crate) id: String,
    pub(crate) test_case_id: Option<String>,
    pub(crate) test_case_code: Option<String>,
    #[schemars(extend("enum" = STATUS.shown()))]
    pub(crate) status: &'static str,
}

/// The ids as they were sent; `error` and `message` are the same, for readers of either.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Rejected {
    pub(crate) index: usize,
    pub(crate) test_case_code: Option<String>,
    pub(crate) test_case_id: Option<String>,
    pub(crate) error: String,
    pub(crate) message: String,
}

/// A row of a run.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ResultRow {
    pub(crate) id: String,
    pub(crate) run_id: String,
    /// Null for a case that is not in the catalogue, and so is its code.
    pub(crate) test_case_id: Option<String>,
    pub(crate) test_case_code: Option<String>,
    pub(crate) title: String,
    #[schemars(extend("enum" = STATUS.shown()))]
    pub(crate) status: &'static str,
    pub(crate) comment: Option<String>,
    pub(crate) bug_ticket_key: Option<String>,
    pub(crate) bug_ticket_url: Option<String>,
    pub(crate) duration_ms: Option<i32>,
    pub(crate) framework: Option<String>,
    pub(crate) error_message: Option<String>,
    pub(crate) error_stack: Option<String>,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) executed_at: Option<String>,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) created_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) updated_at: String,
}
