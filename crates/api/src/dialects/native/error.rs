//! The native envelope: `{"error": {"code": …, "message": …}}`.

use actix_web::HttpResponse;
use serde_json::json;

use crate::call;
use crate::failure::Failure;

pub(crate) fn answer(failure: &Failure) -> HttpResponse {
    call::json(
        failure.status(),
        &json!({ "error": { "code": failure.code(), "message": failure.message() } }),
    )
}
