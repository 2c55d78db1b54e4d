//! One function for each route: translate in, one call, translate out.

pub(super) mod attachments;
pub(super) mod cases;
pub(super) mod identity;
pub(super) mod ingest;
pub(super) mod projects;
pub(super) mod results;
pub(super) mod runs;

use domain::spelling::{self, Kind, Reference};
use store::Located;
use store::locate::{Page, Project, Run};

use super::translate;

use crate::call::Call;
use crate::failure::{Failure, Noun};

/// The run that the path names.
async fn run(call: &Call) -> Result<Located<Run>, Failure> {
    let reference =
        spelling::parse(Kind::Run, call.path("run")).ok_or(Failure::NotFound(Noun::Run))?;
    let found = call.app.store.locate_run(&call.who, reference).await?;
    found.ok_or(Failure::NotFound(Noun::Run))
}

/// The project that an id means, wherever it was given.
async fn project(call: &Call, named: Option<Reference>) -> Result<Located<Project>, Failure> {
    let reference = named.ok_or(Failure::NotFound(Noun::Project))?;
    let found = call.app.store.locate_project(&call.who, reference).await?;
    found.ok_or(Failure::NotFound(Noun::Project))
}

/// The page that is asked for, or the first.
fn page(call: &Call) -> Page {
    let (limit, offset) = (call.query("limit"), call.query("offset"));
    translate::page(limit.as_deref(), offset.as_deref())
}

/// The page that is asked for, if one is: some lists are whole without.
fn asked_page(call: &Call) -> Option<Page> {
    let asked = call.query("limit").is_some() || call.query("offset").is_some();
    asked.then(|| page(call))
}
