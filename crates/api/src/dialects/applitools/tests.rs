//! Tables of what translation does, without a server.

use domain::counts::Counts;
use domain::run_state::RunState;
use domain::status::Status;

use super::status::{STATUS, of_run, of_test};
use super::{token, translate};
use crate::failure::{Failure, KeyProblem, Lack, Noun};

#[test]
fn the_status_table_is_sound() {
    assert_eq!(STATUS.defects(), []);
}

#[test]
fn a_run_is_what_its_rows_make_it() {
    use RunState::{Closed, Done, InProgress, New};
    use Status::{
        Blocked, Broken, InProgress as Open, Passed, Retest, Skipped, TimedOut, Untested,
    };
    for (rows, state, run, test) in [
        (vec![], New, "pending", "pending"),
        (vec![], Done, "aborted", "pending"),
        (vec![Untested, Untested], New, "pending", "pending"),
        (vec![Untested, Open], InProgress, "running", "running"),
        (vec![Untested, Passed], InProgress, "running", "running"),
        (vec![Untested, Broken], InProgress, "running", "running"),
        (vec![Untested, Passed], Closed, "aborted", "aborted"),
        (vec![Untested, Broken], Done, "failed", "failed"),
        (vec![Passed, Skipped], InProgress, "passed", "passed"),
        (vec![Skipped, Skipped], InProgress, "aborted", "pending"),
        (
            vec![Passed, TimedOut, Blocked],
            InProgress,
            "failed",
            "failed",
        ),
        (
            vec![Passed, Blocked, Retest],
            InProgress,
            "aborted",
            "aborted",
        ),
        (
            vec![Passed, Retest, Skipped],
            InProgress,
            "unresolved",
            "unresolved",
        ),
        (vec![Passed], InProgress, "passed", "passed"),
    ] {
        let counts: Counts = rows.iter().copied().collect();
        assert_eq!(of_run(&counts, state, false), run, "{rows:?}");
        assert_eq!(of_test(&counts, state), test, "{rows:?}");
    }
}

#[test]
fn a_run_that_is_short_or_late_goes_on_until_it_is_closed() {
    use Status::{Failed, Passed, Skipped, Untested};
    for rows in [
        &[][..],
        &[Passed],
        &[Untested, Passed],
        &[Skipped],
        &[Failed, Passed],
    ] {
        let counts: Counts = rows.iter().copied().collect();
        for state in RunState::ALL {
            let expected = match (state.is_over(), counts.failing()) {
                (false, _) => "running",
                (true, 0) => "unresolved",
                (true, _) => "failed",
            };
            assert_eq!(of_run(&counts, state, true), expected, "{rows:?} {state:?}");
        }
    }
}

#[test]
fn the_body_of_an_execution_may_be_left_out() {
    for (body, good) in [
        ("", true),
        (" \n", true),
        ("{}", true),
        (
            r#"{"parameter_values": {"url": "https://x"}, "more": 1}"#,
            true,
        ),
        (r#"{"parameter_values": null}"#, true),
        (r#"{"parameter_values": "https://x"}"#, false),
        ("[]", false),
        ("null", false),
        ("{", false),
    ] {
        assert_eq!(translate::execute(body.as_bytes()).is_ok(), good, "{body}");
    }
}

#[test]
fn a_token_is_32_lower_case_hexadecimal_digits() {
    let token = token::made_up().unwrap();
    assert_eq!(token.len(), 32);
    let digit = |it: char| it.is_ascii_digit() || ('a'..='f').contains(&it);
    assert!(token.chars().all(digit));
    assert_ne!(token, token::made_up().unwrap());
}

#[test]
fn a_failure_is_a_code_and_a_message() {
    for (failure, status) in [
        (Failure::Unauthenticated(KeyProblem::Refused), 401),
        (Failure::Forbidden(Lack::Organization), 403),
        (Failure::NotFound(Noun::Run), 404),
        (Failure::Invalid(String::new()), 400),
        (Failure::Unavailable, 503),
        (Failure::Overloaded, 503),
        (Failure::TooSlow, 408),
        (Failure::KeyTaken, 422),
    ] {
        assert_eq!(super::error::answer(&failure).status().as_u16(), status);
    }
}
