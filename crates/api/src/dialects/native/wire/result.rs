//! A result with everything that is stored of it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::super::status::STATUS;
use super::Configuration;
use crate::describe::or_null;

/// `GET /api/verdict/results/{result}`
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ShownResult {
    /// Null for a row without a result and for an attempt that is open.
    pub(crate) id: Option<i64>,
    pub(crate) row_id: String,
    #[schemars(extend("format" = "uuid"))]
    pub(crate) attempt_id: Option<String>,
    pub(crate) run_id: String,
    pub(crate) case_id: String,
    pub(crate) project_id: String,
    pub(crate) case_title: String,
    pub(crate) configuration: Option<Configuration>,
    #[schemars(extend("enum" = STATUS.shown()))]
    pub(crate) status: &'static str,
    /// The number of the organization's own status, if it was that.
    pub(crate) custom_status: Option<i32>,
    pub(crate) note: Option<String>,
    pub(crate) elapsed_ms: Option<i32>,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) recorded_at: Option<String>,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) executed_at: Option<String>,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) started_at: Option<String>,
    pub(crate) framework: Option<String>,
    pub(crate) author: Option<Author>,
    pub(crate) issues: Vec<Issue>,
    pub(crate) fields: Vec<Field>,
    pub(crate) failures: Vec<Failure>,
    pub(crate) steps: Vec<Step>,
    pub(crate) origin: Origin,
    pub(crate) environment: Environment,
    pub(crate) metadata: BTreeMap<String, Vec<String>>,
    pub(crate) hooks: Vec<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Author {
    pub(crate) id: i32,
    /// Null where only the number is known.
    pub(crate) email: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Issue {
    pub(crate) key: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) tracker: Option<String>,
    pub(crate) host: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) value: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Failure {
    pub(crate) message: Option<String>,
    pub(crate) trace: Option<Vec<String>>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Step {
    /// The step's own integer id.
    pub(crate) id: Option<i64>,
    pub(crate) position: i32,
    /// The step of the case, if it is one.
    #[serde(rename = "step_id")]
    pub(crate) catalogued: Option<i32>,
    pub(crate) given_id: Option<String>,
    #[schemars(extend("enum" = or_null(STATUS.shown())))]
    pub(crate) status: Option<&'static str>,
    pub(crate) custom_status: Option<i32>,
    pub(crate) note: Option<String>,
    pub(crate) keyword: Option<String>,
    pub(crate) text: Option<String>,
    pub(crate) expected: Option<String>,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) started_at: Option<String>,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) finished_at: Option<String>,
    pub(crate) elapsed_ms: Option<i32>,
    pub(crate) failure: Option<String>,
}

#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct Origin {
    pub(crate) file: Option<String>,
    pub(crate) scopes: Vec<String>,
    pub(crate) location: Option<String>,
    pub(crate) vc_path: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) language: Option<String>,
    pub(crate) code: Option<String>,
    /// What its reporter expected when it began, in a word of its own.
    pub(crate) preliminary_result: Option<String>,
}

#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct Environment {
    pub(crate) device: Option<String>,
    pub(crate) os: Option<String>,
    pub(crate) os_version: Option<String>,
    pub(crate) browser: Option<String>,
    pub(crate) browser_version: Option<String>,
    pub(crate) viewport: Option<String>,
}
