//! What a finish says: required fields, wrong types, merging with the start.

use domain::draft::{FailuresDraft, StepRef};
use domain::patch::Patch;
use domain::status::Status;
use serde_json::{Value, json};

use super::{ended, finish, finish_after, start};
use crate::failure::Failure;

fn texts(texts: &[domain::text::Text]) -> Vec<&str> {
    texts.iter().map(domain::text::Text::as_str).collect()
}

#[test]
fn four_results_are_known() {
    for (word, status) in [
        ("passed", Status::Passed),
        ("failed", Status::Failed),
        ("skipped", Status::Skipped),
        ("timeout", Status::TimedOut),
    ] {
        let draft = finish(json!({"result": word})).unwrap();
        assert_eq!(draft.status.unwrap().status, status);
        let step = json!({"meta": {"steps": [{"id": "1", "result": word}]}});
        let draft = finish(step).unwrap();
        assert_eq!(draft.steps[0].status.unwrap().status, status);
    }
}

#[test]
fn what_a_finish_lacks_or_gets_wrong_is_named() {
    for (field, problem) in [
        (json!({"result": null}), "result is required"),
        (json!({"result": "Passed"}), "result must be one of"),
        (json!({"result": "error"}), "result must be one of"),
        (json!({"result": "pending"}), "result must be one of"),
        (json!({"finished_at": null}), "finished_at is required"),
        (
            json!({"finished_at": "2025-11-11"}),
            "finished_at must be an ISO 8601 time",
        ),
        (
            json!({"finished_at": "2025-11-11T10:30:10"}),
            "finished_at must be an ISO 8601 time",
        ),
        (json!({"file_name": null}), "file_name is required"),
        (json!({"file_name": " "}), "file_name must not be empty"),
        (
            json!({"file_name": "a\u{0}b"}),
            "file_name must not contain the character U+0000",
        ),
        (json!({"scopes": null}), "scopes is required"),
        (
            json!({"scopes": []}),
            "scopes must contain between 1 and 20 items",
        ),
        (json!({"scopes": ["a", " "]}), "scopes[1] must not be empty"),
        (
            json!({"duration_in_ms": 0}),
            "duration_in_ms must be an integer of 1",
        ),
        (
            json!({"duration_in_ms": -1}),
            "duration_in_ms must be an integer of 1",
        ),
        (
            json!({"duration_in_ms": 1.5}),
            "duration_in_ms must be an integer of 1",
        ),
        (
            json!({"duration_in_ms": 2_147_483_648_i64}),
            "duration_in_ms must be an integer of 1",
        ),
        (
            json!({"meta": {"steps": [{"text": "x"}]}}),
            "meta.steps[0].id is required",
        ),
        (
            json!({"meta": {"steps": [{"id": ""}]}}),
            "meta.steps[0].id must not be empty",
        ),
        (
            json!({"meta": {"steps": [{"id": "1"}, {"id": "1"}]}}),
            "meta.steps[1].id must be unique",
        ),
        (
            json!({"meta": {"steps": [{"id": "1", "result": "ok"}]}}),
            "meta.steps[0].result must be",
        ),
        (
            json!({"meta": {"steps": [{"id": "1", "duration": -1}]}}),
            "meta.steps[0].duration must",
        ),
        (
            json!({"meta": {"steps": [{"id": "1", "duration": 0.5}]}}),
            "meta.steps[0].duration must",
        ),
        (
            json!({"meta": {"steps": [{"id": "1", "started_at": "x"}]}}),
            "meta.steps[0].started_at must",
        ),
        (json!({"hooks": ["h1"]}), "hooks[0] must be a UUID"),
    ] {
        let refused = finish(field).unwrap_err();
        assert!(matches!(refused, Failure::Invalid(_)));
        assert!(
            refused.message().starts_with(problem),
            "{}",
            refused.message()
        );
    }
}

