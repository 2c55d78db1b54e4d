//! Reporting's envelope: `success` and `message`.
//!
//! The vendor names no error of its ingestion calls; 400 is the one validation code that was seen.

use actix_web::HttpResponse;
use actix_web::http::header::{HeaderValue, WWW_AUTHENTICATE};
use domain::submission::Refusal;
use schemars::JsonSchema;
use serde::Serialize;

use crate::call;
use crate::failure::{Failure, Noun};

/// The body of every failure.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Failure")]
pub(crate) struct Envelope {
    #[schemars(extend("const" = false))]
    success: bool,
    message: String,
}

pub(crate) fn answer(failure: &Failure) -> HttpResponse {
    let body = Envelope {
        success: false,
        message: message(failure),
    };
    let mut response = call::json(status(failure), &body);
    if matches!(failure, Failure::Unauthenticated(_)) {
        let scheme = HeaderValue::from_static("Basic realm=\"verdict\"");
        response.headers_mut().insert(WWW_AUTHENTICATE, scheme);
    }
    response
}

/// A run is a build here. Only starts are refused because a build is over.
fn message(failure: &Failure) -> String {
    let is = |noun: Noun, refusal: Refusal| {
        matches!(failure, Failure::NotFound(it) if *it == noun)
            || matches!(failure, Failure::Refused(it) if *it == refusal)
    };
    if is(Noun::Run, Refusal::UnknownRun) {
        "Build not found".to_owned()
    } else if is(Noun::Attempt, Refusal::UnknownAttempt) {
        "Test run not found".to_owned()
    } else if matches!(failure, Failure::Refused(Refusal::RunClosed)) {
        "The build is finished".to_owned()
    } else {
        failure.message()
    }
}

fn status(failure: &Failure) -> u16 {
    match failure {
        Failure::Refused(Refusal::UnknownRun | Refusal::UnknownAttempt) => 404,
        Failure::Refused(Refusal::RunClosed | Refusal::RunFull) => 409,
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
            | Refusal::Malformed(_),
        )
        | Failure::TooManyRequests(_)
        | Failure::Unavailable
        | Failure::Overloaded
        | Failure::KeyTaken
        | Failure::Internal => failure.status(),
    }
}
