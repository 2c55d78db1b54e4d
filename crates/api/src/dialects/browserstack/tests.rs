//! Tables of what translation does, without a server.

use actix_web::body::to_bytes;
use domain::run_state::RunState;
use domain::status::Status;
use domain::submission::Refusal;
use serde_json::{Value, json};
use time::macros::datetime;

use super::status::{SHOWN, STATUS};
use super::translate::RunQuery;
use super::words::{AUTOMATION, CASE_TYPE, PRIORITY, STATE};
use super::{error, status, translate};
use crate::failure::{Failure, KeyProblem, Lack, Noun};

#[test]
fn the_status_table_is_sound() {
    assert_eq!(STATUS.defects(), []);
}

#[test]
fn every_status_is_shown_as_its_display_value() {
    for status in Status::ALL {
        assert_eq!(status::of(status).display, STATUS.to_wire(status));
    }
    for shown in &SHOWN {
        for word in [shown.display, shown.internal] {
            let read = STATUS.to_domain(word).unwrap();
            assert_eq!(status::of(read), *shown, "{word}");
        }
    }
}

#[test]
fn words_are_found_by_either_spelling_in_any_case() {
    for (words, given, display) in [
        (&PRIORITY, "critical", Some("Critical")),
        (&PRIORITY, "HIGH", Some("High")),
        (&PRIORITY, "urgent", None),
        (&CASE_TYPE, "smoke_sanity", Some("Smoke & Sanity")),
        (&CASE_TYPE, "Smoke & Sanity", Some("Smoke & Sanity")),
        (&STATE, "in review", Some("In Review")),
        (&AUTOMATION, "not_automated", Some("Not Automated")),
        (&AUTOMATION, "Not Automated", Some("Not Automated")),
    ] {
        assert_eq!(words.find(given).map(|it| it.0), display, "{given}");
    }
    assert_eq!(PRIORITY.standard().0, "Medium");
    assert_eq!(CASE_TYPE.standard().0, "Other");
    assert_eq!(STATE.standard().0, "Active");
    assert_eq!(AUTOMATION.standard().1, "not_automated");
}

#[test]
fn a_page_has_thirty_or_three_hundred_entries() {
    for (number, size, expected) in [
        (None, None, Some((1, 30))),
        (Some("2"), Some("300"), Some((2, 300))),
        (Some("0"), Some("30"), Some((1, 30))),
        (Some("-3"), Some(""), Some((1, 30))),
        (None, Some("100"), None),
        (None, Some("030"), None),
    ] {
        let page = translate::page(number, size).ok();
        assert_eq!(page.map(|it| (it.page, it.size)), expected);
    }
}

#[test]
fn closed_runs_are_left_out_unless_they_are_asked_for() {
    use RunState::{Closed, Done, InProgress, New, Rejected, Synced, UnderReview};
    let open = vec![New, InProgress, UnderReview, Rejected, Done, Synced];
    for (states, closed, expected) in [
        (None, None, open.clone()),
        (None, Some("false"), open.clone()),
        (Some(""), Some("0"), open),
        (None, Some("true"), RunState::ALL.to_vec()),
        (Some("closed"), None, vec![Closed]),
        (Some("new_run, done"), None, vec![New, Done, Synced]),
    ] {
        let query = RunQuery {
            run_state: states,
            include_closed: closed,
            ..RunQuery::default()
        };
        let filter = translate::run_filter(&query, None).unwrap();
        assert_eq!(filter.states, expected);
    }
    let asleep = RunQuery {
        run_state: Some("asleep"),
        ..RunQuery::default()
    };
    assert!(translate::run_filter(&asleep, None).is_err());
}

#[test]
fn a_day_is_written_in_two_ways_and_belongs_to_what_is_after_it() {
    let day = datetime!(2024-08-19 00:00 UTC);
    for (given, expected) in [
        ("2024-08-19", Some(day)),
        ("19-08-2024", Some(day)),
        ("2024-08-19T10:00:00+10:00", Some(day)),
        ("19.08.2024", None),
        ("2024-13-01", None),
        ("99999-01-01", None),
        ("yesterday", None),
    ] {
        let query = RunQuery {
            created_after: Some(given),
            closed_before: Some(given),
            ..RunQuery::default()
        };
        let found = translate::run_filter(&query, None).ok();
        assert_eq!(
            found.as_ref().and_then(|it| it.created.from),
            expected,
            "{given}"
        );
        assert_eq!(found.and_then(|it| it.closed.before), expected, "{given}");
    }
}

#[actix_web::test]
async fn each_failure_has_its_status_and_a_message_that_is_a_text() {
    for (failure, status) in [
        (Failure::NoRoute, 404),
        (Failure::WrongMethod(vec!["GET".to_owned()]), 405),
        (Failure::Unauthenticated(KeyProblem::Refused), 401),
        (Failure::Forbidden(Lack::Organization), 403),
        (Failure::NotFound(Noun::Run), 404),
        (Failure::TooLarge(9), 413),
        (Failure::UnsupportedType, 415),
        (Failure::Invalid("no".to_owned()), 400),
        (Failure::Malformed("no".to_owned()), 400),
        (Failure::Conflict("no".to_owned()), 409),
        (Failure::Refused(Refusal::UnknownRun), 404),
        (Failure::Refused(Refusal::RunClosed), 400),
        (Failure::Refused(Refusal::RunFull), 400),
        (Failure::Unavailable, 503),
        (Failure::Overloaded, 503),
        (Failure::TooSlow, 408),
        (Failure::KeyTaken, 422),
        (Failure::Internal, 500),
    ] {
        let response = error::answer(&failure);
        assert_eq!(response.status().as_u16(), status, "{failure:?}");
        let body = to_bytes(response.into_body()).await.unwrap();
        let body: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(body["success"], false);
        assert_eq!(body["message"], failure.message());
        let details = matches!(failure, Failure::Malformed(_)).then(|| json!(["no"]));
        assert_eq!(body.get("details"), details.as_ref());
    }
}
