//! The envelope of a failure: `success` and `message`, which its clients read as a text.
//!
//! The vendor has no uniform envelope; this is the shape its documents print. A body of the wrong shape
//! also says `error` and `details`, as its schema check does.

use actix_web::HttpResponse;
use actix_web::http::header::{HeaderValue, WWW_AUTHENTICATE};
use domain::submission::Refusal;
use schemars::JsonSchema;
use serde::Serialize;

use crate::call;
use crate::failure::Failure;

/// The body of every failure.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Failure")]
pub(crate) struct Envelope {
    #[schemars(extend("const" = false))]
    success: bool,
    message: String,
    /// For a body of the wrong shape, and so is `details`.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<[String; 1]>,
}

pub(crate) fn answer(failure: &Failure) -> HttpResponse {
    let message = failure.message();
    let body = match failure {
        Failure::Malformed(problem) => Envelope {
            success: false,
            message,
            error: Some("Invalid JSON data"),
            details: Some([problem.clone()]),
        },
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
        | Failure::Conflict(_)
        | Failure::Refused(_)
        | Failure::TooManyRequests(_)
        | Failure::Unavailable
        | Failure::Overloaded
        | Failure::KeyTaken
        | Failure::Internal => Envelope {
            success: false,
            message,
            error: None,
            details: None,
        },
    };
    let mut response = call::json(status(failure), &body);
    if matches!(failure, Failure::Unauthenticated(_)) {
        let challenge = HeaderValue::from_static("Basic realm=\"Test Management\"");
        response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
    }
    response
}

/// What a result is refused for is 400 (documents, "Handle unmatched test case IDs"), a closed run included:
/// they name no code for it. A run that went away meanwhile is gone for its path too.
fn status(failure: &Failure) -> u16 {
    match failure {
        Failure::Refused(Refusal::UnknownRun) => 404,
        Failure::Refused(
            Refusal::UnknownCase
            | Refusal::NotInRun
            | Refusal::UnknownConfiguration
            | Refusal::NotUnderConfiguration
            | Refusal::AmbiguousConfiguration
            | Refusal::UnknownStep(_)
            | Refusal::StatusMissing
            | Refusal::UnknownAttempt
            | Refusal::RunClosed
            | Refusal::RunFull
            | Refusal::Malformed(_),
        )
        | Failure::NoRoute
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
        | Failure::TooManyRequests(_)
        | Failure::Unavailable
        | Failure::Overloaded
        | Failure::KeyTaken
        | Failure::Internal => failure.status(),
    }
}
