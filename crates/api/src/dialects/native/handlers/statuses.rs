//! Statuses of the organization's own. They belong to the organization, so a key that sees one project may
//! read them and no more.

use actix_web::HttpResponse;
use domain::spelling;
use store::catalogue::{CustomStatus, StatusWritten};

use super::super::{translate, wire};
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

/// `GET /api/verdict/statuses`: by number, retired ones too.
pub(crate) async fn list_statuses(call: Call) -> Result<HttpResponse, Failure> {
    let statuses = call.app.store.custom_statuses(&call.who).await?;
    let statuses = statuses.into_iter().map(translate::custom_status);
    call::ok(&wire::Statuses {
        statuses: statuses.collect(),
    })
}

/// `POST /api/verdict/statuses`
pub(crate) async fn create_status(mut call: Call) -> Result<HttpResponse, Failure> {
    let new = translate::new_status(call.json().await?)?;
    let written = call.app.store.create_custom_status(&call.who, new).await?;
    Ok(call::json(201, &done(written)?))
}

/// `PATCH /api/verdict/statuses/{status}`
pub(crate) async fn change_status(mut call: Call) -> Result<HttpResponse, Failure> {
    let known = status(&call).await?;
    let change = translate::status_change(&known, call.json().await?)?;
    let store = &call.app.store;
    let written = store
        .change_custom_status(&call.who, known.number.get(), change)
        .await?;
    call::ok(&done(written)?)
}

/// `DELETE /api/verdict/statuses/{status}`: retires it.
pub(crate) async fn retire_status(call: Call) -> Result<HttpResponse, Failure> {
    let known = status(&call).await?;
    let store = &call.app.store;
    let retired = store
        .retire_custom_status(&call.who, known.number.get())
        .await?;
    if retired {
        Ok(HttpResponse::NoContent().finish())
    } else {
        Err(Failure::NotFound(Noun::Status))
    }
}

/// The status of the path; a retired one is not there any more.
async fn status(call: &Call) -> Result<CustomStatus, Failure> {
    let missing = || Failure::NotFound(Noun::Status);
    let number: i32 = spelling::digits(call.path("status")).ok_or_else(missing)?;
    let statuses = call.app.store.custom_statuses(&call.who).await?;
    let mut usable = statuses.into_iter().filter(|it| !it.retired);
    usable
        .find(|it| it.number.get() == number)
        .ok_or_else(missing)
}

fn done(written: StatusWritten) -> Result<wire::CustomStatus, Failure> {
    match written {
        StatusWritten::Done(status) => Ok(translate::custom_status(status)),
        StatusWritten::NameTaken => {
            Err(Failure::Conflict("Another status has this name".to_owned()))
        }
        StatusWritten::Missing => Err(Failure::NotFound(Noun::Status)),
    }
}
