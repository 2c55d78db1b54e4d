//! The native envelope: `{"error": {"code": …, "message": …}}`.

use actix_web::HttpResponse;
use schemars::JsonSchema;
use serde::Serialize;

use crate::call;
use crate::failure::Failure;

/// The body of every failure.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Failure")]
pub(crate) struct Envelope {
    error: Problem,
}

#[derive(Serialize, JsonSchema)]
struct Problem {
    /// For programs.
    code: &'static str,
    /// For people.
    message: String,
}

pub(crate) fn answer(failure: &Failure) -> HttpResponse {
    let error = Problem {
        code: failure.code(),
        message: failure.message(),
    };
    call::json(failure.status(), &Envelope { error })
}
