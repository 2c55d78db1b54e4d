//! Bodies as Applitools spells them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// `POST …/execute`; the whole body may be left out.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Execute {
    /// Values for whoever executes the tests.
    #[serde(rename = "parameter_values")]
    pub(super) _parameter_values: Option<Map<String, Value>>,
}

/// Every answer is in `result`.
#[derive(Debug, Serialize)]
pub(super) struct Answer<T> {
    pub(super) result: T,
}

#[derive(Debug, Serialize)]
pub(super) struct Executed {
    pub(super) id: String,
    pub(super) read_token: String,
}

/// `GET /api/result/{run_id}`
#[derive(Debug, Serialize)]
pub(super) struct RunResult {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) application: String,
    pub(super) status: &'static str,
    pub(super) environments: Vec<Environment>,
    pub(super) started_at: String,
    /// Milliseconds.
    pub(super) duration: i64,
    pub(super) results: Results,
    pub(super) tests: Vec<Test>,
}

/// All are texts; what is not known is empty.
#[derive(Debug, Serialize)]
pub(super) struct Environment {
    pub(super) name: String,
    pub(super) os: String,
    pub(super) viewport: String,
    pub(super) device: String,
    pub(super) browser: String,
}

/// How many checks show which word.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Results {
    pub(super) failed: i32,
    pub(super) passed: i32,
    pub(super) aborted: i32,
    pub(super) pending: i32,
    pub(super) unresolved: i32,
}

#[derive(Debug, Serialize)]
pub(super) struct Test {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) status: &'static str,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) results: Results,
    /// Not in the documents, and read by a client.
    #[serde(rename = "testResultsUrl")]
    pub(super) url: String,
}
