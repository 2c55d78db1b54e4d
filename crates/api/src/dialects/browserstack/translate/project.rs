//! Projects.

use domain::patch::Patch;
use domain::spelling::{self, Kind};
use store::catalogue::{NewProject, ProjectChange};
use store::locate::Project;

use super::super::links::Links;
use super::super::wire;
use super::names::text;
use crate::body::Object;
use crate::failure::Failure;
use crate::sent::Sent;
use crate::{fields, times};

pub(super) const MOST_NAME_CHARS: usize = 255;

pub(crate) fn new_project(body: wire::CreateProject) -> Result<NewProject, Failure> {
    let wire::CreateProject {
        project:
            Object(wire::Whole(wire::ProjectFields {
                name,
                description: Sent(description),
            })),
    } = body;
    Ok(NewProject {
        name: fields::required("name", name, MOST_NAME_CHARS)?,
        description: fields::optional("description", description.over(None))?,
        prefix: None,
    })
}

/// What a change leaves out stays; an empty description clears it, as with test cases.
pub(crate) fn project_change(body: wire::WriteProject) -> Result<ProjectChange, Failure> {
    let wire::WriteProject {
        project:
            Object(wire::ProjectFields {
                name,
                description: Sent(description),
            }),
    } = body;
    let name = name.map(|name| fields::required("name", Some(name), MOST_NAME_CHARS));
    Ok(ProjectChange {
        name: name.transpose()?,
        description: text("description", description)?,
        prefix: Patch::Keep,
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
        duplicates_tc_count: 0,
        urls: links.project(*number),
    }
}
