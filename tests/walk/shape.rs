//! Comparing answers to requests that differ only in the ids they name.

use e2e::Reply;
use serde_json::Value;

use super::answer;
use super::world::Names;

/// What an answer says, with each id that was sent replaced by the word for its kind: two answers that are equal
/// then differ in nothing but the ids that the client knew already.
pub(super) fn without_ids(reply: &Reply, names: &Names) -> (u16, Option<String>, String) {
    let (status, content_type, body) = answer(reply);
    let mut ids: Vec<_> = names.iter().collect();
    ids.sort_by_key(|(_, id)| std::cmp::Reverse(id.len()));
    let body = ids.into_iter().fold(body, |body, (kind, id)| {
        body.replace(id, &format!("<{kind}>"))
    });
    (status, content_type, body)
}

/// The keys of an answer, at every depth, without the values: what two things have in common that were made by
/// the same request, one after the other.
pub(super) fn keys(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(key, value)| (key.clone(), keys(value)))
            .collect(),
        Value::Array(items) => items.iter().map(keys).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Value::Null,
    }
}
