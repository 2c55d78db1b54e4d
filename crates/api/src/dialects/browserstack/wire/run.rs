//! Test runs and their rows as they are shown (documents, "Test runs").
#![expect(clippy::struct_field_names, reason = "the vendor's names")]

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::super::run_state;
use super::{CaseFilter, Info, Issue, Step, Urls};

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Run {
    pub(crate) identifier: String,
    pub(crate) name: String,
    pub(crate) description: String,
    #[schemars(extend("enum" = ["active", "closed"]))]
    pub(crate) active_state: &'static str,
    #[schemars(extend("enum" = run_state::shown()))]
    pub(crate) run_state: &'static str,
    pub(crate) assignee: Option<String>,
    pub(crate) project_id: String,
    pub(crate) tags: Vec<String>,
    pub(crate) configurations: Vec<i32>,
    pub(crate) filter_test_cases: FilterTestCases,
    /// Absent where the run executes none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) test_plan: Option<RunPlan>,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) created_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) updated_at: String,
    pub(crate) links: RunLinks,
    pub(crate) urls: Urls,
    pub(crate) test_cases_count: i32,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FilterTestCases {
    /// Whether cases that fit later join the run: they do not.
    pub(crate) is_dynamic: bool,
    /// The rule, as it was sent.
    #[serde(flatten)]
    #[schemars(with = "Option<CaseFilter>")]
    pub(crate) rule: Option<Value>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RunPlan {
    pub(crate) id: String,
    pub(crate) identifier: String,
    pub(crate) name: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RunLinks {
    #[serde(rename = "self")]
    pub(crate) itself: String,
    pub(crate) test_cases: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RunBody {
    pub(crate) test_run: Run,
}

/// What a change of a run answers: the key lacks its underscore.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ChangedBody {
    pub(crate) testrun: Run,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RunDeleted {
    pub(crate) message: &'static str,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Runs {
    pub(crate) test_runs: Vec<Run>,
    pub(crate) info: Info,
}

/// `GET …/test-runs/{run}`; `minify=true` leaves `test_cases` and `issues` out.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RunDetail {
    #[serde(flatten)]
    pub(crate) run: Run,
    pub(crate) passed_count: i32,
    pub(crate) failed_count: i32,
    /// By display value; only statuses that a row has.
    pub(crate) overall_progress: BTreeMap<String, i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) test_cases: Option<Vec<Row>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) issues: Option<Vec<Issue>>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RunDetailBody {
    pub(crate) test_run: RunDetail,
}

/// A case in a run, once for each configuration.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Row {
    pub(crate) identifier: String,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    /// The internal name, or the name of a status of the organization's own.
    pub(crate) latest_status: String,
    /// Of an untested row an id that no result has.
    pub(crate) latest_result_id: i64,
    pub(crate) configuration_id: Option<i32>,
    pub(crate) execution_id: String,
    /// Left out with `minify=true`.
    #[serde(flatten)]
    pub(crate) more: Option<RowDetails>,
    /// With `fetch_steps=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) steps: Option<Vec<Step>>,
}

/// What a row shows besides which it is and how it stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RowDetails {
    pub(crate) priority: String,
    pub(crate) status: String,
    pub(crate) case_type: String,
    pub(crate) assignee: Option<String>,
    pub(crate) folder_path: Vec<i32>,
    pub(crate) dataset: [String; 0],
    pub(crate) project_id: String,
    pub(crate) source_project_id: String,
    pub(crate) source_project_name: String,
    pub(crate) is_shared: bool,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) created_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) last_updated_at: String,
    pub(crate) created_by: String,
    pub(crate) updated_by: Option<String>,
    pub(crate) urls: Urls,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Rows {
    pub(crate) info: Info,
    pub(crate) test_cases: Vec<Row>,
}
