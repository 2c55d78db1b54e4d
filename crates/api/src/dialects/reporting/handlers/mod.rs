//! One function for each route: translate in, a few calls, translate out.

pub(super) mod builds;
pub(super) mod hooks;
pub(super) mod logs;
pub(super) mod projects;
pub(super) mod reads;
pub(super) mod tests;
pub(super) mod uploads;

use domain::spelling::{self, Kind};
use store::Located;
use store::locate::Run;

use crate::call::Call;
use crate::failure::{Failure, Noun};

/// The run that the path names, in any form of its id; it need not have been reported as a build.
async fn run(call: &Call) -> Result<Located<Run>, Failure> {
    let reference =
        spelling::parse(Kind::Run, call.path("build")).ok_or(Failure::NotFound(Noun::Run))?;
    call.app
        .store
        .locate_run(&call.who, reference)
        .await?
        .ok_or(Failure::NotFound(Noun::Run))
}

/// What every address in this API begins with.
fn root(call: &Call) -> String {
    format!("{}/ext/v1", call.app.public_url)
}

/// The build's own address: it is what a link to a build can lead to without a dashboard.
fn address(call: &Call, run: &Run) -> String {
    format!("{}/builds/{}", root(call), spelling::hashed(run.opaque))
}
