//! What the start of a build says.

use serde_json::json;

use super::{NOW, build, build_body, read};
use crate::failure::Failure;

#[test]
fn what_a_build_lacks_or_gets_wrong_is_named() {
    for (field, problem) in [
        (json!({"name": null}), "name is required"),
        (json!({"name": " "}), "name must not be empty"),
        (json!({"project_name": null}), "project_name is required"),
        (json!({"started_at": null}), "started_at is required"),
        (
            json!({"framework": {"name": "Pytest"}}),
            "framework.version is required",
        ),
        (
            json!({"framework": {"version": "8"}}),
            "framework.name is required",
        ),
        (
            json!({"host_info": {"arch": "a\u{0}"}}),
            "host_info.arch must not contain",
        ),
        (
            json!({"ci_info": {"url": "a\u{0}"}}),
            "ci_info.url must not contain",
        ),
        (
            json!({"version_control": {"a": [{"b": "\u{0}"}]}}),
            "version_control must not contain",
        ),
        (
            json!({"version_control": {"\u{0}": 1}}),
            "version_control must not contain",
        ),
    ] {
        let refused = build(field).unwrap_err();
        assert!(
            refused.message().starts_with(problem),
            "{}",
            refused.message()
        );
    }
    for field in [
        json!({"tags": "a"}),
        json!({"host_info": ["a"]}),
        json!({"ci_info": {"build_number": 7}}),
        json!({"version_control": "git"}),
        json!({"framework": "Pytest"}),
    ] {
        assert!(matches!(build(field), Err(Failure::Malformed(_))));
    }
}

#[test]
fn names_are_kept_as_they_are() {
    let (project, run) = super::super::build(
        read(build_body(
            json!({"name": "Nightly (main)", "project_name": "Shop & Co"}),
        ))
        .unwrap(),
        NOW,
    )
    .unwrap();
    assert_eq!(project.name.as_str(), "Shop & Co");
    assert_eq!(run.name.as_str(), "Nightly (main)");
}

#[test]
fn a_blank_identifier_joins_nothing() {
    for (given, kept) in [
        (json!(null), false),
        (json!(""), false),
        (json!(" "), false),
        (json!("ci-7"), true),
    ] {
        let run = build(json!({"build_run_identifier": given})).unwrap();
        assert_eq!(run.build.unwrap().identifier.is_some(), kept, "{given}");
    }
}
