//! Results as they are submitted, in four forms of one body, and what answers them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value};

use super::Urls;
use crate::body::Object;

/// `POST …/test-runs/{run}/results`: `results` makes it the bulk form.
#[derive(Debug, Deserialize)]
pub(crate) struct Submission {
    pub(crate) results: Option<Vec<Object<Item>>>,
    pub(crate) test_result: Option<Object<SubmittedResult>>,
    pub(crate) test_case_id: Option<String>,
    pub(crate) execution_id: Option<String>,
    pub(crate) configuration_id: Option<i64>,
    pub(crate) configurations_id: Option<i64>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Item {
    pub(crate) test_result: Option<Object<SubmittedResult>>,
    pub(crate) test_case_id: Option<String>,
    /// Of a row; it names case and configuration.
    pub(crate) execution_id: Option<String>,
    pub(crate) configuration_id: Option<i64>,
    /// What the list of attributes calls `configuration_id`.
    pub(crate) configurations_id: Option<i64>,
}

/// `step_results` makes it the form with steps.
#[derive(Debug, Deserialize)]
pub(crate) struct SubmittedResult {
    pub(crate) status: Option<String>,
    pub(crate) description: Option<String>,
    /// What one client calls `description`.
    pub(crate) comment: Option<String>,
    pub(crate) issues: Option<Vec<String>>,
    pub(crate) issue_tracker: Option<Object<IssueTracker>>,
    pub(crate) custom_fields: Option<Map<String, Value>>,
    pub(crate) elapsed_time: Option<Number>,
    /// What one client calls `elapsed_time`.
    pub(crate) duration: Option<Number>,
    pub(crate) step_results: Option<Vec<Object<SubmittedStep>>>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct IssueTracker {
    pub(crate) name: Option<String>,
    pub(crate) host: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct SubmittedStep {
    pub(crate) step_index: Option<i64>,
    pub(crate) step_id: Option<i64>,
    pub(crate) status: Option<String>,
    pub(crate) description: Option<String>,
}

/// `PATCH …/test-runs/{run}/results`: flat, or within `test_result`, or some of each.
#[derive(Debug, Deserialize)]
pub(crate) struct SetStatus {
    pub(crate) test_case_ids: Option<Vec<String>>,
    pub(crate) status: Option<String>,
    pub(crate) test_result: Option<Object<SetStatusFields>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct SetStatusFields {
    pub(crate) test_case_ids: Option<Vec<String>>,
    pub(crate) status: Option<String>,
}

/// Answers a single result.
#[derive(Debug, Serialize)]
pub(crate) struct Single {
    /// `test-run-step-results` and `overall-result-status`, of the form with steps.
    #[serde(flatten)]
    pub(crate) steps: Option<RecordedSteps>,
    #[serde(rename = "test-result")]
    pub(crate) test_result: Recorded,
}

#[derive(Debug, Serialize)]
pub(crate) struct Recorded {
    pub(crate) id: i64,
    pub(crate) created_at: String,
    pub(crate) updated_at: String,
    pub(crate) description: Option<String>,
    /// As the client spelled it.
    pub(crate) status: String,
    pub(crate) issues: Vec<String>,
    pub(crate) urls: Urls,
}

#[derive(Debug, Serialize)]
pub(crate) struct RecordedSteps {
    #[serde(rename = "test-run-step-results")]
    pub(crate) steps: Vec<StepRecorded>,
    #[serde(rename = "overall-result-status")]
    pub(crate) overall: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct StepRecorded {
    pub(crate) id: i64,
    pub(crate) created_at: String,
    pub(crate) description: Option<String>,
    pub(crate) status: String,
    pub(crate) issues: [String; 0],
    pub(crate) test_run_test_case_step_details: StepDetails,
}

#[derive(Debug, Serialize)]
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
#[derive(Debug, Serialize)]
pub(crate) struct Bulk {
    /// Ids that the run does not hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) skipped_test_case_ids: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errors: Vec<BulkError>,
}

/// An item that was not recorded although the run holds its case.
#[derive(Debug, Serialize)]
pub(crate) struct BulkError {
    /// Its place in `results`, from 0.
    pub(crate) index: usize,
    pub(crate) test_case_id: String,
    pub(crate) message: String,
}
