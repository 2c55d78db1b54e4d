//! The parts of a path that vary, what may follow the question mark, and the header that every write takes.

use serde_json::{Value, json};

use super::schemas::Schemas;
use crate::describe::Query;
use crate::once;
use crate::route::Route;

/// One parameter for each `{name}` of the path, then those of the query and the header.
pub(super) fn of(route: &Route, schemas: &mut Schemas) -> Vec<Value> {
    let about = &route.description;
    let names = route
        .path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut given: Vec<Value> = names
        .map(|name| {
            let own = about.path.iter().find(|it| it.name == name);
            own.map_or_else(|| id(name), |own| parameter(own, "path", schemas))
        })
        .collect();
    let query = about.query.iter();
    given.extend(query.map(|it| parameter(it, "query", schemas)));
    if route.is_write() {
        given.push(json!({ "$ref": "#/components/parameters/IdempotencyKey" }));
    }
    given
}

/// Those that operations refer to, for `components/parameters`.
pub(super) fn all() -> Value {
    json!({
        "IdempotencyKey": {
            "name": once::NAME,
            "in": "header",
            "required": false,
            "description": "A text that the client makes up for this request, such as a UUID. The same request with \
                            the same key is carried out once and answered alike, for 24 hours if the operator does \
                            not say otherwise; `Idempotent-Replayed: true` marks an answer that was given before. \
                            Another body under it is 422. What was refused may be sent again.",
            "schema": {
                "type": "string", "minLength": 1, "maxLength": once::MAX_CHARS, "pattern": "^[!-~]+$",
            },
        },
    })
}

/// A parameter with a type of its own. A part of a path is always there.
fn parameter(about: &Query, place: &str, schemas: &mut Schemas) -> Value {
    let mut parameter = json!({
        "name": about.name,
        "in": place,
        "required": place == "path" || about.needed.is_some(),
        "description": about.words,
        "schema": schemas.request(about.shape),
    });
    if let (Some(example), Some(parameter)) = (about.needed, parameter.as_object_mut()) {
        parameter.insert("example".to_owned(), Value::from(example));
    }
    parameter
}

fn id(name: &str) -> Value {
    json!({
        "name": name,
        "in": "path",
        "required": true,
        "description": words(name),
        "schema": { "type": "string", "minLength": 1 },
    })
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
