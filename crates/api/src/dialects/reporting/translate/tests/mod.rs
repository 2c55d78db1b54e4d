//! Tables of what translation does, without a server.

mod build;
mod finish;
mod limits;
mod pages;
mod stats;
mod tree;

use domain::draft::Draft;
use domain::number::UserNumber;
use domain::outcome::Outcome;
use serde_json::{Value, json};
use store::record::NewAttempt;

use super::super::wire;
use super::{finish_test, start_test};
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

/// The outcome that a start and a finish come to.
fn ended(started: Value, more: Value) -> Outcome {
    let start = start(started).unwrap().start;
    let draft = finish_test(read(finish_body(more)).unwrap(), &start).unwrap();
    draft.checked(&[]).unwrap().over(Some(start), author())
}
