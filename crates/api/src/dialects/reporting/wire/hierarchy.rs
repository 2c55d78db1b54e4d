//! `GET /ext/v1/builds/:build/testRuns`

use schemars::JsonSchema;
use serde::Serialize;

use super::super::status::STATUS;

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct TestRuns {
    /// The project's name; the build's is `build_name`.
    pub(crate) name: String,
    pub(crate) project_id: i32,
    pub(crate) group_id: i32,
    pub(crate) build_id: String,
    pub(crate) build_name: String,
    pub(crate) build_number: i32,
    pub(crate) original_name: String,
    pub(crate) test_summary: TestSummary,
    pub(crate) is_manually_overridden: bool,
    pub(crate) is_archived: bool,
    pub(crate) app_details: Option<()>,
    pub(crate) hierarchy: Vec<Node>,
    pub(crate) pagination: Pagination,
}

/// How many tests of the build show which status, whatever was filtered.
#[derive(Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct TestSummary {
    pub(crate) passed: i32,
    pub(crate) failed: i32,
    #[serde(rename = "in progress")]
    pub(crate) in_progress: i32,
    pub(crate) skipped: i32,
    pub(crate) retest: i32,
    pub(crate) blocked: i32,
    pub(crate) untested: i32,
    pub(crate) pending: i32,
    pub(crate) unknown: i32,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Pagination {
    pub(crate) has_next: bool,
    pub(crate) next_page: Option<String>,
}

/// `ROOT` for a file on a platform, `DESCRIBE` for a scope, `TEST` for a test.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Node {
    #[serde(rename = "type")]
    #[schemars(extend("enum" = ["ROOT", "DESCRIBE", "TEST", "HOOK"]))]
    pub(crate) kind: &'static str,
    pub(crate) display_name: String,
    pub(crate) rank: usize,
    pub(crate) summary: Option<Summary>,
    pub(crate) details: Option<Details>,
    pub(crate) children: Vec<Node>,
    pub(crate) is_before_all_hook: bool,
    pub(crate) is_after_all_hook: bool,
}

/// How many tests below a node show which status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Summary {
    pub(crate) aggregate: i32,
    pub(crate) passed: i32,
    pub(crate) failed: i32,
    pub(crate) pending: i32,
    pub(crate) skipped: i32,
    pub(crate) unknown: i32,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Details {
    Root(Box<RootDetails>),
    Test(Box<TestDetails>),
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RootDetails {
    pub(crate) file_path: String,
    pub(crate) os: Named,
    pub(crate) browser: Named,
    pub(crate) device: String,
    #[serde(rename = "isRealDevice")]
    pub(crate) is_real_device: bool,
    pub(crate) vc_file_url: Option<()>,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) finished_at: Option<String>,
    pub(crate) middle_scopes: [(); 0],
}

/// `key` is `"Windows,11"`, and `"NA"` where nothing is known.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) key: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct TestDetails {
    #[schemars(extend("enum" = STATUS.shown()))]
    pub(crate) status: &'static str,
    /// Milliseconds.
    pub(crate) duration: Option<i32>,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) started_at: Option<String>,
    pub(crate) session_id: Option<()>,
    pub(crate) observability_url: String,
    pub(crate) is_muted: bool,
    pub(crate) is_latest: bool,
    pub(crate) run_count: i32,
    pub(crate) tags: Vec<String>,
    pub(crate) is_auto_analyzed: Option<()>,
    pub(crate) is_auto_analyzer_running: bool,
    pub(crate) last_executed_by: Option<String>,
    pub(crate) last_executed_by_id: Option<i32>,
    pub(crate) pm_tool_details: [(); 0],
    #[serde(rename = "testCases")]
    pub(crate) test_cases: [(); 0],
    /// One for each attempt, oldest first.
    pub(crate) retries: Vec<Retry>,
}

#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Retry {
    #[schemars(extend("format" = "uuid"))]
    pub(crate) uuid: String,
    #[schemars(extend("enum" = STATUS.shown()))]
    pub(crate) status: &'static str,
    /// Milliseconds.
    pub(crate) duration: Option<i32>,
    #[serde(rename = "workflowStatus")]
    pub(crate) workflow_status: &'static str,
    pub(crate) logs: Logs,
}

#[derive(Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Logs {
    #[serde(rename = "TEST_FAILURE", skip_serializing_if = "Vec::is_empty")]
    pub(crate) test_failure: Vec<String>,
}
