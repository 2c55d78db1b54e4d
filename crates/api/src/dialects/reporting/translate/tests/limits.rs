//! Every limit, at its last good value and one beyond.

use serde_json::{Map, Value, json};

use super::{build, finish, finish_after, hook_end, hook_end_after, hook_start, start};
use crate::failure::Failure;

/// Characters of two bytes: limits count code points.
fn chars(count: usize) -> String {
    "é".repeat(count)
}

fn items(count: usize) -> Vec<String> {
    (0..count).map(|place| place.to_string()).collect()
}

fn keys(count: usize) -> Value {
    let keys = items(count).into_iter().map(|key| (key, json!("x")));
    Value::Object(keys.collect::<Map<_, _>>())
}

type Field = fn(usize) -> Value;

/// Fields that start and finish share.
const SHARED: [(&str, usize, Field); 11] = [
    ("file_name", 1000, |n| json!({"file_name": chars(n)})),
    ("scopes", 20, |n| json!({"scopes": items(n)})),
    ("a scope", 100, |n| json!({"scopes": [chars(n)]})),
    ("metadata keys", 25, |n| json!({"custom_metadata": keys(n)})),
    (
        "metadata values",
        10,
        |n| json!({"custom_metadata": {"k": items(n)}}),
    ),
    (
        "a metadata key",
        500,
        |n| json!({"custom_metadata": {chars(n): "x"}}),
    ),
    (
        "a metadata value",
        500,
        |n| json!({"custom_metadata": {"k": {"values": [chars(n)]}}}),
    ),
    (
        "device",
        100,
        |n| json!({"environment": {"device": chars(n)}}),
    ),
    ("os", 100, |n| json!({"environment": {"os": chars(n)}})),
    (
        "os_version",
        50,
        |n| json!({"environment": {"os_version": chars(n)}}),
    ),
    (
        "browser",
        100,
        |n| json!({"environment": {"browser": chars(n)}}),
    ),
];

const FINISH: [(&str, usize, Field); 5] = [
    (
        "browser_version",
        50,
        |n| json!({"environment": {"browser_version": chars(n)}}),
    ),
    ("failures", 100, |n| json!({"failure": vec![json!({}); n]})),
    (
        "lines",
        1000,
        |n| json!({"failure": [{"backtrace": items(n)}]}),
    ),
    (
        "a line",
        2000,
        |n| json!({"failure": [{"backtrace": [chars(n)]}]}),
    ),
    (
        "step failure",
        5000,
        |n| json!({"meta": {"steps": [{"id": "1", "failure": chars(n)}]}}),
    ),
];

const START: [(&str, usize, Field); 7] = [
    (
        "browser_version",
        50,
        |n| json!({"environment": {"browser_version": chars(n)}}),
    ),
    ("name", 500, |n| json!({"name": chars(n)})),
    ("tags", 50, |n| json!({"tags": items(n)})),
    ("a tag", 100, |n| json!({"tags": [chars(n)]})),
    ("location", 1000, |n| json!({"location": chars(n)})),
    ("vc_filepath", 1000, |n| json!({"vc_filepath": chars(n)})),
    ("result", 50, |n| json!({"result": chars(n)})),
];

const BUILD: [(&str, usize, Field); 4] = [
    ("name", 255, |n| json!({"name": chars(n)})),
    ("project_name", 255, |n| json!({"project_name": chars(n)})),
    ("tags", 50, |n| json!({"tags": items(n)})),
    (
        "identifier",
        64,
        |n| json!({"build_run_identifier": chars(n)}),
    ),
];

fn hold<T>(limits: &[(&str, usize, Field)], read: impl Fn(Value) -> Result<T, Failure>) {
    for (name, most, field) in limits {
        let outcome = |count: usize| read(field(count)).map(drop).map_err(|it| it.message());
        assert_eq!(outcome(*most), Ok(()), "{name} at {most}");
        let problem = outcome(most + 1).expect_err(name);
        assert!(problem.contains(&most.to_string()), "{name}: {problem}");
    }
}

#[test]
fn a_finish_keeps_its_limits() {
    hold(&SHARED, finish);
    hold(&FINISH, finish);
}

#[test]
fn a_start_keeps_its_limits() {
    hold(&SHARED, start);
    hold(&START, start);
}

#[test]
fn a_build_keeps_its_limits() {
    hold(&BUILD, build);
}

const HOOK_START: [(&str, usize, Field); 5] = [
    ("type", 50, |n| json!({"hook_type": chars(n)})),
    (
        "browser_version",
        50,
        |n| json!({"environment": {"browser_version": chars(n)}}),
    ),
    ("name", 500, |n| json!({"name": chars(n)})),
    ("tags", 50, |n| json!({"tags": items(n)})),
    ("location", 1000, |n| json!({"location": chars(n)})),
];

#[test]
fn the_start_of_a_hook_keeps_its_limits() {
    hold(&SHARED, hook_start);
    hold(&HOOK_START, hook_start);
    assert!(hook_start(json!({"tags": [chars(3000)]})).is_ok());
}

#[test]
fn the_end_of_a_hook_keeps_its_limits() {
    hold(&SHARED, hook_end);
    hold(&FINISH, hook_end);
    let longest = || json!({"hook_type": chars(50)});
    assert!(hook_end_after(longest(), longest()).is_ok());
    let long = hook_end(json!({"hook_type": chars(51)})).unwrap_err();
    assert_eq!(long.message(), "hook_type must be at most 50 characters");
}

#[test]
fn a_duration_is_at_least_a_millisecond() {
    let milliseconds = |count: i64| json!({"duration_in_ms": count});
    for (count, good) in [
        (0, false),
        (1, true),
        (2_147_483_647, true),
        (2_147_483_648, false),
    ] {
        assert_eq!(finish(milliseconds(count)).is_ok(), good, "{count}");
        assert_eq!(hook_end(milliseconds(count)).is_ok(), good, "{count}");
    }
}

#[test]
fn scopes_are_at_least_one() {
    for (count, good) in [(0, false), (1, true)] {
        let scopes = || json!({"scopes": items(count)});
        assert_eq!(start(scopes()).is_ok(), good);
        assert_eq!(finish(scopes()).is_ok(), good);
        assert_eq!(hook_start(scopes()).is_ok(), good);
        assert_eq!(hook_end(scopes()).is_ok(), good);
    }
}

#[test]
fn what_has_no_limit_has_none() {
    let steps: Vec<Value> = (0..2000)
        .map(|place| json!({"id": format!("{place}{}", chars(3000)), "text": chars(3000), "keyword": chars(3000)}))
        .collect();
    let hooks = vec![uuid::Uuid::nil().to_string(); 2000];
    let draft = finish(json!({"meta": {"steps": steps}, "hooks": hooks})).unwrap();
    assert_eq!(draft.steps.len(), 2000);
    assert!(build(json!({"tags": [chars(3000)]})).is_ok());
}

#[test]
fn start_and_finish_together_have_25_metadata_keys() {
    let first = || json!({"custom_metadata": keys(25)});
    assert!(finish_after(first(), json!({"custom_metadata": keys(25)})).is_ok());
    assert!(finish_after(first(), json!({"custom_metadata": {"24": "y"}})).is_ok());
    let problem = finish_after(first(), json!({"custom_metadata": {"more": "y"}})).unwrap_err();
    assert_eq!(
        problem.message(),
        "custom_metadata must contain at most 25 keys"
    );
}
