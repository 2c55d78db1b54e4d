//! One function for each route: translate in, one call, translate out.

pub(super) mod attachments;
pub(super) mod cases;
pub(super) mod configurations;
pub(super) mod custom_fields;
pub(super) mod folders;
pub(super) mod forms;
pub(super) mod imports;
pub(super) mod many_cases;
pub(super) mod projects;
pub(super) mod results;
pub(super) mod run_rows;
pub(super) mod runs;

use domain::spelling::{self, Kind};
use store::Located;
use store::locate::{Case, Project, Run};

use super::links::Links;
use super::status::Statuses;
use super::translate;
use crate::call::Call;
use crate::failure::{Failure, Noun};
use crate::page::Numbered;

fn links(call: &Call) -> Links<'_> {
    Links(&call.app.public_url)
}

/// The page of a list that is asked for.
fn page(call: &Call) -> Result<Numbered, Failure> {
    translate::page(
        call.query("p").as_deref(),
        call.query("page_size").as_deref(),
    )
}

/// The vendor's statuses; with those of the organization's own where a request needs them, which is rare.
async fn statuses(call: &Call, with_own: bool) -> Result<Statuses, Failure> {
    if !with_own {
        return Ok(Statuses::default());
    }
    let own = call.app.store.custom_statuses(&call.who).await?;
    Ok(Statuses::with(own))
}

async fn project(call: &Call) -> Result<Located<Project>, Failure> {
    let missing = || Failure::NotFound(Noun::Project);
    let named = spelling::parse(Kind::Project, call.path("project")).ok_or_else(missing)?;
    let found = call.app.store.locate_project(&call.who, named).await?;
    found.ok_or_else(missing)
}

/// The project and a run of it; a run of another project is not found.
async fn run(call: &Call) -> Result<(Located<Project>, Located<Run>), Failure> {
    let project = project(call).await?;
    let missing = || Failure::NotFound(Noun::Run);
    let named = spelling::parse(Kind::Run, call.path("run")).ok_or_else(missing)?;
    let store = &call.app.store;
    let found = store.locate_run_in(&call.who, &project, named).await?;
    Ok((project, found.ok_or_else(missing)?))
}

async fn case(call: &Call, project: &Located<Project>) -> Result<Located<Case>, Failure> {
    let missing = || Failure::NotFound(Noun::Case);
    let named = spelling::parse(Kind::Case, call.path("case")).ok_or_else(missing)?;
    let found = call.app.store.locate_case(project, named).await?;
    found.ok_or_else(missing)
}
