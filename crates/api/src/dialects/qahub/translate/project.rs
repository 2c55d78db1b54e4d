//! Projects.

use domain::spelling;
use store::catalogue::NewProject;
use store::locate::Project;

use super::super::wire::{CreateProject, Project as WireProject};
use crate::failure::Failure;
use crate::{fields, times};

/// The most characters of a project's name.
const NAME_CHARS: usize = 255;

pub(crate) fn new_project(body: CreateProject) -> Result<NewProject, Failure> {
    let CreateProject { name, description } = body;
    Ok(NewProject {
        name: fields::required("name", name, NAME_CHARS)?,
        description: fields::optional("description", description)?,
        prefix: None,
    })
}

/// The project of cases that name none.
pub(crate) fn unassigned_project() -> Result<NewProject, Failure> {
    Ok(NewProject {
        name: fields::text("name", "Test cases".to_owned())?,
        description: None,
        prefix: None,
    })
}

pub(crate) fn project(project: &Project) -> WireProject {
    WireProject {
        id: spelling::cuid(project.opaque),
        name: project.name.clone(),
        description: project.description.clone(),
        created_at: times::millis(project.created_at),
        updated_at: times::millis(project.updated_at),
    }
}
