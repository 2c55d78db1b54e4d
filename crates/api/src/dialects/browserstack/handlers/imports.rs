//! Reports that CI jobs upload.

use actix_web::HttpResponse;

use super::super::{translate, wire};
use super::links;
use crate::call::{self, Call};
use crate::failure::Failure;
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
    let store = &call.app.store;
    let project = store.find_or_create_project(&call.who, project).await?;
    let project = project.ok_or(Failure::Forbidden)?;
    let (run, recorded) = store
        .record_new_run(&call.who, &project, run, translate::IMPORT, items)
        .await?;
    call::ok(&wire::Good::of(wire::Imported {
        message: "Test results imported successfully",
        recorded: translate::bulk(&sent, recorded.map(|it| it.answer))?,
        test_run: translate::run(links(&call), &run),
    }))
}
