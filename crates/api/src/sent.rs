//! A field of a body that may be absent, null or have a value.

use std::borrow::Cow;

use domain::patch::Patch;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

/// For fields with `#[serde(default)]`: absent keeps, null clears, a value sets.
#[derive(Debug)]
pub(crate) struct Sent<T>(pub(crate) Patch<T>);

impl<T> Default for Sent<T> {
    fn default() -> Self {
        Self(Patch::Keep)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Sent<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Option::deserialize(from).map(|value: Option<T>| Self(Patch::from(value)))
    }
}

impl<T: JsonSchema> JsonSchema for Sent<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Option::<T>::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        Option::<T>::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Option::<T>::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Body {
        #[serde(default)]
        field: Sent<i32>,
    }

    #[test]
    fn absent_null_and_a_value_are_three_things() {
        for (body, expected) in [
            ("{}", Patch::Keep),
            (r#"{"field": null}"#, Patch::Clear),
            (r#"{"field": 7}"#, Patch::Set(7)),
        ] {
            let Body { field } = serde_json::from_str(body).unwrap();
            assert_eq!(field.0, expected);
        }
        assert!(serde_json::from_str::<Body>(r#"{"field": "7"}"#).is_err());
    }
}
