//! One function for each route: translate in, one call, translate out.

pub(super) mod results;
pub(super) mod uploads;

use store::Located;
use store::locate::Run;

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
