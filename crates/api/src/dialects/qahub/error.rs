//! QAHub's envelope: `{"error": "message"}`.
//!
//! The part of its documents that shows an error is cut off; this is the reading taken.

use actix_web::HttpResponse;
use domain::submission::Refusal;
use schemars::JsonSchema;
use serde::Serialize;

use crate::call;
use crate::failure::Failure;

/// The body of every failure.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Failure")]
pub(crate) struct Envelope {
    error: String,
}

pub(crate) fn answer(failure: &Failure) -> HttpResponse {
    let error = failure.message();
    call::json(status(failure), &Envelope { error })
}

fn status(failure: &Failure) -> u16 {
    match failure {
        Failure::Refused(Refusal::RunClosed | Refusal::RunFull) => 409,
        Failure::Refused(Refusal::UnknownRun) => 404,
        Failure::NoRoute
        | Failure::WrongMethod(_)
        | Failure::Unauthenticated(_)
        | Failure::Forbidden(_)
        | Failure::NotFound(_)
        | Failure::TooLarge(_)
        | Failure::TooSlow
        | Failure::File(_)
        | Failure::UnsupportedType
        | Failure::Invalid(_)
        | Failure::Malformed(_)
        | Failure::Conflict(_)
        | Failure::Refused(
            Refusal::UnknownCase
            | Refusal::NotInRun
            | Refusal::UnknownConfiguration
            | Refusal::NotUnderConfiguration
            | Refusal::AmbiguousConfiguration
            | Refusal::UnknownStep(_)
            | Refusal::StatusMissing
            | Refusal::UnknownAttempt
            | Refusal::Malformed(_),
        )
        | Failure::TooManyRequests(_)
        | Failure::Unavailable
        | Failure::Overloaded
        | Failure::KeyTaken
        | Failure::Internal => failure.status(),
    }
}
