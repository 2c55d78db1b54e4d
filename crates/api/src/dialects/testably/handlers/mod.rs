//! One function for each route: translate in, one call, translate out.

pub(super) mod cases;
pub(super) mod projects;
pub(super) mod results;
pub(super) mod runs;
pub(super) mod uploads;

use domain::spelling::{Kind, parse};
use store::Located;
use store::locate::{Project, Run};

use super::translate;
use crate::call::Call;
use crate::failure::{Failure, Noun};
use crate::page::Numbered;

/// The page of a list that is asked for.
fn page(call: &Call) -> Numbered {
    translate::page(
        call.query("page").as_deref(),
        call.query("per_page").as_deref(),
    )
}

async fn run(call: &Call, id: &str) -> Result<Located<Run>, Failure> {
    let named = translate::run_reference(id)?;
    let found = call.app.store.locate_run(&call.who, named).await?;
    found.ok_or(Failure::NotFound(Noun::Run))
}

async fn project(call: &Call) -> Result<Located<Project>, Failure> {
    let missing = || Failure::NotFound(Noun::Project);
    let named = parse(Kind::Project, call.path("project")).ok_or_else(missing)?;
    let found = call.app.store.locate_project(&call.who, named).await?;
    found.ok_or_else(missing)
}

/// The project and a run of it; a run of another project is not found.
async fn run_of_project(call: &Call) -> Result<(Located<Project>, Located<Run>), Failure> {
    let project = project(call).await?;
    let named = translate::run_reference(call.path("run"))?;
    let store = &call.app.store;
    let found = store.locate_run_in(&call.who, &project, named).await?;
    Ok((project, found.ok_or(Failure::NotFound(Noun::Run))?))
}
