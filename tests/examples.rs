//! Published examples, with the names in them replaced by those of a test.

use serde_json::Value;

/// Reads an example. Every text in it that equals a name is replaced, and nothing else is.
#[must_use]
pub fn example(json: &str, names: &[(&str, &str)]) -> Value {
    let mut example = serde_json::from_str(json).expect("an example is JSON");
    replace(&mut example, names);
    example
}

fn replace(value: &mut Value, names: &[(&str, &str)]) {
    match value {
        Value::String(text) => {
            if let Some((_, new)) = names.iter().find(|(name, _)| name == text) {
                (*new).clone_into(text);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, names)),
        Value::Object(fields) => fields.values_mut().for_each(|field| replace(field, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
