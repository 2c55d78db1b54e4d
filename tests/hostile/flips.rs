//! Every field of every documented body with a value of every other type, and without it.

use serde_json::{Value, json};

use super::attack::Attack;
use crate::documents::operations::Operation;
use crate::documents::worlds::World;

/// Longer than any text that a vendor bounds, shorter than a body may be.
const LONG: usize = 20_000;

fn values() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(2_147_483_648_i64),
        json!(u64::MAX),
        json!(""),
        json!("\u{0}"),
        json!("9999999-12-31T23:59:60Z"),
        json!("x".repeat(LONG)),
        json!([]),
        json!([null]),
        json!([[]]),
        json!({}),
        json!({"\u{0}": {"a": []}}),
    ]
}

pub(super) fn of(operation: &Operation<'_>, world: &World<'_>) -> Vec<Attack> {
    let mut attacks = Vec::new();
    for (kind, body) in operation.bodies(world) {
        let Ok(body) = serde_json::from_slice::<Value>(&body) else {
            continue;
        };
        let mut places = Vec::new();
        pointers(&body, "", &mut places);
        let mut push = |wrong: String, body: &Value| {
            attacks.push(Attack {
                wrong,
                method: operation.method.clone(),
                path: world.path(operation.path),
                content_type: Some(kind.clone()),
                body: body.to_string().into_bytes(),
            });
        };
        for place in &places {
            for value in values() {
                let mut flipped = body.clone();
                let shown: String = value.to_string().chars().take(30).collect();
                *flipped.pointer_mut(place).unwrap() = value;
                push(format!("{place} is {shown}"), &flipped);
            }
            push(format!("{place} is left out"), &without(&body, place));
        }
    }
    attacks
}

/// Every place below the top; of a list its first two entries.
fn pointers(value: &Value, at: &str, places: &mut Vec<String>) {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(key, it)| (escaped(key), it)).collect(),
        Value::Array(items) => {
            let items = items.iter().take(2).enumerate();
            items.map(|(place, it)| (place.to_string(), it)).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    for (key, value) in below {
        let at = format!("{at}/{key}");
        places.push(at.clone());
        pointers(value, &at, places);
    }
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn without(body: &Value, place: &str) -> Value {
    let mut body = body.clone();
    let (parent, key) = place.rsplit_once('/').unwrap();
    match body.pointer_mut(parent).unwrap() {
        Value::Object(fields) => {
            fields.remove(&key.replace("~1", "/").replace("~0", "~"));
        }
        Value::Array(items) => {
            items.remove(key.parse().unwrap());
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            unreachable!("a place has a parent")
        }
    }
    body
}
