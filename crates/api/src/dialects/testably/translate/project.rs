//! Projects.

use domain::spelling::{self, Kind};
use domain::text::Text;
use store::catalogue::{NewProject, ProjectChange, ProjectCounts};
use store::locate::Project;

use super::super::wire;
use crate::failure::Failure;
use crate::{fields, times};

pub(crate) fn new_project(body: wire::NewProject) -> Result<NewProject, Failure> {
    let wire::NewProject {
        name,
        prefix,
        description,
    } = body;
    Ok(NewProject {
        name: fields::required("name", name, wire::PROJECT_NAME_CHARS)?,
        description: fields::optional("description", description)?,
        prefix: Some(self::prefix(prefix)?),
    })
}

fn prefix(raw: Option<String>) -> Result<Text, Failure> {
    let raw = raw.ok_or_else(|| Failure::Invalid("prefix is required".to_owned()))?;
    let letters = raw.bytes().all(|it| it.is_ascii_uppercase());
    let (least, most) = (wire::PREFIX_LEAST, wire::PREFIX_MOST);
    if letters && (least..=most).contains(&raw.len()) {
        fields::text("prefix", raw)
    } else {
        let problem = format!("prefix must be {least} to {most} upper-case letters");
        Err(Failure::Invalid(problem))
    }
}

pub(crate) fn change_project(body: wire::ChangeProject) -> Result<ProjectChange, Failure> {
    let wire::ChangeProject { name, description } = body;
    Ok(ProjectChange {
        name: name
            .map(|name| fields::required("name", Some(name), wire::PROJECT_NAME_CHARS))
            .transpose()?,
        description: description
            .0
            .try_map(|it| fields::text("description", it))?,
        ..ProjectChange::default()
    })
}

pub(crate) fn project(project: &Project, counts: ProjectCounts) -> wire::Project {
    let ProjectCounts {
        cases,
        runs,
        members: _,
    } = counts;
    wire::Project {
        id: spelling::prefixed(Kind::Project, project.opaque),
        name: project.name.clone(),
        prefix: project.prefix.clone(),
        test_case_count: cases,
        run_count: runs,
        created_at: times::seconds(project.created_at),
        updated_at: times::seconds(project.updated_at),
    }
}

pub(crate) fn project_detail(project: &Project, counts: ProjectCounts) -> wire::ProjectDetail {
    wire::ProjectDetail {
        project: self::project(project, counts),
        description: project.description.clone(),
        member_count: counts.members,
    }
}
