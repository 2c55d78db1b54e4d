//! Results of a run: its rows, one of them changed, many of them changed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::status::STATUS;
use crate::body::Object;
use crate::integer::Integer;
use crate::sent::Sent;

/// The largest `elapsed` that fits milliseconds in 31 bits: 24 days.
pub(crate) const MOST_SECONDS: u32 = 2_147_483;

/// `PUT /v1/runs/:rid/results/:id`: what is left out keeps its value.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Update {
    #[schemars(required, extend("enum" = STATUS.written()))]
    pub(crate) status: Option<String>,
    /// Null clears it.
    #[serde(default)]
    pub(crate) note: Sent<String>,
    /// Whole seconds; null clears them.
    #[serde(default)]
    #[schemars(range(min = 0, max = MOST_SECONDS))]
    pub(crate) elapsed: Sent<Integer>,
}

/// `POST /v1/runs/:rid/results/bulk`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Bulk {
    pub(crate) results: Vec<Object<BulkItem>>,
}

/// What is left out keeps its value.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct BulkItem {
    #[schemars(required)]
    pub(crate) test_case_id: Option<String>,
    #[schemars(required, extend("enum" = STATUS.written()))]
    pub(crate) status: Option<String>,
    /// Null clears it.
    #[serde(default)]
    pub(crate) note: Sent<String>,
    /// Whole seconds; null clears them.
    #[serde(default)]
    #[schemars(range(min = 0, max = MOST_SECONDS))]
    pub(crate) elapsed: Sent<Integer>,
}

/// A row of a run. All eight keys are always there, null where nothing was recorded.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ResultRow {
    pub(crate) id: String,
    /// Null once the case was deleted; its results stay.
    pub(crate) test_case_id: Option<String>,
    pub(crate) test_case_title: String,
    #[schemars(extend("enum" = STATUS.shown()))]
    pub(crate) status: &'static str,
    pub(crate) note: Option<String>,
    /// Whole seconds.
    #[schemars(range(min = 0))]
    pub(crate) elapsed: Option<i32>,
    pub(crate) tested_by: Option<String>,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) tested_at: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct BulkDone {
    /// How many results were recorded.
    pub(crate) updated: usize,
    pub(crate) results: Vec<BulkDoneItem>,
    /// The items that were refused; left out if there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errors: Vec<ItemError>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct BulkDoneItem {
    /// As it was sent.
    pub(crate) test_case_id: String,
    #[schemars(extend("enum" = STATUS.shown()))]
    pub(crate) status: &'static str,
}

/// Why an item was not recorded.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ItemError {
    /// As it was sent.
    pub(crate) test_case_id: String,
    pub(crate) error: String,
}
