//! One function for each route: translate in, one call, translate out.

pub(super) mod attachments;
pub(super) mod identity;
pub(super) mod results;
pub(super) mod runs;

use domain::spelling::{self, Kind, Reference};
use store::Located;
use store::locate::{Project, Run};

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
