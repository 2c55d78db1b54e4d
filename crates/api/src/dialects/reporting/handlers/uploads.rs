//! Reports that CI jobs upload.

use actix_web::HttpResponse;
use domain::submission::Answer;
use time::OffsetDateTime;

use super::super::{translate, wire};
use super::address;
use crate::call::{self, Call};
use crate::failure::Failure;
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
    let store = &call.app.store;
    let project = store.find_or_create_project(&call.who, project).await?;
    let project = project.ok_or(Failure::Forbidden)?;
    let (run, recorded) = store
        .record_new_run(&call.who, &project, run, translate::UPLOAD, items)
        .await?;
    match recorded.map(|it| it.answer) {
        Some(Answer::Recorded(_)) => {}
        Some(Answer::Refused { reason, items: _ }) => return Err(Failure::Refused(reason)),
        None => return Err(Failure::Internal),
    }
    let url = address(&call, &run);
    call::ok(&wire::Uploaded {
        status: "success",
        message: format!("The report was uploaded. Its build is {url}"),
    })
}
