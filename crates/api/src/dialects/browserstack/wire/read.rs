//! Results as they are listed (documents, "Test results").
#![expect(clippy::struct_field_names, reason = "the vendor's names")]

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Number;

use super::{Info, Urls};

/// The documents have `test-results`, the server and its clients `test_results`; both are there.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Results<'a> {
    pub(crate) test_results: &'a [ResultRow],
    #[serde(rename = "test-results")]
    pub(crate) test_results_as_documented: &'a [ResultRow],
    pub(crate) info: Info,
}

/// A result, or one step of a result: then `step_result` is there.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ResultRow {
    pub(crate) id: i64,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) created_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) updated_at: String,
    pub(crate) created_by: String,
    pub(crate) description: Option<String>,
    pub(crate) test_case_id: String,
    pub(crate) test_run_id: String,
    pub(crate) result_status: StatusValue,
    pub(crate) issues: Vec<LinkedIssue>,
    pub(crate) custom_fields: Vec<CustomField>,
    pub(crate) step_result: Option<StepResult>,
    pub(crate) configuration_id: Option<i32>,
    pub(crate) execution_id: String,
    /// Seconds. Ours: the vendor takes it and shows it nowhere.
    pub(crate) elapsed_time: Option<Number>,
    pub(crate) dataset: [String; 0],
    pub(crate) urls: Urls,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct StatusValue {
    /// A display value: one of the vendor's, or the name of a status of the organization's own.
    pub(crate) field_value: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LinkedIssue {
    pub(crate) issue_id: String,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) created_at: String,
    pub(crate) issue_type: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CustomField {
    pub(crate) field_name: String,
    pub(crate) value: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct StepResult {
    pub(crate) step: String,
    pub(crate) result: String,
    pub(crate) result_status: StatusValue,
}
