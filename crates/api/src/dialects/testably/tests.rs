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
    let (_, items) = translate::bulk(serde_json::from_str(body).unwrap()).unwrap();
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
        let body: wire::Bulk = serde_json::from_str(&format!(r#"{{"results":[{item}]}}"#)).unwrap();
        let failure = translate::bulk(body).unwrap_err();
        assert!(
            failure.message().starts_with(problem),
            "{}",
            failure.message()
        );
    }
}

mod uploads {
    use domain::draft::{Draft, FailuresDraft};
    use domain::patch::Patch;
    use domain::status::Status;
    use serde_json::json;

    use super::super::translate::{self, Endpoint, Item};
    use crate::reports::junit;

    fn items(endpoint: Endpoint, body: serde_json::Value) -> Vec<Item> {
        let mut body = serde_json::from_value(body).unwrap();
        let report = translate::report(&mut body);
        let records = report.map(|it| junit::read(it.as_bytes(), Vec::new()).unwrap());
        translate::items(endpoint, body, records).unwrap()
    }

    /// The one result of a report with this test.
    fn of_test(test: &str) -> Option<Item> {
        let report = format!(r#"<testsuite><testcase name="other [OK-1]"/>{test}</testsuite>"#);
        let body = json!({"run_id": "x", "format": "junit", "junit_xml": report});
        let items = items(Endpoint::Deployed, body);
        items.into_iter().nth(1)
    }

    fn note(draft: &Draft) -> Option<String> {
        draft.note.clone().over(None).map(|it| it.to_string())
    }

    #[test]
    fn a_test_names_its_case_by_property_then_readable_id_then_uuid() {
        let uuid = "550e8400-e29b-41d4-a716-446655440000";
        for (test, expected) in [
            (
                r#"<testcase name="[MOB-1] x"><properties><property name="test_case_id" value="tc_1"/></properties></testcase>"#
                    .to_owned(),
                Some("tc_1"),
            ),
            (r#"<testcase name="signs in [MOB-12] and MOB-13"/>"#.to_owned(), Some("MOB-12")),
            (r#"<testcase name="x1mob-7y"/>"#.to_owned(), Some("mob-7")),
            (format!(r#"<testcase name="signs in {uuid} é"/>"#), Some(uuid)),
            (format!(r#"<testcase name="{uuid} MOB-3"/>"#), Some("MOB-3")),
            (r#"<testcase name="signs in - 7 a- -8"/>"#.to_owned(), None),
            (r#"<testcase name="żółw-"/>"#.to_owned(), None),
        ] {
            assert_eq!(of_test(&test).map(|it| it.id).as_deref(), expected, "{test}");
        }
    }

    #[test]
    fn a_report_says_status_note_time_and_where() {
        let test = r#"<testcase name="MOB-1" classname="shop.Cart" file="a.java" time="0.0126">
            <error message=" "> at a.java:3 </error></testcase>"#;
        let draft = of_test(test).unwrap().draft;
        assert_eq!(draft.status, Some(Status::Broken.into()));
        assert_eq!(note(&draft).as_deref(), Some(" at a.java:3 "));
        assert_eq!(draft.elapsed_ms, Patch::Set(13));
        let origin = draft.origin.over(None).unwrap().into_inner();
        assert_eq!(origin.file.unwrap().as_str(), "a.java");
        assert_eq!(origin.scopes.first().unwrap().as_str(), "shop.Cart");

        let long = "é".repeat(1001);
        let test = format!(r#"<testcase name="MOB-1"><failure message="{long}"/></testcase>"#);
        let draft = of_test(&test).unwrap().draft;
        assert_eq!(note(&draft).unwrap().chars().count(), 1000);
        let FailuresDraft::Whole(Patch::Set(failures)) = draft.failures else {
            panic!("a failure")
        };
        let whole = failures.first().unwrap().message.as_ref().unwrap();
        assert_eq!(whole.as_str(), long);

        let skipped = r#"<testcase name="MOB-1"><skipped message="later"/></testcase>"#;
        let draft = of_test(skipped).unwrap().draft;
        assert_eq!(draft.status, Some(Status::Skipped.into()));
        assert_eq!(draft.elapsed_ms, Patch::Set(0));
    }

    #[test]
    fn documents_count_seconds_and_the_code_milliseconds() {
        for (endpoint, elapsed, expected) in [
            (Endpoint::Documented, json!(12), Patch::Set(12_000)),
            (Endpoint::Documented, json!(null), Patch::Clear),
            (Endpoint::Deployed, json!(12.6), Patch::Set(13)),
            (Endpoint::Deployed, json!(null), Patch::Set(0)),
        ] {
            let item = json!({"test_case_id": "MOB-1", "status": "passed", "elapsed": elapsed});
            let items = items(endpoint, json!({"results": [item]}));
            assert_eq!(
                items.first().unwrap().draft.elapsed_ms,
                expected,
                "{elapsed}"
            );
        }
    }

    #[test]
    fn what_is_left_out_of_an_upload_does_not_stay() {
        for (item, expected) in [
            (json!({"comment": "c"}), Some("c")),
            (json!({"comment": "c", "note": "n"}), Some("n")),
            (json!({"comment": "c", "note": null}), None),
            (json!({}), None),
        ] {
            let mut item = item;
            item["test_case_id"] = json!("MOB-1");
            item["status"] = json!("untested");
            let items = items(Endpoint::Documented, json!({"results": [item]}));
            let draft = &items.first().unwrap().draft;
            assert_eq!(note(draft).as_deref(), expected);
            assert_ne!(draft.note, Patch::Keep);
            assert_eq!(draft.status, Some(Status::Untested.into()));
        }
    }
}
