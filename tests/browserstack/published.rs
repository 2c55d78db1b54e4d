//! Compares an answer with a published one.

use serde_json::Value;

/// A published example.
macro_rules! example {
    ($name:literal) => {
        serde_json::from_str::<serde_json::Value>(include_str!(concat!("seed/", $name, ".json")))
            .expect("an example is JSON")
    };
}

pub(super) use example;

/// Every published key is there, with the published value; of those in `free`, which differ from one
/// server to another, with a value of the same type.
#[track_caller]
pub(super) fn assert_as_published(published: &Value, actual: &Value, free: &[&str]) {
    compare("", published, actual, free);
}

#[track_caller]
fn compare(at: &str, published: &Value, actual: &Value, free: &[&str]) {
    match (published, actual) {
        (Value::Object(published), Value::Object(actual)) => {
            for (key, value) in published {
                let at = format!("{at}/{key}");
                let found = actual.get(key);
                let found = found.unwrap_or_else(|| panic!("{at} is missing in {actual:?}"));
                if free.contains(&key.as_str()) {
                    same_type(&at, value, found);
                } else {
                    compare(&at, value, found, free);
                }
            }
        }
        (Value::Array(published), Value::Array(actual)) => {
            assert_eq!(published.len(), actual.len(), "{at}");
            for (place, (published, actual)) in published.iter().zip(actual).enumerate() {
                compare(&format!("{at}/{place}"), published, actual, free);
            }
        }
        (published, actual) => assert_eq!(published, actual, "{at}"),
    }
}

#[track_caller]
fn same_type(at: &str, published: &Value, actual: &Value) {
    let alike = std::mem::discriminant(published) == std::mem::discriminant(actual);
    assert!(alike, "{at}: {published} and {actual}");
    if at.ends_with("_at") {
        let shape = |time: &Value| {
            let digits = time.as_str().unwrap().chars();
            digits
                .map(|it| if it.is_ascii_digit() { '0' } else { it })
                .collect::<String>()
        };
        assert_eq!(shape(published), shape(actual), "{at}");
    }
}
