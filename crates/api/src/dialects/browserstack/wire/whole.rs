//! What is created needs fields that a change may leave out.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde_json::{Value, json};

/// Which fields something needs to be created.
pub(crate) trait Needs {
    const NEEDED: &'static [&'static str];
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
        for name in T::NEEDED {
            let property = schema
                .get_mut("properties")
                .and_then(|properties| properties.get_mut(*name));
            if let Some(Value::Object(property)) = property {
                property.insert("type".to_owned(), json!("string"));
            }
        }
        schema
    }
}
