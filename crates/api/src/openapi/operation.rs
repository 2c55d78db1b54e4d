//! One route as an operation.

use serde_json::{Map, Value, json};

use super::schemas::Schemas;
use super::{parameters, refusals, security};
use crate::access::Access;
use crate::credential::Place;
use crate::describe::{Answer, Body};
use crate::dialects::Dialect;
use crate::route::Route;

pub(super) fn of(dialect: Dialect, route: &Route, schemas: &mut Schemas) -> Value {
    let about = &route.description;
    let mut operation = json!({
        "operationId": id(about.summary),
        "summary": about.summary,
        "description": description(route),
        "security": security::of(dialect, route),
    });
    let given = parameters::of(route, schemas);
    let mut put = |key: &str, value: Value| {
        if let Some(operation) = operation.as_object_mut() {
            operation.insert(key.to_owned(), value);
        }
    };
    if !given.is_empty() {
        put("parameters", Value::Array(given));
    }
    if !about.bodies.is_empty() {
        let contents = about.bodies.iter().map(|it| body(it, schemas)).collect();
        let required = !about.body_is_optional;
        put(
            "requestBody",
            json!({ "required": required, "content": Value::Object(contents) }),
        );
    }
    let good = about.answers.iter().map(|it| answer(it, schemas));
    let mut answers: Vec<(u16, Value)> = good.collect();
    answers.extend(refusals::of(route));
    if let Some(other) = without_key(dialect, route) {
        let envelopes = [dialect, other].map(|it| schemas.answer(it.envelope()));
        let refusal = refusals::without_key(other.title(), &envelopes);
        answers.retain(|(status, _)| *status != 401);
        answers.push((401, refusal));
    }
    let answers = answers
        .into_iter()
        .map(|(status, value)| (status.to_string(), value));
    put("responses", Value::Object(answers.collect()));
    operation
}

/// Whose a request without any key is, if not this dialect's: on a path that two share, the key tells them apart.
fn without_key(dialect: Dialect, route: &Route) -> Option<Dialect> {
    let other = Dialect::of_shared_path(Place::KeyOnly);
    (other != dialect && security::is_shared(dialect, route)).then_some(other)
}

/// `List projects` is `list_projects`.
pub(super) fn id(summary: &str) -> String {
    let letters = summary.chars().map(|letter| {
        if letter.is_ascii_alphanumeric() {
            letter.to_ascii_lowercase()
        } else {
            '_'
        }
    });
    letters.collect()
}

fn description(route: &Route) -> String {
    let key = match route.access {
        Access::Scope(scope) => format!("The key needs the scope `{scope:?}`.").to_lowercase(),
        Access::Organization(scope) => {
            format!("The key needs the scope `{scope:?}` and must see the whole organization.")
                .to_lowercase()
        }
        Access::AnyKey => "any good key.".to_owned(),
    };
    let key = crate::failure::sentence(&key);
    format!("{} {key}", route.description.notes)
        .trim()
        .to_owned()
}

fn body(body: &Body, schemas: &mut Schemas) -> (String, Value) {
    let media = media(&schemas.request(body.shape), body.example);
    (body.content_type.to_owned(), media)
}

fn answer(answer: &Answer, schemas: &mut Schemas) -> (u16, Value) {
    let mut response = Map::new();
    response.insert("description".to_owned(), Value::from(answer.words));
    if let Some((content_type, shape)) = answer.content {
        let media = media(&schemas.answer(shape), answer.example);
        response.insert("content".to_owned(), json!({ content_type: media }));
    }
    (answer.status, Value::Object(response))
}

/// A test holds that every example is JSON.
fn media(schema: &Value, example: Option<&str>) -> Value {
    let example: Option<Value> = example.and_then(|json| serde_json::from_str(json).ok());
    match example {
        Some(example) => json!({ "schema": schema, "example": example }),
        None => json!({ "schema": schema }),
    }
}
