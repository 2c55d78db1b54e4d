//! Projects.

use serde::{Deserialize, Serialize};

use crate::sent::Sent;

/// `POST /v1/projects`
#[derive(Debug, Deserialize)]
pub(crate) struct NewProject {
    pub(crate) name: Option<String>,
    pub(crate) prefix: Option<String>,
    pub(crate) description: Option<String>,
}

/// `PATCH /v1/projects/:id`
#[derive(Debug, Deserialize)]
pub(crate) struct ChangeProject {
    pub(crate) name: Option<String>,
    #[serde(default)]
    pub(crate) description: Sent<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Project {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) prefix: Option<String>,
    pub(crate) test_case_count: i32,
    pub(crate) run_count: i32,
    pub(crate) created_at: String,
    pub(crate) updated_at: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct ProjectDetail {
    #[serde(flatten)]
    pub(crate) project: Project,
    pub(crate) description: Option<String>,
    pub(crate) member_count: i32,
}
