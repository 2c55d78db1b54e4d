//! Reports that CI jobs upload.

use actix_web::HttpResponse;
use store::record::{Home, RecordedRun};

use super::super::{translate, wire};
use super::links;
use crate::call::{self, Call};
use crate::failure::{Failure, Lack};
use crate::reports::{self, form};

/// `POST /api/v1/import/results/xml/junit`: a new run of what the reports say.
pub(crate) async fn junit(mut call: Call) -> Result<HttpResponse, Failure> {
    let form = form::receive(&mut call, translate::REPORTS, &translate::TEXTS).await?;
    let translate::Import {
        project,
        run,
        reports,
    } = translate::import(form)?;
    let records = reports::read(translate::REPORTS, reports).await?;
    let (sent, items) = translate::imported(records)?;
    let home = Home::Named(project);
    let store = &call.app.store;
    let made = store.record_new_run(&call.who, home, run, translate::IMPORT, items);
    let RecordedRun { run, recorded } =
        made.await?.ok_or(Failure::Forbidden(Lack::Organization))?;
    let recorded = translate::bulk(&sent, Some(recorded.answer))?;
    let run = run.ok_or(Failure::Internal)?;
    call::ok(&wire::Good::of(wire::Imported {
        message: "Test results imported successfully",
        recorded,
        test_run: translate::run(links(&call), &run),
    }))
}
