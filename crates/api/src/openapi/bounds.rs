//! Says the bounds of integers, which a derived schema only has as a `format`.

use schemars::Schema;
use schemars::transform::{Transform, transform_subschemas};
use serde_json::Value;

/// Gives every 32 and 64 bit integer the least and greatest value that its type reads.
#[derive(Clone)]
pub(super) struct BoundIntegers;

impl Transform for BoundIntegers {
    fn transform(&mut self, schema: &mut Schema) {
        let bounds = match schema.get("format").and_then(Value::as_str) {
            Some("int32") => Some((Value::from(i32::MIN), Value::from(i32::MAX))),
            Some("int64") => Some((Value::from(i64::MIN), Value::from(i64::MAX))),
            Some("uint32") => Some((Value::from(0), Value::from(u32::MAX))),
            Some("uint" | "uint64") => Some((Value::from(0), Value::from(u64::MAX))),
            Some(_) | None => None,
        };
        if let (Some((least, greatest)), Some(schema)) = (bounds, schema.as_object_mut()) {
            schema.entry("minimum").or_insert(least);
            schema.entry("maximum").or_insert(greatest);
        }
        transform_subschemas(self, schema);
    }
}
