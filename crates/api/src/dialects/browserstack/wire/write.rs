//! Results as they are submitted, in four forms of one body, and what answers them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value, json};

use super::{Good, Urls, one_of, present};
use crate::body::Object;
use crate::integer::Integer;

/// The largest `elapsed_time` that fits milliseconds in 31 bits: 24 days.
pub(crate) const MOST_SECONDS: f64 = 2_147_483.0;

/// `POST …/test-runs/{run}/results`: `results` makes it the bulk form.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(extend("anyOf" = one_or_many()))]
pub(crate) struct Submission {
    pub(crate) results: Option<Vec<Object<Item>>>,
    pub(crate) test_result: Option<Object<SubmittedResult>>,
    pub(crate) test_case_id: Option<String>,
    pub(crate) execution_id: Option<String>,
    /// Test cases are not shared here, so that none of these is in the test run.
    pub(crate) shared_test_case_ids: Option<Vec<String>>,
    pub(crate) configuration_id: Option<Integer>,
    pub(crate) configurations_id: Option<Integer>,
}

/// Where nothing of a result is in `results`, it is the item itself.
fn one_or_many() -> Value {
    let mut single = present("test_result");
    if let Some(single) = single.as_object_mut() {
        single.insert("anyOf".to_owned(), targets());
    }
    json!([present("results"), single])
}

/// What names the row of a result. The documents have three ways, of which a result needs one.
fn targets() -> Value {
    let shared = json!({ "type": "array", "minItems": 1 });
    json!([
        present("test_case_id"),
        present("execution_id"),
        { "required": ["shared_test_case_ids"], "properties": { "shared_test_case_ids": shared } },
    ])
}

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(extend("anyOf" = targets()))]
pub(crate) struct Item {
    #[schemars(required)]
    pub(crate) test_result: Option<Object<SubmittedResult>>,
    pub(crate) test_case_id: Option<String>,
    /// Of a row; it names case and configuration.
    pub(crate) execution_id: Option<String>,
    /// Test cases are not shared here, so that none of these is in the test run.
    pub(crate) shared_test_case_ids: Option<Vec<String>>,
    pub(crate) configuration_id: Option<Integer>,
    /// What the list of attributes calls `configuration_id`.
    pub(crate) configurations_id: Option<Integer>,
}

/// `step_results` makes it the form with steps.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(extend("anyOf" = status_or_steps()))]
pub(crate) struct SubmittedResult {
    /// Display value or internal name, in any case; free, as organizations have statuses of their own.
    pub(crate) status: Option<String>,
    pub(crate) description: Option<String>,
    /// What one client calls `description`.
    pub(crate) comment: Option<String>,
    pub(crate) issues: Option<Vec<String>>,
    pub(crate) issue_tracker: Option<Object<IssueTracker>>,
    pub(crate) custom_fields: Option<Map<String, Value>>,
    /// Seconds.
    #[schemars(range(min = 0, max = MOST_SECONDS))]
    pub(crate) elapsed_time: Option<Number>,
    /// What one client calls `elapsed_time`.
    #[schemars(range(min = 0, max = MOST_SECONDS))]
    pub(crate) duration: Option<Number>,
    pub(crate) step_results: Option<Vec<Object<SubmittedStep>>>,
}

/// Without a status, its steps say how a result is.
fn status_or_steps() -> Value {
    json!([
        present("status"),
        { "required": ["step_results"], "properties": { "step_results": { "type": "array", "minItems": 1 } } },
    ])
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct IssueTracker {
    pub(crate) name: Option<String>,
    pub(crate) host: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(extend("anyOf" = one_of(["step_id", "step_index"])))]
pub(crate) struct SubmittedStep {
    /// The place of the step, from 1.
    pub(crate) step_index: Option<Integer>,
    /// The permanent id of the step; with both, it decides.
    pub(crate) step_id: Option<Integer>,
    /// As a result's.
    #[schemars(required)]
    pub(crate) status: Option<String>,
    pub(crate) description: Option<String>,
}

/// `PATCH …/test-runs/{run}/results`: flat, or within `test_result`, or some of each.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(extend("allOf" = [outside_or_within("test_case_ids"), outside_or_within("status")]))]
pub(crate) struct SetStatus {
    pub(crate) test_case_ids: Option<Vec<String>>,
    /// Display value or internal name, in any case; free, as organizations have statuses of their own.
    pub(crate) status: Option<String>,
    pub(crate) test_result: Option<Object<SetStatusFields>>,
}

/// A field that is needed in one of the two places.
fn outside_or_within(name: &str) -> Value {
    let mut within = present("test_result");
    if let Some(within) = within.as_object_mut() {
        within.insert(
            "properties".to_owned(),
            json!({ "test_result": present(name) }),
        );
    }
    json!({ "anyOf": [present(name), within] })
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct SetStatusFields {
    pub(crate) test_case_ids: Option<Vec<String>>,
    pub(crate) status: Option<String>,
}

/// Answers results in the form that they were sent in.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Submitted {
    One(Box<Good<Single>>),
    Many(Good<Bulk>),
}

/// Answers a single result.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Single {
    /// `test-run-step-results` and `overall-result-status`, of the form with steps.
    #[serde(flatten)]
    pub(crate) steps: Option<RecordedSteps>,
    #[serde(rename = "test-result")]
    pub(crate) test_result: Recorded,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Recorded {
    pub(crate) id: i64,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) created_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) updated_at: String,
    pub(crate) description: Option<String>,
    /// As the client spelled it.
    pub(crate) status: String,
    pub(crate) issues: Vec<String>,
    pub(crate) urls: Urls,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RecordedSteps {
    #[serde(rename = "test-run-step-results")]
    pub(crate) steps: Vec<StepRecorded>,
    #[serde(rename = "overall-result-status")]
    pub(crate) overall: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct StepRecorded {
    pub(crate) id: i64,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) created_at: String,
    pub(crate) description: Option<String>,
    pub(crate) status: String,
    pub(crate) issues: [String; 0],
    pub(crate) test_run_test_case_step_details: StepDetails,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct StepDetails {
    pub(crate) id: i64,
    pub(crate) status: String,
    pub(crate) status_id: i32,
    /// The permanent id, which a client sends as `step_id`.
    pub(crate) step_mapping_id: Option<i32>,
    pub(crate) colour: String,
    pub(crate) field_value: String,
    pub(crate) step: String,
    pub(crate) result: String,
    pub(crate) order: i32,
}

/// Answers a bulk. The documents have `success` alone; what was not recorded is named beside it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Bulk {
    /// Ids that the run does not hold; left out where there are none, and so is `errors`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) skipped_test_case_ids: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errors: Vec<BulkError>,
}

/// An item that was not recorded although the run holds its case.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct BulkError {
    /// Its place in `results`, from 0.
    pub(crate) index: usize,
    pub(crate) test_case_id: String,
    pub(crate) message: String,
}
