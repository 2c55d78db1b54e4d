//! Projects.

use domain::spelling::{self, Kind};
use store::locate::Project;

use super::super::links::Links;
use super::super::wire;
use crate::body::Object;
use crate::failure::Failure;
use crate::{fields, times};

pub(crate) fn new_project(
    body: wire::CreateProject,
) -> Result<store::catalogue::NewProject, Failure> {
    let wire::CreateProject {
        project: Object(wire::NewProject { name, description }),
    } = body;
    Ok(store::catalogue::NewProject {
        name: fields::required("name", name, 255)?,
        description: fields::optional("description", description)?,
        prefix: None,
    })
}

pub(crate) fn project(links: Links<'_>, project: &Project) -> wire::Project {
    let Project {
        number,
        opaque: _,
        name,
        description,
        prefix: _,
        created_by,
        created_at,
        updated_at: _,
    } = project;
    wire::Project {
        identifier: spelling::numbered(Kind::Project, number.get()),
        name: name.clone(),
        description: description.clone(),
        created_at: times::millis(*created_at),
        created_by: created_by.clone(),
        team_id: [],
        urls: links.project(*number),
    }
}
