//! What is created needs fields that a change may leave out.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// Which fields something needs to be created.
pub(crate) trait Needs {
    const NEEDED: &'static [&'static str];

    /// What else is narrower than in a change: the properties of the schema.
    fn narrow(_properties: &mut Map<String, Value>) {}
}

/// A body that creates: read as the body of a change, and described with the fields that it needs. That they are
/// there is checked where it is translated.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct Whole<T>(pub(crate) T);

impl<T: JsonSchema + Needs> JsonSchema for Whole<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Whole{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = T::json_schema(generator);
        schema.insert("required".to_owned(), json!(T::NEEDED));
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            for name in T::NEEDED {
                if let Some(Value::Object(property)) = properties.get_mut(*name) {
                    property.insert("type".to_owned(), json!("string"));
                    property.insert("minLength".to_owned(), json!(1));
                }
            }
            T::narrow(properties);
        }
        schema
    }
}
