//! Tables of words and failures, without a server.

use domain::status::Status;
use domain::submission::Refusal;

use super::error;
use super::status::{STATUS, workflow};
use crate::failure::{Failure, KeyProblem, Lack, Noun};

#[test]
fn the_status_table_is_sound() {
    assert_eq!(STATUS.defects(), []);
}

#[test]
fn each_status_has_its_word_and_its_workflow() {
    for (status, word, state) in [
        (Status::Untested, "pending", "Untested"),
        (Status::InProgress, "pending", "In Progress"),
        (Status::Passed, "passed", "Passed"),
        (Status::Failed, "failed", "Failed"),
        (Status::Broken, "failed", "Failed"),
        (Status::TimedOut, "timeout", "Failed"),
        (Status::Blocked, "skipped", "Skipped"),
        (Status::Skipped, "skipped", "Skipped"),
        (Status::Retest, "unknown", "Unknown"),
        (Status::Unknown, "unknown", "Unknown"),
    ] {
        assert_eq!((STATUS.to_wire(status), workflow(status)), (word, state));
    }
}

#[test]
fn a_client_may_write_four_words_in_lower_case() {
    for (word, status) in [
        ("passed", Some(Status::Passed)),
        ("failed", Some(Status::Failed)),
        ("skipped", Some(Status::Skipped)),
        ("timeout", Some(Status::TimedOut)),
        ("Passed", None),
        ("pending", None),
        ("unknown", None),
        ("error", None),
        ("", None),
    ] {
        assert_eq!(STATUS.to_domain(word), status, "{word}");
    }
}

#[test]
fn each_failure_has_its_code() {
    for (failure, code) in [
        (Failure::NoRoute, 404),
        (Failure::WrongMethod(vec!["GET".to_owned()]), 405),
        (Failure::Unauthenticated(KeyProblem::Refused), 401),
        (Failure::Forbidden(Lack::Organization), 403),
        (Failure::NotFound(Noun::Run), 404),
        (Failure::NotFound(Noun::Attempt), 404),
        (Failure::TooLarge(1), 413),
        (Failure::UnsupportedType, 415),
        (Failure::Invalid(String::new()), 400),
        (Failure::Malformed(String::new()), 400),
        (Failure::Conflict(String::new()), 409),
        (Failure::Refused(Refusal::UnknownRun), 404),
        (Failure::Refused(Refusal::UnknownAttempt), 404),
        (Failure::Refused(Refusal::RunClosed), 409),
        (Failure::Refused(Refusal::RunFull), 409),
        (Failure::Refused(Refusal::StatusMissing), 400),
        (Failure::Unavailable, 503),
        (Failure::Overloaded, 503),
        (Failure::TooSlow, 408),
        (Failure::KeyTaken, 422),
        (Failure::Internal, 500),
    ] {
        assert_eq!(
            error::answer(&failure).status().as_u16(),
            code,
            "{failure:?}"
        );
    }
}
