//! Attachments of results.

use actix_web::HttpResponse;
use domain::spelling::AttachmentReference;

use super::super::translate;
use super::named::{named, row};
use crate::attachments;
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

/// `GET /api/verdict/results/{result}/attachments`: those of the row that the result belongs to, oldest first.
pub(crate) async fn list_attachments(call: Call) -> Result<HttpResponse, Failure> {
    let (run, named) = named(&call).await?;
    let key = row(&call, &run, named).await?;
    let found = call.app.store.attachments_of_row(&run, key).await?;
    call::ok(&translate::attachments(&call.app.public_url, found))
}

/// `GET /api/verdict/attachments/{attachment}`: the file, as a download.
pub(crate) async fn download(call: Call) -> Result<HttpResponse, Failure> {
    let missing = || Failure::NotFound(Noun::Attachment);
    let reference = AttachmentReference::parse(call.path("attachment")).ok_or_else(missing)?;
    let store = &call.app.store;
    let found = store.locate_attachment(&call.who, reference).await?;
    let (attachment, file) = found.ok_or_else(missing)?;
    attachments::send(&call.app, &attachment, file).await
}
