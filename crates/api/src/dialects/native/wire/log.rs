//! What was logged while a run was carried out.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

/// The place of a line, after which a page begins.
#[derive(JsonSchema)]
#[schemars(inline, extend("minimum" = 0))]
pub(crate) struct After(#[expect(dead_code, reason = "only its schema is used")] i64);

/// `GET /api/verdict/runs/{run}/logs`
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Logs {
    pub(crate) logs: Vec<Log>,
    /// `?after=` of the next page; null at the end.
    pub(crate) next: Option<i64>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Log {
    /// Its place among all lines.
    pub(crate) position: i64,
    pub(crate) attempt_id: Option<String>,
    pub(crate) hook_id: Option<String>,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) recorded_at: String,
    /// What was sent, field by field.
    #[serde(flatten)]
    pub(crate) entry: Map<String, Value>,
}
