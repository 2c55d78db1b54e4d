//! Testably's envelope: `error` and `message`, always both.
//!
//! Its documents promise both fields, its only deployed endpoint sends `error` alone; readers of either
//! find theirs.

use actix_web::HttpResponse;
use schemars::JsonSchema;
use serde::Serialize;

use crate::call;
use crate::failure::Failure;

/// The body of every failure.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Failure")]
pub(crate) struct Envelope {
    error: String,
    /// The same as `error`.
    message: String,
}

pub(crate) fn answer(failure: &Failure) -> HttpResponse {
    let message = failure.message();
    let error = message.clone();
    call::json(status(failure), &Envelope { error, message })
}

/// A closed run is 409: the documents say "no further result updates" and name no code.
fn status(failure: &Failure) -> u16 {
    use domain::submission::Refusal;
    match failure {
        Failure::Refused(Refusal::RunClosed | Refusal::RunFull) => 409,
        Failure::Refused(Refusal::UnknownRun) => 404,
        Failure::NoRoute
        | Failure::WrongMethod(_)
        | Failure::Unauthenticated
        | Failure::Forbidden
        | Failure::NotFound(_)
        | Failure::TooLarge(_)
        | Failure::File(_)
        | Failure::UnsupportedType
        | Failure::Invalid(_)
        | Failure::Malformed(_)
        | Failure::Conflict(_)
        | Failure::Refused(
            Refusal::UnknownCase
            | Refusal::NotInRun
            | Refusal::UnknownConfiguration
            | Refusal::AmbiguousConfiguration
            | Refusal::UnknownStep(_)
            | Refusal::StatusMissing
            | Refusal::UnknownAttempt
            | Refusal::Malformed(_),
        )
        | Failure::Unavailable
        | Failure::Internal => failure.status(),
    }
}