#[test]
fn wrong_types_are_refused() {
    for field in [
        json!({"result": 1}),
        json!({"finished_at": 1}),
        json!({"scopes": "a"}),
        json!({"scopes": [null]}),
        json!({"duration_in_ms": "5"}),
        json!({"duration_in_ms": true}),
        json!({"failure": {"backtrace": []}}),
        json!({"failure": "x"}),
        json!({"failure": [{"backtrace": "x"}]}),
        json!({"failure": [["x"]]}),
        json!({"custom_metadata": ["a"]}),
        json!({"custom_metadata": {"a": 1}}),
        json!({"custom_metadata": {"a": true}}),
        json!({"custom_metadata": {"a": [1]}}),
        json!({"custom_metadata": {"a": [["b"]]}}),
        json!({"custom_metadata": {"a": {"value": "b"}}}),
        json!({"environment": ["Pixel"]}),
        json!({"environment": {"os": 11}}),
        json!({"meta": []}),
        json!({"meta": {"steps": {}}}),
        json!({"meta": {"steps": [["s1"]]}}),
        json!({"meta": {"steps": [{"id": 1}]}}),
        json!({"meta": {"steps": [{"id": "1", "failure": ["x"]}]}}),
        json!({"hooks": "h"}),
    ] {
        let shown = field.to_string();
        assert!(
            matches!(finish(field), Err(Failure::Malformed(_))),
            "{shown}"
        );
    }
}

#[test]
fn an_optional_null_is_as_good_as_absent() {
    let nulls = json!({
        "duration_in_ms": null, "failure": null, "custom_metadata": null, "environment": null,
        "meta": null, "hooks": null, "unknown": {"key": 1},
    });
    assert_eq!(finish(nulls).unwrap(), finish(json!({})).unwrap());
    let inner = json!({
        "meta": {"steps": null}, "environment": {"os": null}, "custom_metadata": {"a": null},
    });
    assert_eq!(finish(inner).unwrap(), finish(json!({})).unwrap());
}

#[test]
fn the_duration_is_told_or_follows_from_the_times() {
    for (field, milliseconds) in [
        (json!({"duration_in_ms": 1}), Some(1)),
        (json!({"duration_in_ms": 5.0}), Some(5)),
        (json!({}), Some(10_000)),
        (json!({"finished_at": "2025-11-11T10:30:00Z"}), Some(0)),
        (
            json!({"finished_at": "2025-11-11T11:30:00.250+01:00"}),
            Some(250),
        ),
        (json!({"finished_at": "2025-11-11T10:29:59Z"}), None),
    ] {
        assert_eq!(ended(json!({}), field).elapsed_ms, milliseconds);
    }
}

#[test]
fn failures_come_with_any_result_and_keep_their_shape() {
    let failures = json!([{}, {"backtrace": null}, {"backtrace": []}, {"backtrace": ["a", "b"]}]);
    for result in ["passed", "timeout"] {
        let draft = finish(json!({"result": result, "failure": failures})).unwrap();
        let FailuresDraft::Whole(Patch::Set(read)) = draft.failures else {
            panic!("failures")
        };
        let lines: Vec<_> = read
            .iter()
            .map(|it| it.trace.as_deref().map(texts))
            .collect();
        assert_eq!(lines, [None, None, Some(vec![]), Some(vec!["a", "b"])]);
    }
}

#[test]
fn steps_carry_everything() {
    let step = json!({
        "id": "s1", "keyword": "Given", "text": "a cart", "started_at": "2025-11-11T10:30:00Z",
        "finished_at": "2025-11-11T10:30:01Z", "result": "failed", "duration": 0, "failure": "no",
    });
    let draft = finish(json!({"meta": {"steps": [step, {"id": "s2"}]}})).unwrap();
    let read = &draft.steps[0];
    assert!(matches!(&read.step, StepRef::Reported(id) if id.as_str() == "s1"));
    assert_eq!(read.keyword.as_ref().unwrap().as_str(), "Given");
    assert_eq!(read.text.as_ref().unwrap().as_str(), "a cart");
    assert_eq!(read.elapsed_ms, Some(0));
    assert_eq!(read.failure.as_ref().unwrap().as_str(), "no");
    assert_eq!(
        (read.finished_at.unwrap() - read.started_at.unwrap()).whole_seconds(),
        1
    );
    assert_eq!(draft.steps[1].status, None);
}

