//! Custom fields of the organization.

use actix_web::HttpResponse;
use store::catalogue::CustomField;

use super::super::{translate, wire};
use super::page;
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

/// `GET /api/v2/custom-fields`: newest first.
pub(crate) async fn list(call: Call) -> Result<HttpResponse, Failure> {
    let page = page(&call)?;
    let found = call.app.store.list_fields(&call.who, page.range()).await?;
    let custom_fields = found.entries.into_iter();
    call::ok(&wire::Good::of(wire::Fields {
        custom_fields: custom_fields.map(translate::custom_field).collect(),
        info: translate::info(page, found.total),
    }))
}

/// `GET /api/v2/custom-fields/{field}`
pub(crate) async fn show(call: Call) -> Result<HttpResponse, Failure> {
    answer(field(&call).await?)
}

/// `POST /api/v2/custom-fields`
pub(crate) async fn create(mut call: Call) -> Result<HttpResponse, Failure> {
    let wire::Whole(body) = call.json().await?;
    let new = translate::new_field(body)?;
    let saved = call.app.store.create_field(&call.who, new).await?;
    answer(translate::saved(saved)?)
}

/// `PATCH /api/v2/custom-fields/{field}`
pub(crate) async fn change(mut call: Call) -> Result<HttpResponse, Failure> {
    let field = field(&call).await?;
    let change = translate::field_change(field.rule.kind, call.json().await?)?;
    let store = &call.app.store;
    let saved = store.change_field(&call.who, field.number, change).await?;
    answer(translate::saved(saved)?)
}

/// `DELETE /api/v2/custom-fields/{field}`: values that cases and results have under its name stay.
pub(crate) async fn delete(call: Call) -> Result<HttpResponse, Failure> {
    let missing = || Failure::NotFound(Noun::CustomField);
    let number = translate::field_number(call.path("field")).ok_or_else(missing)?;
    if call.app.store.delete_field(&call.who, number).await? {
        call::ok(&wire::Good::of(wire::Nothing {}))
    } else {
        Err(missing())
    }
}

async fn field(call: &Call) -> Result<CustomField, Failure> {
    let missing = || Failure::NotFound(Noun::CustomField);
    let number = translate::field_number(call.path("field")).ok_or_else(missing)?;
    let found = call.app.store.find_field(&call.who, number).await?;
    found.ok_or_else(missing)
}

fn answer(field: CustomField) -> Result<HttpResponse, Failure> {
    let field = translate::custom_field(field);
    call::ok(&wire::Good::of(wire::FieldAnswer::of(&field)))
}
