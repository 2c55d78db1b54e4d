//! What was logged while a run was carried out.

use actix_web::HttpResponse;
use domain::spelling::{self, Kind};

use super::super::translate;
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

/// `GET /api/verdict/runs/{run}/logs`: in the order they arrived.
pub(crate) async fn list_logs(call: Call) -> Result<HttpResponse, Failure> {
    let missing = || Failure::NotFound(Noun::Run);
    let reference = spelling::parse(Kind::Run, call.path("run")).ok_or_else(missing)?;
    let store = &call.app.store;
    let run = store.locate_run(&call.who, reference).await?;
    let run = run.ok_or_else(missing)?;
    let after = translate::after(call.query("after").as_deref())?;
    // One more than a page tells whether there is a next one.
    let lines = store.logs_of_run(&run, after, translate::LINES_PER_PAGE + 1);
    call::ok(&translate::logs(lines.await?))
}