#[test]
fn a_finish_wins_field_by_field_over_the_start() {
    let started = json!({
        "environment": {"os": "Windows", "os_version": "11", "browser": "chrome"},
        "custom_metadata": {"team": "web", "area": ["cart", "pay"]},
        "tags": ["smoke"], "location": "a.py:3", "vc_filepath": "src/a.py",
        "body": {"lang": "python", "code": "assert x"},
    });
    let outcome = ended(
        started,
        json!({
            "file_name": "other.py",
            "scopes": ["Other"],
            "environment": {"os_version": "10", "device": "desk"},
            "custom_metadata": {"team": {"field_type": "multi_dropdown", "values": ["core"]}},
        }),
    );
    let environment = &outcome.environment;
    assert_eq!(environment.os.as_ref().unwrap().as_str(), "Windows");
    assert_eq!(environment.os_version.as_ref().unwrap().as_str(), "10");
    assert_eq!(environment.browser.as_ref().unwrap().as_str(), "chrome");
    assert_eq!(environment.device.as_ref().unwrap().as_str(), "desk");
    let metadata: Vec<(&str, Vec<&str>)> = outcome
        .metadata
        .iter()
        .map(|(key, values)| (key.as_str(), texts(values)))
        .collect();
    assert_eq!(
        metadata,
        [("area", vec!["cart", "pay"]), ("team", vec!["core"])]
    );
    let origin = &outcome.origin;
    assert_eq!(origin.file.as_ref().unwrap().as_str(), "other.py");
    assert_eq!(texts(&origin.scopes), ["Other"]);
    assert_eq!(texts(&origin.tags), ["smoke"]);
    assert_eq!(origin.location.as_ref().unwrap().as_str(), "a.py:3");
    assert_eq!(origin.vc_path.as_ref().unwrap().as_str(), "src/a.py");
    assert_eq!(origin.language.as_ref().unwrap().as_str(), "python");
    assert_eq!(origin.code.as_ref().unwrap().as_str(), "assert x");
}

#[test]
fn an_empty_environment_changes_nothing() {
    let started = || json!({"environment": {"os": "Windows"}});
    let silent = ended(started(), json!({}));
    assert_eq!(ended(started(), json!({"environment": {}})), silent);
}

#[test]
fn the_identity_is_file_scopes_and_name_of_the_start() {
    let of = |more: Value| start(more).unwrap().identity;
    assert_eq!(
        of(json!({})),
        of(json!({"started_at": "2026-01-01T00:00:00Z"}))
    );
    for other in [
        json!({"name": "logs out"}),
        json!({"file_name": "other.py"}),
        json!({"scopes": ["Authentication", "Smoke"]}),
    ] {
        assert_ne!(of(json!({})), of(other));
    }
}

#[test]
fn what_a_start_lacks_is_named() {
    for (field, problem) in [
        (json!({"name": null}), "name is required"),
        (json!({"name": ""}), "name must not be empty"),
        (json!({"file_name": null}), "file_name is required"),
        (json!({"scopes": null}), "scopes is required"),
        (json!({"started_at": null}), "started_at is required"),
        (
            json!({"started_at": "now"}),
            "started_at must be an ISO 8601 time",
        ),
    ] {
        let refused = start(field).unwrap_err().message();
        assert!(refused.starts_with(problem), "{refused}");
    }
    let merged = finish_after(json!({"custom_metadata": {"a": "b"}}), json!({}));
    assert!(
        merged.unwrap().metadata.is_empty(),
        "the start's stay where they are"
    );
}
