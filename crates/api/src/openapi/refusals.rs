//! What refuses a request, in the dialect's envelope.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::access::Access;
use crate::route::Route;

/// Status, name and meaning of everything that a document may refer to.
const REFUSALS: [(u16, &str, &str); 12] = [
    (
        400,
        "BadRequest",
        "The request breaks a rule; nothing was changed.",
    ),
    (401, "Unauthorized", "No key, or none that is good."),
    (403, "Forbidden", "The key may not do this."),
    (
        404,
        "NotFound",
        "What the request names is not there, or not for this key.",
    ),
    (
        405,
        "MethodNotAllowed",
        "The path has other methods; `Allow` names them.",
    ),
    (
        408,
        "Timeout",
        "The body did not arrive in time; nothing was changed.",
    ),
    (409, "Conflict", "The request contradicts what is there."),
    (413, "TooLarge", "The body is larger than the server takes."),
    (
        415,
        "UnsupportedMediaType",
        "The body is of another type than the route takes.",
    ),
    (
        422,
        "Unprocessable",
        "The request is understood and cannot be carried out, or its `Idempotency-Key` was sent with another.",
    ),
    (
        429,
        "TooManyRequests",
        "The account sends more than the operator allows; `Retry-After` says when to come back.",
    ),
    (
        503,
        "Unavailable",
        "The database is away or busy; `Retry-After` says when to come back.",
    ),
];

/// All of them with the dialect's envelope, for `components/responses`.
pub(super) fn all(envelope: &Value) -> Map<String, Value> {
    let response = |status: u16, words: &str| {
        json!({
            "description": words,
            "headers": headers(status),
            "content": { "application/json": { "schema": envelope } },
        })
    };
    REFUSALS
        .into_iter()
        .map(|(status, name, words)| (name.to_owned(), response(status, words)))
        .collect()
}

/// What a client needs beside the body.
fn headers(status: u16) -> Value {
    let always = |schema: Value| json!({ "required": true, "schema": schema });
    match status {
        405 => json!({ "Allow": always(json!({ "type": "string" })) }),
        429 | 503 => json!({ "Retry-After": always(json!({ "type": "integer", "minimum": 0 })) }),
        _ => json!({}),
    }
}

/// What can refuse a request to this route.
pub(super) fn of(route: &Route) -> Vec<(u16, Value)> {
    let mut statuses: BTreeSet<u16> = route.description.refusals.iter().copied().collect();
    statuses.extend([401, 405, 429, 503]);
    if matches!(route.access, Access::Scope(_) | Access::Organization(_)) {
        statuses.insert(403);
    }
    if route.path.contains('{') {
        statuses.insert(404);
    }
    if route.is_write() {
        // Of its `Idempotency-Key`.
        statuses.extend([400, 422]);
    }
    if !route.description.bodies.is_empty() {
        statuses.extend([400, 408, 413]);
        if !route.description.any_content_type {
            statuses.insert(415);
        }
    }
    REFUSALS
        .into_iter()
        .filter(|(status, _, _)| statuses.contains(status))
        .map(|(status, name, _)| {
            let reference = format!("#/components/responses/{name}");
            (status, json!({ "$ref": reference }))
        })
        .collect()
}

/// A 401 that may be in another dialect's envelope.
pub(super) fn without_key(other: &str, envelopes: &[Value]) -> Value {
    let words = format!("No key, or none that is good. Without a key it is the answer of {other}.");
    json!({
        "description": words,
        "headers": headers(401),
        "content": { "application/json": { "schema": { "anyOf": envelopes } } },
    })
}

/// Whether a route may say that it refuses with this status.
#[cfg(test)]
pub(super) fn is_known(status: u16) -> bool {
    REFUSALS.iter().any(|(known, _, _)| *known == status)
}
