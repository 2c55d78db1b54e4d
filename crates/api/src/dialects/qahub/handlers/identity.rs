//! Who a key belongs to.

use actix_web::HttpResponse;

use super::super::translate;
use crate::call::{self, Call};
use crate::failure::Failure;

/// `GET /api/v1/me`
pub(crate) async fn me(call: Call) -> Result<HttpResponse, Failure> {
    let organization = call.app.store.organization_of(&call.who).await?;
    call::ok(&translate::identity(&call.who, organization))
}
