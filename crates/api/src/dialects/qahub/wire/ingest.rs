//! A whole run in one request.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::Item;
use crate::describe::NOT_BLANK;

/// `POST /api/v1/ingest`. The items are read one by one, since a bad one is refused alone.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Ingest<'a> {
    #[schemars(required)]
    pub(crate) project_id: Option<String>,
    /// The time of the request by default.
    #[schemars(length(min = 1, max = 1000), regex(pattern = NOT_BLANK))]
    pub(crate) run_name: Option<String>,
    pub(crate) environment: Option<String>,
    /// For results that name none.
    pub(crate) framework: Option<String>,
    /// As for an upload; `title` alone names a test without a test case.
    #[serde(borrow)]
    #[schemars(with = "Vec<Value>")]
    pub(crate) results: Vec<Item<'a>>,
}
