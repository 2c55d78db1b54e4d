//! `GET /ext/v1/builds/:build`

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::super::status::BUILD_STATUSES;

/// A build as it is read. Every key is always there, null where nothing is known.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ShownBuild {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    #[schemars(extend("enum" = BUILD_STATUSES))]
    pub(crate) status: &'static str,
    /// Milliseconds.
    pub(crate) duration: Option<i64>,
    pub(crate) user: String,
    pub(crate) user_id: i32,
    pub(crate) tags: Vec<String>,
    pub(crate) alerts: [(); 0],
    pub(crate) build_id: String,
    pub(crate) build_number: i32,
    pub(crate) original_name: String,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) started_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) finished_at: Option<String>,
    pub(crate) status_stats: Stats,
    pub(crate) failure_categories: FailureCategories,
    pub(crate) smart_tags: SmartTags,
    pub(crate) unique_errors: UniqueErrors,
    pub(crate) re_run: Option<()>,
    pub(crate) build_error: Option<()>,
    pub(crate) is_archived: bool,
    pub(crate) observability_version: ObservabilityVersion,
    pub(crate) vcs_info: Option<Value>,
    pub(crate) ci_info: CiInfo,
    pub(crate) host_info: HostInfo,
    pub(crate) run_information: [ShardStats; 1],
    #[schemars(extend("format" = "uri"))]
    pub(crate) observability_url: String,
}

/// How many tests show which status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Stats {
    pub(crate) passed: i32,
    pub(crate) failed: i32,
    pub(crate) pending: i32,
    pub(crate) skipped: i32,
    pub(crate) unknown: i32,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FailureCategories {
    #[serde(rename = "To be Investigated")]
    pub(crate) to_be_investigated: i32,
    #[serde(rename = "Automation Bug")]
    pub(crate) automation_bug: i32,
    #[serde(rename = "Product Bug")]
    pub(crate) product_bug: i32,
    #[serde(rename = "No Defect")]
    pub(crate) no_defect: i32,
    #[serde(rename = "Environment Issue")]
    pub(crate) environment_issue: i32,
}

#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct SmartTags {
    #[serde(rename = "is_flaky")]
    pub(crate) flaky: i32,
    #[serde(rename = "is_always_failing")]
    pub(crate) always_failing: i32,
    #[serde(rename = "is_performance_anomaly")]
    pub(crate) performance_anomaly: i32,
    #[serde(rename = "is_new_failure")]
    pub(crate) new_failure: i32,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct UniqueErrors {
    pub(crate) overview: UniqueErrorsOverview,
    pub(crate) top_unique_errors: Vec<UniqueError>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct UniqueError {
    pub(crate) error: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct UniqueErrorsOverview {
    /// As in `100% failures caused by 2 unique errors`.
    pub(crate) insight: String,
    pub(crate) count: i32,
}

/// Every value is a string, even `"false"` and `"null"`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ObservabilityVersion {
    pub(crate) framework_name: String,
    pub(crate) framework_version: String,
    pub(crate) sdk_version: &'static str,
    pub(crate) outdated_sdk_version: &'static str,
}

#[derive(Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct CiInfo {
    pub(crate) name: Option<String>,
    pub(crate) job_name: Option<String>,
    pub(crate) build_number: Option<String>,
    pub(crate) build_url: Option<String>,
    pub(crate) url: Option<String>,
}

/// The vendor shows `hostname` and `os`; the others were accepted, so they are shown too.
#[derive(Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct HostInfo {
    pub(crate) hostname: Option<String>,
    pub(crate) os: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(crate) kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) arch: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ShardStats {
    pub(crate) id: String,
    pub(crate) passed: i32,
    pub(crate) failed: i32,
    pub(crate) skipped: i32,
    pub(crate) unknown: i32,
}
