//! Bodies as Applitools spells them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::status::OUTCOMES;

/// `POST …/execute`; the whole body may be left out.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub(super) struct Execute {
    /// Values for whoever executes the tests.
    #[serde(rename = "parameter_values")]
    pub(super) _parameter_values: Option<Map<String, Value>>,
}

/// Every answer is in `result`.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Answered{T}")]
pub(super) struct Answer<T> {
    pub(super) result: T,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Executed {
    /// The run.
    #[schemars(extend("format" = "uuid"))]
    pub(super) id: String,
    /// Opens this run's results to keys that may not read.
    #[schemars(regex(pattern = "^[0-9a-f]{32}$"))]
    pub(super) read_token: String,
}

/// `GET /api/result/{run_id}`
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct RunResult {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) application: String,
    #[schemars(extend("enum" = OUTCOMES))]
    pub(super) status: &'static str,
    pub(super) environments: Vec<Environment>,
    #[schemars(extend("format" = "date-time"))]
    pub(super) started_at: String,
    /// Milliseconds.
    #[schemars(range(min = 0))]
    pub(super) duration: i64,
    pub(super) results: Results,
    pub(super) tests: Vec<Test>,
}

/// All are texts; what is not known is empty.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Environment {
    pub(super) name: String,
    pub(super) os: String,
    pub(super) viewport: String,
    pub(super) device: String,
    pub(super) browser: String,
}

/// How many checks show which word.
#[derive(Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Results {
    #[schemars(range(min = 0))]
    pub(super) failed: i32,
    #[schemars(range(min = 0))]
    pub(super) passed: i32,
    #[schemars(range(min = 0))]
    pub(super) aborted: i32,
    #[schemars(range(min = 0))]
    pub(super) pending: i32,
    #[schemars(range(min = 0))]
    pub(super) unresolved: i32,
}

/// A test of a run: a case, under each of its environments.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Test {
    #[schemars(extend("format" = "uuid"))]
    pub(super) id: String,
    pub(super) name: String,
    #[schemars(extend("enum" = OUTCOMES))]
    pub(super) status: &'static str,
    #[serde(rename = "type")]
    #[schemars(extend("enum" = ["custom_flow_test"]))]
    pub(super) kind: &'static str,
    pub(super) results: Results,
    /// Not in the documents, and read by a client.
    #[serde(rename = "testResultsUrl")]
    #[schemars(extend("format" = "uri"))]
    pub(super) url: String,
}
