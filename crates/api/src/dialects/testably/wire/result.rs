//! Results of a run: its rows, one of them changed, many of them changed.

use serde::{Deserialize, Serialize};

use crate::body::Object;
use crate::sent::Sent;

/// `PUT /v1/runs/:rid/results/:id`
#[derive(Debug, Deserialize)]
pub(crate) struct Update {
    pub(crate) status: Option<String>,
    #[serde(default)]
    pub(crate) note: Sent<String>,
    /// Seconds.
    #[serde(default)]
    pub(crate) elapsed: Sent<i64>,
}

/// `POST /v1/runs/:rid/results/bulk`
#[derive(Debug, Deserialize)]
pub(crate) struct Bulk {
    pub(crate) results: Vec<Object<BulkItem>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct BulkItem {
    pub(crate) test_case_id: Option<String>,
    pub(crate) status: Option<String>,
    #[serde(default)]
    pub(crate) note: Sent<String>,
    /// Seconds.
    #[serde(default)]
    pub(crate) elapsed: Sent<i64>,
}

/// A row of a run. All eight keys are always there, null where nothing was recorded.
#[derive(Debug, Serialize)]
pub(crate) struct ResultRow {
    pub(crate) id: String,
    /// Null once the case was deleted; its results stay.
    pub(crate) test_case_id: Option<String>,
    pub(crate) test_case_title: String,
    pub(crate) status: &'static str,
    pub(crate) note: Option<String>,
    /// Whole seconds.
    pub(crate) elapsed: Option<i32>,
    pub(crate) tested_by: Option<String>,
    pub(crate) tested_at: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct BulkDone {
    pub(crate) updated: usize,
    pub(crate) results: Vec<BulkDoneItem>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errors: Vec<ItemError>,
}

#[derive(Debug, Serialize)]
pub(crate) struct BulkDoneItem {
    pub(crate) test_case_id: String,
    pub(crate) status: &'static str,
}

/// Why an item was not recorded.
#[derive(Debug, Serialize)]
pub(crate) struct ItemError {
    pub(crate) test_case_id: String,
    pub(crate) error: String,
}
