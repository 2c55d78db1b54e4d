//! Tables of what translation does, without a server.

use domain::patch::Patch;
use store::record::IncomingItem;

use super::status::STATUS;
use super::{translate, wire};

#[test]
fn the_status_table_is_sound() {
    assert_eq!(STATUS.defects(), []);
}

#[test]
fn pages_are_numbers_within_bounds() {
    for (page, per_page, expected) in [
        (None, None, (1, 20)),
        (Some("3"), Some("50"), (3, 50)),
        (Some("0"), Some("0"), (1, 20)),
        (Some("x"), Some("1000"), (1, 100)),
        (Some("-1"), Some("99999999999"), (1, 20)),
    ] {
        let numbered = translate::page(page, per_page);
        assert_eq!((numbered.page, numbered.size), expected);
    }
}

#[test]
fn elapsed_is_seconds_and_absent_differs_from_null() {
    let body =
        r#"{"results":[{"test_case_id":"TC-1","status":"passed","elapsed":12,"note":null}]}"#;
    let (_, items) = translate::upload(serde_json::from_str(body).unwrap()).unwrap();
    let Some(IncomingItem::Row { draft, .. }) = items.first() else {
        panic!("a row")
    };
    assert_eq!(draft.elapsed_ms, Patch::Set(12_000));
    assert_eq!(draft.note, Patch::Clear);
    assert_eq!(draft.framework, Patch::Keep);
}

#[test]
fn a_bad_item_is_named() {
    for (item, problem) in [
        (
            r#"{"test_case_id":"TC-1"}"#,
            "results[0].status is required",
        ),
        (
            r#"{"status":"passed"}"#,
            "results[0].test_case_id is required",
        ),
        (
            r#"{"test_case_id":"TC-1","status":"PASSED"}"#,
            "results[0].status must be one of",
        ),
        (
            r#"{"test_case_id":"TC-1","status":"passed","elapsed":-1}"#,
            "results[0].elapsed must be 0",
        ),
    ] {
        let body: wire::Upload =
            serde_json::from_str(&format!(r#"{{"results":[{item}]}}"#)).unwrap();
        let failure = translate::upload(body).unwrap_err();
        assert!(
            failure.message().starts_with(problem),
            "{}",
            failure.message()
        );
    }
}
