//! Lists of projects and builds.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::status::BUILD_STATUSES;
use super::{Pagination, Stats};

/// `GET /ext/v1/projects`
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Projects {
    pub(crate) projects: Vec<ListedProject>,
    pub(crate) pagination: Pagination,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ListedProject {
    pub(crate) id: i32,
    pub(crate) name: String,
    pub(crate) group_id: i32,
    /// The number of the user.
    pub(crate) created_by: i32,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) created_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) updated_at: String,
    #[schemars(extend("format" = "uri"))]
    pub(crate) observability_url: String,
}

/// `GET /ext/v1/projects/:project/builds`
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ProjectBuilds {
    pub(crate) id: i32,
    pub(crate) name: String,
    pub(crate) builds: Vec<ListedBuild>,
    pub(crate) pagination: Pagination,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ListedBuild {
    pub(crate) name: String,
    #[schemars(extend("enum" = BUILD_STATUSES))]
    pub(crate) status: &'static str,
    /// Milliseconds.
    pub(crate) duration: Option<i64>,
    pub(crate) user: String,
    pub(crate) tags: Vec<String>,
    pub(crate) build_id: String,
    pub(crate) original_name: String,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) finished_at: Option<String>,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) started_at: String,
    pub(crate) status_stats: Stats,
    pub(crate) build_number: i32,
    pub(crate) is_archived: bool,
    #[schemars(extend("format" = "uri"))]
    pub(crate) observability_url: String,
    /// The run's id in the vendor's Test Management, where the same run can be read.
    #[serde(rename = "tcmTestRunIdentifier")]
    pub(crate) tcm_test_run_identifier: String,
}
