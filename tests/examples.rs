//! Published examples, with the names in them replaced by those of a test.

use serde_json::Value;

/// Reads an example. Every text and every number in it that equals a name is replaced, and nothing else is: a number
/// by a number, if the new name is one.
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
        Value::Number(number) => {
            let number = number.to_string();
            if let Some((_, new)) = names.iter().find(|(name, _)| *name == number) {
                *value = new
                    .parse::<i64>()
                    .map_or_else(|_| (*new).into(), Value::from);
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}
