//! Projects (documents, "Projects").

use serde::{Deserialize, Serialize};

use super::{Info, Urls};
use crate::body::Object;
use crate::sent::Sent;

/// `POST /api/v2/projects` and `PATCH /api/v2/projects/{project}`
#[derive(Debug, Deserialize)]
pub(crate) struct WriteProject {
    pub(crate) project: Object<ProjectFields>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ProjectFields {
    pub(crate) name: Option<String>,
    #[serde(default)]
    pub(crate) description: Sent<String>,
}

/// The same in lists, which the documents print with name and identifier alone.
#[derive(Debug, Serialize)]
pub(crate) struct Project {
    pub(crate) identifier: String,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) created_at: String,
    pub(crate) created_by: String,
    /// Teams that the project is limited to: there are none.
    pub(crate) team_id: [i32; 0],
    pub(crate) urls: Urls,
}

#[derive(Debug, Serialize)]
pub(crate) struct ProjectBody {
    pub(crate) project: Project,
}

#[derive(Debug, Serialize)]
pub(crate) struct Projects {
    pub(crate) projects: Vec<Project>,
    pub(crate) info: Info,
}

#[derive(Debug, Serialize)]
pub(crate) struct Deleted {
    pub(crate) message: &'static str,
}
