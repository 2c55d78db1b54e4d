//! Projects.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::describe::NOT_BLANK;
use crate::sent::Sent;

/// The most characters of a project's name.
pub(crate) const PROJECT_NAME_CHARS: usize = 255;

/// Docs: two to five upper-case letters.
pub(crate) const PREFIX_LEAST: usize = 2;
pub(crate) const PREFIX_MOST: usize = 5;

/// `POST /v1/projects`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct NewProject {
    #[schemars(required, length(min = 1, max = PROJECT_NAME_CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) name: Option<String>,
    /// Begins the readable ids of the project's test cases: `MOB-7`.
    #[schemars(
        required,
        length(min = PREFIX_LEAST, max = PREFIX_MOST),
        regex(pattern = "^[A-Z]*$")
    )]
    pub(crate) prefix: Option<String>,
    pub(crate) description: Option<String>,
}

/// `PATCH /v1/projects/:id`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ChangeProject {
    #[schemars(length(min = 1, max = PROJECT_NAME_CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) name: Option<String>,
    /// Null clears it.
    #[serde(default)]
    pub(crate) description: Sent<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Project {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Null for a project that another vendor's client made without one.
    pub(crate) prefix: Option<String>,
    #[schemars(range(min = 0))]
    pub(crate) test_case_count: i32,
    #[schemars(range(min = 0))]
    pub(crate) run_count: i32,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) created_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) updated_at: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ProjectDetail {
    #[serde(flatten)]
    pub(crate) project: Project,
    pub(crate) description: Option<String>,
    #[schemars(range(min = 0))]
    pub(crate) member_count: i32,
}
