//! Reports that CI jobs upload.

use actix_web::HttpResponse;
use domain::submission::Answer;
use store::record::{Home, RecordedRun};
use time::OffsetDateTime;

use super::super::{translate, wire};
use super::address;
use crate::call::{self, Call};
use crate::failure::{Failure, Lack};
use crate::reports::{self, form};

/// `POST /upload`: a build of what the reports say, or more of one that the identifier names.
pub(crate) async fn upload(mut call: Call) -> Result<HttpResponse, Failure> {
    let form = form::receive(&mut call, translate::REPORTS, &translate::TEXTS).await?;
    let translate::Upload {
        project,
        run,
        reports,
    } = translate::upload(form, OffsetDateTime::now_utc())?;
    let records = reports::read(translate::REPORTS, reports).await?;
    let items = translate::uploaded(records)?;
    let home = Home::Named(project);
    let store = &call.app.store;
    let made = store.record_new_run(&call.who, home, run, translate::UPLOAD, items);
    let RecordedRun { run, recorded } =
        made.await?.ok_or(Failure::Forbidden(Lack::Organization))?;
    if let Answer::Refused { reason, items: _ } = recorded.answer {
        return Err(Failure::Refused(reason));
    }
    let run = run.ok_or(Failure::Internal)?;
    let url = address(&call, &run);
    call::ok(&wire::Uploaded {
        status: "success",
        message: format!("The report was uploaded. Its build is {url}"),
    })
}
