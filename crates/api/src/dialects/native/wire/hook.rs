//! A hook with everything that is stored of it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::Configuration;
use super::result::{Environment, Failure, Origin, Step};

/// `GET /api/verdict/hooks/{hook}`
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ShownHook {
    pub(crate) id: String,
    pub(crate) run_id: String,
    pub(crate) project_id: String,
    pub(crate) hook_type: String,
    pub(crate) name: String,
    /// The attempt that it belongs to, if it said so.
    pub(crate) attempt_id: Option<String>,
    pub(crate) configuration: Option<Configuration>,
    pub(crate) status: &'static str,
    pub(crate) elapsed_ms: Option<i32>,
    /// When its start was recorded.
    pub(crate) created_at: String,
    /// When its end was recorded.
    pub(crate) recorded_at: Option<String>,
    pub(crate) executed_at: Option<String>,
    pub(crate) started_at: Option<String>,
    /// The number of the user who recorded its end or, while it is open, its start.
    pub(crate) author_id: i32,
    pub(crate) failures: Vec<Failure>,
    pub(crate) steps: Vec<Step>,
    pub(crate) origin: Origin,
    pub(crate) environment: Environment,
    pub(crate) metadata: BTreeMap<String, Vec<String>>,
}
