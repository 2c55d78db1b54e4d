//! Tables of what translation does, without a server.

mod build;
mod finish;
mod hook;
mod limits;
mod pages;
mod search;
mod stats;
mod tree;

use domain::draft::Draft;
use domain::number::UserNumber;
use domain::outcome::Outcome;
use serde_json::{Value, json};
use store::read::Hook;
use store::record::{NewAttempt, NewHook};

use super::super::wire;
use super::{finish_hook, finish_test, start_hook, start_test};
use crate::body::Object;
use crate::failure::Failure;

const NOW: time::OffsetDateTime = time::macros::datetime!(2025-11-11 11:00 UTC);

fn author() -> UserNumber {
    UserNumber::new(1).unwrap()
}

/// `body` with the fields of `more` over its own.
fn with(mut body: Value, more: Value) -> Value {
    let Value::Object(more) = more else {
        panic!("an object")
    };
    body.as_object_mut().unwrap().extend(more);
    body
}

fn start_body(more: Value) -> Value {
    let body = json!({
        "name": "logs in",
        "file_name": "tests/login_test.py",
        "scopes": ["Authentication"],
        "started_at": "2025-11-11T10:30:00Z",
    });
    with(body, more)
}

fn finish_body(more: Value) -> Value {
    let body = json!({
        "result": "passed",
        "finished_at": "2025-11-11T10:30:10Z",
        "file_name": "tests/login_test.py",
        "scopes": ["Authentication"],
    });
    with(body, more)
}

fn build_body(more: Value) -> Value {
    let body = json!({
        "name": "nightly",
        "project_name": "Shop",
        "started_at": "2025-11-11T10:00:00Z",
    });
    with(body, more)
}

fn read<T: serde::de::DeserializeOwned>(body: Value) -> Result<T, Failure> {
    let Object(read) =
        serde_json::from_value(body).map_err(|error| Failure::Malformed(error.to_string()))?;
    Ok(read)
}

fn start(more: Value) -> Result<NewAttempt, Failure> {
    start_test(read(start_body(more))?, author())
}

fn finish(more: Value) -> Result<Draft, Failure> {
    finish_after(json!({}), more)
}

fn finish_after(started: Value, more: Value) -> Result<Draft, Failure> {
    finish_test(read(finish_body(more))?, &start(started)?.start)
}

fn build(more: Value) -> Result<store::catalogue::NewRun, Failure> {
    Ok(super::build(read::<wire::StartBuild>(build_body(more))?, NOW)?.1)
}

fn hook_start(more: Value) -> Result<NewHook, Failure> {
    let body = json!({
        "hook_type": "beforeAll",
        "name": "prepares",
        "file_name": "tests/conftest.py",
        "scopes": ["Authentication"],
        "started_at": "2025-11-11T10:30:00Z",
    });
    start_hook(read(with(body, more))?, author())
}

/// A hook as the store has it after a start.
fn hook(started: Value) -> Hook {
    let NewHook {
        hook_type,
        name,
        attempt,
        start,
    } = hook_start(started).unwrap();
    Hook {
        id: uuid::Uuid::from_u128(9),
        hook_type: hook_type.into_string(),
        name: name.into_string(),
        attempt,
        configuration: None,
        created_at: NOW,
        start,
        end: None,
    }
}

fn hook_end(more: Value) -> Result<Outcome, Failure> {
    hook_end_after(json!({}), more)
}

fn hook_end_after(started: Value, more: Value) -> Result<Outcome, Failure> {
    let body = finish_body(json!({"hook_type": "beforeAll"}));
    finish_hook(read(with(body, more))?, hook(started), author())
}

/// The outcome that a start and a finish come to.
fn ended(started: Value, more: Value) -> Outcome {
    let start = start(started).unwrap().start;
    let draft = finish_test(read(finish_body(more)).unwrap(), &start).unwrap();
    Box::new(draft)
        .checked(&[])
        .unwrap()
        .over(Some(start), author())
}
