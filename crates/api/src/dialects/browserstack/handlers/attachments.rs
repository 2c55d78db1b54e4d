//! Files of results: they are those of the row that a result belongs to.

use actix_web::HttpResponse;
use domain::case::RowKey;
use domain::number::ResultNumber;
use domain::spelling::{self, Reference};
use store::Located;
use store::locate::Run;

use super::super::{translate, wire};
use super::{page, project};
use crate::attachments;
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

/// `GET …/test-results/{result}/attachments`: oldest first.
pub(crate) async fn list(call: Call) -> Result<HttpResponse, Failure> {
    let (run, key) = row(&call).await?;
    let page = page(&call)?;
    let found = call.app.store.attachments_of_row(&run, key).await?;
    let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let shown = translate::cut(page, found).into_iter();
    let shown = shown.map(|it| translate::attachment(&call.app.public_url, it));
    call::ok(&wire::Good::of(wire::Attachments {
        attachments: shown.collect(),
        info: translate::info(page, total),
    }))
}

/// `POST …/test-results/{result}/attachments`: a form, with each file in a field `file`.
pub(crate) async fn attach(mut call: Call) -> Result<HttpResponse, Failure> {
    let (run, key) = row(&call).await?;
    let taken = attachments::receive(&mut call, &run, key).await?;
    let taken = taken.into_iter();
    let taken = taken.map(|it| translate::attachment(&call.app.public_url, it));
    let attachments: Vec<wire::Attachment> = taken.collect();
    call::ok(&wire::Good::of(wire::Attached {
        attachment: attachments.first().cloned(),
        attachments,
    }))
}

/// `DELETE …/test-results/{result}/attachments/{attachment}`
pub(crate) async fn delete(call: Call) -> Result<HttpResponse, Failure> {
    let (run, key) = row(&call).await?;
    let files = call.app.store.attachments_of_row(&run, key).await?;
    let file = translate::file_named(call.path("attachment"), &files);
    let file = file.ok_or(Failure::NotFound(Noun::Attachment))?;
    attachments::remove(&call, &run, file).await?;
    call::ok(&wire::Good::of(wire::Nothing {}))
}

/// The row of the project's run that the result, or the step row, in the path belongs to.
async fn row(call: &Call) -> Result<(Located<Run>, RowKey), Failure> {
    let project = project(call).await?;
    let missing = || Failure::NotFound(Noun::Result);
    let place = spelling::digits(call.path("result"))
        .and_then(ResultNumber::parse)
        .and_then(ResultNumber::split);
    let (run, seq) = place.ok_or_else(missing)?;
    let run = Reference::Number(run.get());
    let store = &call.app.store;
    let run = store.locate_run_in(&call.who, &project, run).await?;
    let run = run.ok_or_else(missing)?;
    let result = store.result_around(&run, seq).await?;
    let key = result.map(|it| it.key).ok_or_else(missing)?;
    Ok((run, key))
}
