//! Runs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::status::run_words;
use crate::describe::NOT_BLANK;
use crate::sent::Sent;

/// `POST /api/v1/runs`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct CreateRun {
    #[schemars(required, length(min = 1, max = 1000), regex(pattern = NOT_BLANK))]
    pub(crate) name: Option<String>,
    #[schemars(required)]
    pub(crate) project_id: Option<String>,
    pub(crate) environment: Option<String>,
    /// Ids and codes may be mixed.
    pub(crate) test_case_ids: Option<Vec<String>>,
}

/// `PATCH /api/v1/runs/{id}`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ChangeRun {
    /// Never null.
    #[serde(default)]
    #[schemars(with = "String", length(min = 1, max = 1000), regex(pattern = NOT_BLANK))]
    pub(crate) name: Sent<String>,
    #[serde(default)]
    pub(crate) environment: Sent<String>,
    /// Never null.
    #[serde(default)]
    #[schemars(with = "RunStatus")]
    pub(crate) status: Sent<String>,
}

/// The status of a run.
#[derive(Debug, JsonSchema)]
#[schemars(extend("enum" = run_words()))]
pub(crate) struct RunStatus(#[expect(dead_code, reason = "only its schema is used")] String);

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Run {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) project_id: String,
    pub(crate) environment: Option<String>,
    #[schemars(extend("enum" = run_words()))]
    pub(crate) status: &'static str,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) created_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) updated_at: String,
}
