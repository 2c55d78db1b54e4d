use actix_web::HttpResponse;

use crate::call;
use crate::failure::Failure;

pub(crate) fn answer(failure: &Failure) -> HttpResponse {
    call::json(
        failure.status(),
        &serde_json::json!({ "error": failure.message() }),
    )
}
