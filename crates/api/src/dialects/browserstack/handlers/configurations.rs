//! Configurations of the organization.

use actix_web::HttpResponse;
use domain::spelling;

use super::super::{translate, wire};
use super::page;
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

/// `GET /api/v2/configurations`: newest first. There are few, so the page is cut here.
pub(crate) async fn list(call: Call) -> Result<HttpResponse, Failure> {
    let page = page(&call)?;
    let found = call.app.store.list_configurations(&call.who).await?;
    let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let shown = translate::cut(page, found).into_iter();
    call::ok(&wire::Good::of(wire::Configurations {
        configurations: shown.map(translate::configuration).collect(),
        info: translate::info(page, total),
    }))
}

/// `GET /api/v2/configurations/{configuration}`
pub(crate) async fn show(call: Call) -> Result<HttpResponse, Failure> {
    let missing = || Failure::NotFound(Noun::Configuration);
    let number = spelling::positive(call.path("configuration")).ok_or_else(missing)?;
    let store = &call.app.store;
    let found = store.find_configurations(&call.who, vec![number]).await?;
    let configuration = found.into_iter().next().ok_or_else(missing)?;
    let configuration = translate::configuration(configuration);
    call::ok(&wire::Good::of(wire::ConfigurationBody { configuration }))
}

/// `POST /api/v2/configurations`: the same name and environment are the same configuration.
pub(crate) async fn create(mut call: Call) -> Result<HttpResponse, Failure> {
    let new = translate::new_configuration(call.json().await?)?;
    let name = new.name.as_str().to_owned();
    let store = &call.app.store;
    let made = store.ensure_configurations(&call.who, &[new]).await?;
    let made = made.first().ok_or(Failure::Internal)?;
    call::ok(&wire::Good::of(wire::ConfigurationMade {
        id: made.get(),
        name,
    }))
}
