//! Testably's envelope: `error` and `message`, always both.
//!
//! Its documents promise both fields, its only deployed endpoint sends `error` alone; readers of either
//! find theirs.

use actix_web::HttpResponse;
use actix_web::http::header::{HeaderMap, HeaderName};
use schemars::JsonSchema;
use serde::Serialize;

use crate::call;
use crate::failure::{Failure, KeyProblem};
use crate::rate::Allowance;

const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");

/// The body of every failure.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Failure")]
pub(crate) struct Envelope {
    error: String,
    /// The same as `error`, but where requests came too fast.
    message: String,
    /// Only where requests came too fast.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after_seconds: Option<u32>,
}

pub(crate) fn answer(failure: &Failure) -> HttpResponse {
    let (error, message, retry_after_seconds) = match failure {
        // As its only deployed endpoint has it, with the seconds in the body too.
        Failure::TooManyRequests(seconds) => (
            "Too Many Requests".to_owned(),
            format!("Rate limit exceeded. Retry after {seconds} seconds."),
            Some(*seconds),
        ),
        failure => (message(failure), message(failure), None),
    };
    let body = Envelope {
        error,
        message,
        retry_after_seconds,
    };
    let mut response = call::json(status(failure), &body);
    if retry_after_seconds.is_some() {
        response.headers_mut().insert(REMAINING, 0.into());
    }
    response
}

/// What its deployed endpoint tells with every answer it lets through.
pub(crate) fn tell_allowance(headers: &mut HeaderMap, left: Allowance) {
    headers.insert(LIMIT, left.limit.into());
    headers.insert(REMAINING, left.remaining.into());
}

/// The deployed endpoint's words for a key that is missing or bad.
fn message(failure: &Failure) -> String {
    let words = match failure {
        Failure::Unauthenticated(KeyProblem::Missing) => "Missing or invalid Authorization header",
        Failure::Unauthenticated(KeyProblem::Refused) => "Invalid or inactive API token",
        failure => return failure.message(),
    };
    words.to_owned()
}

/// A closed run is 409: the documents say "no further result updates" and name no code.
fn status(failure: &Failure) -> u16 {
    use domain::submission::Refusal;
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
