//! One function for each route: translate in, a few calls, translate out.

pub(super) mod builds;
pub(super) mod reads;
pub(super) mod tests;

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
