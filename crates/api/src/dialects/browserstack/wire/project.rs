//! Projects (documents, "Projects").

use serde::{Deserialize, Serialize};

use super::{Info, Urls};
use crate::body::Object;

/// `POST /api/v2/projects`
#[derive(Debug, Deserialize)]
pub(crate) struct CreateProject {
    pub(crate) project: Object<NewProject>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct NewProject {
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
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
