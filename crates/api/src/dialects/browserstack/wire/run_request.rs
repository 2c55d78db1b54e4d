//! Test runs as they are written (documents, "Test runs").

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::IssueTracker;
use crate::body::Object;
use crate::sent::Sent;

/// `POST …/test-runs`, `PATCH …/test-runs/{run}/update` and `POST …/test-runs/{run}/update`
#[derive(Debug, Deserialize)]
pub(crate) struct WriteRun {
    pub(crate) test_run: Object<RunFields>,
}

/// `sub_test_plan_id`, `filter_scope`, `is_automation` and `shared_test_cases` are accepted and not kept.
#[derive(Debug, Deserialize)]
pub(crate) struct RunFields {
    #[serde(default)]
    pub(crate) name: Sent<String>,
    #[serde(default)]
    pub(crate) description: Sent<String>,
    #[serde(default)]
    pub(crate) run_state: Sent<String>,
    #[serde(default)]
    pub(crate) assignee: Sent<String>,
    /// Who carries out the cases, where none of them says otherwise.
    #[serde(default)]
    pub(crate) test_case_assignee: Sent<String>,
    #[serde(default)]
    pub(crate) tags: Sent<Vec<String>>,
    #[serde(default)]
    pub(crate) issues: Sent<Vec<String>>,
    pub(crate) issue_tracker: Option<Object<IssueTracker>>,
    #[serde(default)]
    pub(crate) test_plan_id: Sent<String>,
    /// Strings alone; anything else is refused in the vendor's own words.
    pub(crate) test_cases: Option<Vec<Value>>,
    pub(crate) configurations: Option<Vec<i64>>,
    pub(crate) configuration_map: Option<Vec<Object<MappedCases>>>,
    pub(crate) folder_ids: Option<Vec<i64>>,
    pub(crate) include_sub_folders: Option<bool>,
    pub(crate) include_all: Option<bool>,
    #[serde(default)]
    pub(crate) filter_test_cases: Sent<Object<CaseFilter>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct MappedCases {
    pub(crate) test_case_id: OneOrMany,
    pub(crate) configuration_ids: Vec<i64>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// `filter_test_cases`: what a case must be like; shown again as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub(crate) struct CaseFilter {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) priority: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) case_type: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) owner: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tags: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) custom_fields: Option<Map<String, Value>>,
}

/// `PATCH …/test-runs/{run}/test-cases`
#[derive(Debug, Deserialize)]
pub(crate) struct ChangeRows {
    pub(crate) test_run: Object<RowChanges>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct RowChanges {
    pub(crate) add_test_cases: Option<Vec<Object<RowSelection>>>,
    pub(crate) remove_test_cases: Option<Vec<Object<RowSelection>>>,
    pub(crate) preserve_existing_results: Option<bool>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct RowSelection {
    pub(crate) test_case_ids: Vec<String>,
    pub(crate) configuration_ids: Option<Vec<i64>>,
}

/// The vendor changes rows later; here they have changed when this is sent.
#[derive(Debug, Serialize)]
pub(crate) struct RowsChanged {
    #[serde(rename = "async")]
    pub(crate) is_async: bool,
    pub(crate) unique_id: String,
}

/// `POST …/test-runs/{run}/assign`
#[derive(Debug, Deserialize)]
pub(crate) struct Assign {
    pub(crate) assign_to: Vec<Object<Assignment>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Assignment {
    pub(crate) test_case_id: Option<String>,
    /// Of a row; it names case and configuration.
    pub(crate) execution_id: Option<String>,
    pub(crate) configuration_id: Option<i64>,
    /// Null takes the row back.
    pub(crate) assignee: Option<String>,
}
