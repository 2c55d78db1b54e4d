//! Tables of what translation does, without a server.

use domain::draft::{FailuresDraft, IssuesDraft};
use domain::patch::Patch;
use domain::run_state::RunState;
use domain::status::Status;
use domain::submission::Refusal;
use domain::text::Text;
use serde_json::{Value, json};
use store::record::IncomingItem;

use super::status::{RUN_STATES, STATUS, run_word};
use super::{translate, wire};

fn items(results: &Value) -> Vec<IncomingItem> {
    let body = json!({ "results": results }).to_string();
    let body: wire::Upload<'_> = serde_json::from_str(&body).unwrap();
    translate::upload(body).1
}

fn draft(item: &Value) -> domain::draft::Draft {
    match items(&json!([item])).pop() {
        Some(IncomingItem::Row { draft, .. }) => *draft,
        other => panic!("{other:?}"),
    }
}

fn text(raw: &str) -> Text {
    Text::new(raw).unwrap()
}

#[test]
fn the_status_table_is_sound() {
    assert_eq!(STATUS.defects(), []);
    assert_eq!(STATUS.to_domain("passed"), None);
}

#[test]
fn every_run_state_has_a_word_and_every_word_reads_back() {
    for (word, state) in RUN_STATES {
        assert_eq!(run_word(state, false), word);
    }
    let filters = RUN_STATES.map(|(word, _)| translate::filter(Some(word)).unwrap());
    let all = filters.iter().map(|it| it.states.len());
    assert_eq!(all.sum::<usize>(), RunState::ALL.len());
    let all = filters.iter().flat_map(|it| &it.states_if_short_or_late);
    assert_eq!(all.map(Vec::len).sum::<usize>(), RunState::ALL.len());
    assert!(translate::filter(Some("DONE")).is_err());
}

#[test]
fn a_run_that_is_short_or_late_is_never_completed() {
    for state in RunState::ALL {
        let expected = match state {
            RunState::New => "PENDING",
            RunState::InProgress
            | RunState::UnderReview
            | RunState::Rejected
            | RunState::Done
            | RunState::Synced
            | RunState::Closed => "IN_PROGRESS",
        };
        assert_eq!(run_word(state, true), expected, "{state:?}");
    }
}

#[test]
fn pages_are_cut_to_their_bounds() {
    for (limit, offset, expected) in [
        (None, None, (100, 0)),
        (Some("50"), Some("7"), (50, 7)),
        (Some("1000"), None, (500, 0)),
        (Some("0"), Some("-1"), (100, 0)),
        (Some("x"), Some("x"), (100, 0)),
    ] {
        let page = translate::page(limit, offset);
        assert_eq!((page.take, page.skip), expected);
    }
}

#[test]
fn absent_keeps_null_clears_and_a_value_sets() {
    let silent = draft(&json!({"test_case_code": "TC-001", "status": "PASSED"}));
    assert_eq!(silent.status.unwrap().status, Status::Passed);
    assert_eq!(silent.note, Patch::Keep);
    assert_eq!(silent.elapsed_ms, Patch::Keep);
    let cleared = draft(&json!({
        "test_case_code": "TC-001", "status": "PASSED", "comment": null, "duration_ms": null,
        "error_message": null, "error_stack": null, "bug_ticket_key": null, "bug_ticket_url": null,
    }));
    assert_eq!(cleared.note, Patch::Clear);
    assert_eq!(cleared.elapsed_ms, Patch::Clear);
    let (key, url) = (Patch::Clear, Patch::Clear);
    assert_eq!(cleared.issues, IssuesDraft::First { key, url });
    let (message, trace) = (Patch::Clear, Patch::Clear);
    assert_eq!(cleared.failures, FailuresDraft::First { message, trace });
    let set = draft(&json!({"test_case_code": "TC-001", "status": "PASSED", "duration_ms": 0}));
    assert_eq!(set.elapsed_ms, Patch::Set(0));
}

#[test]
fn a_stack_is_kept_line_by_line() {
    let draft = draft(&json!({"test_case_id": "1", "status": "FAILED", "error_stack": "a\n\nb\n"}));
    let FailuresDraft::First { trace, .. } = draft.failures else {
        panic!("first")
    };
    assert_eq!(trace, Patch::Set(["a", "", "b", ""].map(text).to_vec()));
}

