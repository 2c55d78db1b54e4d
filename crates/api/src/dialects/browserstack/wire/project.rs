//! Projects (documents, "Projects").

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Info, Needs, Urls, Whole};
use crate::body::Object;
use crate::describe::NOT_BLANK;
use crate::sent::Sent;

/// `POST /api/v2/projects`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct CreateProject {
    pub(crate) project: Object<Whole<ProjectFields>>,
}

impl Needs for ProjectFields {
    const NEEDED: &'static [&'static str] = &["name"];
}

/// `PATCH /api/v2/projects/{project}`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WriteProject {
    pub(crate) project: Object<ProjectFields>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ProjectFields {
    #[schemars(length(min = 1, max = 255), regex(pattern = NOT_BLANK))]
    pub(crate) name: Option<String>,
    #[serde(default)]
    pub(crate) description: Sent<String>,
}

/// The same in lists, which the documents print with name and identifier alone.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Project {
    pub(crate) identifier: String,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) created_at: String,
    pub(crate) created_by: String,
    /// Teams that the project is limited to: there are none.
    pub(crate) team_id: [i32; 0],
    /// Test cases that are taken for duplicates of others: nobody looks for them here.
    #[schemars(extend("const" = 0))]
    pub(crate) duplicates_tc_count: u8,
    pub(crate) urls: Urls,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ProjectBody {
    pub(crate) project: Project,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Projects {
    pub(crate) projects: Vec<Project>,
    pub(crate) info: Info,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Deleted {
    pub(crate) message: &'static str,
}
