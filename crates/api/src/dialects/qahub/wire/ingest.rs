//! A whole run in one request.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::Item;
use crate::describe::NOT_BLANK;
use crate::sent::Sent;

/// `POST /api/v1/ingest`. The items are read one by one, since a bad one is refused alone.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Ingest {
    #[schemars(required)]
    pub(crate) project_id: Option<String>,
    /// The time of the request by default.
    #[schemars(length(min = 1, max = 1000), regex(pattern = NOT_BLANK))]
    pub(crate) run_name: Option<String>,
    pub(crate) environment: Option<String>,
    /// For results that name none.
    pub(crate) framework: Option<String>,
    /// As for an upload; `title` alone names a test without a test case.
    pub(crate) results: Vec<Value>,
}

/// One item.
#[derive(Debug, Deserialize)]
pub(crate) struct IngestItem {
    #[serde(flatten)]
    pub(crate) item: Item,
    /// Of a test that no test case stands for, or with the tag of one.
    #[serde(default)]
    pub(crate) title: Sent<Value>,
}
