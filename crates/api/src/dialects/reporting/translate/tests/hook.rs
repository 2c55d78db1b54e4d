//! What hooks say: required fields, types, merging, leaves.

use domain::status::Status;
use serde_json::{Value, json};
use uuid::Uuid;

use super::super::hook_leaf::kind;
use super::super::leaf::LeafKind;
use super::tree::parts::tree_with;
use super::{hook, hook_end, hook_end_after, hook_start};
use crate::failure::Failure;

#[test]
fn what_the_start_of_a_hook_lacks_or_gets_wrong_is_named() {
    for (field, problem) in [
        (json!({"hook_type": null}), "hook_type is required"),
        (json!({"hook_type": ""}), "hook_type must not be empty"),
        (json!({"name": null}), "name is required"),
        (json!({"file_name": null}), "file_name is required"),
        (json!({"scopes": null}), "scopes is required"),
        (json!({"started_at": null}), "started_at is required"),
        (
            json!({"started_at": "2025-11-11"}),
            "started_at must be an ISO",
        ),
        (json!({"test_run_id": "t1"}), "test_run_id must be a UUID"),
        (json!({"tags": ["\u{0}"]}), "tags[0] must not contain"),
    ] {
        let refused = hook_start(field).unwrap_err().message();
        assert!(refused.starts_with(problem), "{refused}");
    }
    for field in [
        json!({"hook_type": 1}),
        json!({"test_run_id": 1}),
        json!({"scopes": "a"}),
        json!({"environment": "mac"}),
        json!({"custom_metadata": {"a": 1}}),
    ] {
        assert!(matches!(hook_start(field), Err(Failure::Malformed(_))));
    }
}

#[test]
fn what_the_end_of_a_hook_lacks_or_gets_wrong_is_named() {
    for (field, problem) in [
        (json!({"hook_type": null}), "hook_type is required"),
        (
            json!({"hook_type": "BEFORE_ALL"}),
            "hook_type must be exactly",
        ),
        (
            json!({"hook_type": "beforeAll "}),
            "hook_type must be exactly",
        ),
        (json!({"result": null}), "result is required"),
        (json!({"result": "pending"}), "result must be one of"),
        (json!({"finished_at": null}), "finished_at is required"),
        (json!({"file_name": null}), "file_name is required"),
        (json!({"scopes": null}), "scopes is required"),
        (json!({"duration_in_ms": 0}), "duration_in_ms must be"),
        (
            json!({"meta": {"steps": [{"id": "1"}, {"id": "1"}]}}),
            "meta.steps[1].id must be unique",
        ),
    ] {
        let refused = hook_end(field).unwrap_err().message();
        assert!(refused.starts_with(problem), "{refused}");
    }
    for field in [
        json!({"hook_type": 1}),
        json!({"failure": "no"}),
        json!({"failure": [{"backtrace": "no"}]}),
        json!({"meta": []}),
    ] {
        assert!(matches!(hook_end(field), Err(Failure::Malformed(_))));
    }
}

#[test]
fn null_is_as_good_as_absent() {
    let started = json!({
        "test_run_id": null, "tags": null, "location": null, "custom_metadata": null, "environment": null,
    });
    let (silent, null) = (hook(json!({})), hook(started));
    assert_eq!((silent.start, silent.attempt), (null.start, null.attempt));
    let ended = json!({
        "duration_in_ms": null, "failure": null, "custom_metadata": null, "environment": null, "meta": null,
        "hooks": "a hook has none, so this is any unknown key",
    });
    assert_eq!(hook_end(ended).unwrap(), hook_end(json!({})).unwrap());
}

#[test]
fn the_end_of_a_hook_wins_field_by_field() {
    let started = json!({
        "environment": {"os": "Mac", "os_version": "14"}, "custom_metadata": {"a": "1", "b": "2"},
        "tags": ["smoke"], "location": "a.py:3",
    });
    let ended = json!({
        "environment": {"os_version": "15"}, "custom_metadata": {"b": ["3"]}, "result": "timeout",
        "file_name": "b.py", "scopes": ["B"],
    });
    let outcome = hook_end_after(started, ended).unwrap();
    let text = |text: &Option<domain::text::Text>| text.as_ref().unwrap().to_string();
    assert_eq!(outcome.status.status, Status::TimedOut);
    assert_eq!(text(&outcome.environment.os), "Mac");
    assert_eq!(text(&outcome.environment.os_version), "15");
    assert_eq!(outcome.metadata.len(), 2);
    assert_eq!(text(&outcome.origin.file), "b.py");
    assert_eq!(text(&outcome.origin.location), "a.py:3");
    assert_eq!(outcome.origin.tags.len(), 1);
    assert_eq!(outcome.elapsed_ms, Some(10_000));
    let keys: Value = (0..25).map(|it| (it.to_string(), json!("x"))).collect();
    let merged = hook_end_after(
        json!({"custom_metadata": {"a": "1"}}),
        json!({"custom_metadata": keys}),
    );
    assert!(merged.is_err(), "26 keys together");
}

#[test]
fn only_two_types_have_flags_of_their_own_however_they_are_spelled() {
    for (hook_type, before_all, after_all) in [
        ("beforeAll", true, false),
        ("BEFORE_ALL", true, false),
        ("before all", true, false),
        ("afterAll", false, true),
        ("AFTER_ALL", false, true),
        ("beforeEach", false, false),
        ("AFTER_EACH", false, false),
        ("setup", false, false),
        ("beforeAllTests", false, false),
        ("ß", false, false),
    ] {
        let expected = LeafKind::Hook {
            before_all,
            after_all,
        };
        assert_eq!(kind(hook_type), expected, "{hook_type}");
    }
}

#[test]
fn a_hook_is_a_leaf_that_counts_nowhere() {
    let open = hook(json!({}));
    let mut ended = hook(json!({}));
    ended.id = Uuid::from_u128(10);
    ended.created_at += time::Duration::SECOND;
    let outcome = hook_end(json!({"result": "failed", "failure": [{"backtrace": ["no"]}]}));
    ended.end = Some((ended.created_at, outcome.unwrap()));
    let tree = tree_with(Vec::new(), Vec::new(), Vec::new(), vec![ended, open], &[]);
    let open_root = &tree[0];
    assert_eq!(
        open_root["summary"],
        json!({"aggregate": 0, "passed": 0, "failed": 0, "pending": 0, "skipped": 0, "unknown": 0})
    );
    assert_eq!(open_root["details"]["file_path"], "tests/conftest.py");
    let open = &open_root["children"][0]["children"][0];
    assert_eq!(open["type"], "HOOK");
    assert_eq!(open["is_before_all_hook"], true);
    assert_eq!(open["details"]["status"], "pending");
    let ended = &tree[1]["children"][0]["children"][0];
    assert_eq!(
        ended["details"]["retries"],
        json!([{"uuid": Uuid::from_u128(10), "status": "failed", "duration": 10_000,
            "workflowStatus": "Failed", "logs": {"TEST_FAILURE": ["no"]}}])
    );
}
