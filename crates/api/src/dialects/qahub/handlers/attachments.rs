//! Attachments of results.

use actix_web::HttpResponse;
use domain::spelling::{Reference, RowReference};

use super::super::{translate, wire};
use crate::attachments;
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

/// `POST /api/v1/results/{id}/attachments`: a form, with each file in a field `file`.
pub(crate) async fn upload(mut call: Call) -> Result<HttpResponse, Failure> {
    let missing = Failure::NotFound(Noun::Result);
    let Some(RowReference { run, key }) = RowReference::parse(call.path("result")) else {
        return Err(missing);
    };
    let store = &call.app.store;
    let Some(run) = store.locate_run(&call.who, Reference::Opaque(run)).await? else {
        return Err(missing);
    };
    store.row_of_run(&run, key).await?.ok_or(missing)?;
    let taken = attachments::receive(&mut call, &run, key).await?;
    let data: Vec<_> = taken.into_iter().map(translate::attachment).collect();
    Ok(call::json(201, &wire::Data { data }))
}
