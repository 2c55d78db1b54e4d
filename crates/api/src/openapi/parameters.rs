//! The parts of a path that vary.

use serde_json::{Value, json};

/// One parameter for each `{name}` of the path.
pub(super) fn of(path: &str) -> Vec<Value> {
    let names = path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    names
        .map(|name| {
            json!({
                "name": name,
                "in": "path",
                "required": true,
                "description": words(name),
                "schema": { "type": "string", "minLength": 1 },
            })
        })
        .collect()
}

/// Every form of an id is accepted everywhere.
fn words(name: &str) -> String {
    let thing = match name {
        "uuid" => return "What the start of the test answered.".to_owned(),
        "hook" => return "What the start of the hook answered.".to_owned(),
        "case" | "test" => "test case",
        "run" => "test run",
        other => other,
    };
    format!("The {thing}: any form of its id.")
}