#[test]
fn a_ticket_address_brings_its_key() {
    for (url, key) in [
        (
            "https://linear.app/acme/issue/LIN-42/cart-is-empty",
            Some("LIN-42"),
        ),
        ("https://linear.app/acme/issue/lin-42", Some("LIN-42")),
        (
            "https://acme.atlassian.net/browse/SHOP-7?focusedId=1",
            Some("SHOP-7"),
        ),
        (
            "https://acme.atlassian.net/jira/software/projects/SHOP/boards/1?selectedIssue=SHOP-8",
            Some("SHOP-8"),
        ),
        ("https://github.com/acme/shop/issues/9", None),
        ("https://acme.atlassian.net/browse/", None),
        ("", None),
    ] {
        assert_eq!(translate::key_in_address(url).as_deref(), key, "{url}");
    }
}

#[test]
fn a_key_that_was_sent_wins_over_the_addresss() {
    let url = "https://linear.app/acme/issue/LIN-42";
    for (key, expected) in [
        (json!({}), Patch::Set(text("LIN-42"))),
        (
            json!({"bug_ticket_key": "OPS-1"}),
            Patch::Set(text("OPS-1")),
        ),
        (json!({"bug_ticket_key": null}), Patch::Clear),
    ] {
        let mut item = json!({"test_case_id": "1", "status": "FAILED", "bug_ticket_url": url});
        item.as_object_mut()
            .unwrap()
            .extend(key.as_object().unwrap().clone());
        let IssuesDraft::First { key, .. } = draft(&item).issues else {
            panic!("first")
        };
        assert_eq!(key, expected);
    }
}

#[test]
fn a_bad_item_is_refused_alone_and_says_why() {
    let good = json!({"test_case_code": "TC-001", "status": "PASSED"});
    for (bad, problem) in [
        (json!({"test_case_code": "TC-001"}), "status is required"),
        (
            json!({"test_case_code": "TC-001", "status": null}),
            "status is required",
        ),
        (
            json!({"test_case_code": "TC-001", "status": "passed"}),
            "status must be one of",
        ),
        (
            json!({"test_case_code": "TC-001", "status": 1}),
            "status must be a string",
        ),
        (
            json!({"status": "PASSED"}),
            "test_case_code or test_case_id is required",
        ),
        (
            json!({"test_case_code": 7, "status": "PASSED"}),
            "test_case_code must be a string",
        ),
        (
            json!({"test_case_code": "TC-001", "status": "PASSED", "duration_ms": "1"}),
            "duration_ms must be an integer",
        ),
        (
            json!({"test_case_code": "TC-001", "status": "PASSED", "duration_ms": -1}),
            "duration_ms must be an integer",
        ),
        (
            json!({"test_case_code": "TC-001", "status": "PASSED", "duration_ms": 2_147_483_648_i64}),
            "duration_ms must be an integer",
        ),
        (
            json!({"test_case_code": "TC-001", "status": "PASSED", "executed_at": "yesterday"}),
            "executed_at must be an ISO 8601 time",
        ),
        (
            json!({"test_case_code": "TC-001", "status": "PASSED", "comment": "a\u{0}b"}),
            "comment must not contain",
        ),
        (json!("TC-001"), "each result must be an object"),
        (json!(["TC-001", "PASSED"]), "each result must be an object"),
        (json!(null), "each result must be an object"),
    ] {
        let read = items(&json!([good, bad, good]));
        assert!(matches!(read[0], IncomingItem::Row { .. }));
        assert!(matches!(read[2], IncomingItem::Row { .. }));
        let IncomingItem::Bad(Refusal::Malformed(said)) = &read[1] else {
            panic!("{bad}")
        };
        assert!(said.starts_with(problem), "{said}");
    }
}

#[test]
fn every_refusal_has_a_status() {
    use crate::failure::{Failure, KeyProblem, Lack, Noun};
    for (failure, status) in [
        (Failure::Unauthenticated(KeyProblem::Refused), 401),
        (Failure::Forbidden(Lack::Organization), 403),
        (Failure::NotFound(Noun::Run), 404),
        (Failure::TooLarge(1), 413),
        (Failure::UnsupportedType, 415),
        (Failure::Malformed(String::new()), 400),
        (Failure::Refused(Refusal::RunFull), 409),
        (Failure::Refused(Refusal::UnknownRun), 404),
        (Failure::Unavailable, 503),
        (Failure::Overloaded, 503),
        (Failure::TooSlow, 408),
        (Failure::KeyTaken, 422),
        (Failure::Internal, 500),
    ] {
        assert_eq!(super::error::answer(&failure).status().as_u16(), status);
    }
}
