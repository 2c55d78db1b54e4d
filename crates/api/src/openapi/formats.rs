//! Keeps the format of a text and null apart.

use schemars::Schema;
use schemars::transform::{Transform, transform_subschemas};
use serde_json::json;

/// Says a text of some format that may be null as one or the other: where both are in one `type`, tools that
/// make up values forget the format.
#[derive(Clone)]
pub(super) struct PartNull;

impl Transform for PartNull {
    fn transform(&mut self, schema: &mut Schema) {
        let both = json!(["string", "null"]);
        if let Some(schema) = schema.as_object_mut()
            && schema.get("type") == Some(&both)
            && let Some(format) = schema.remove("format")
        {
            schema.remove("type");
            let text = json!({ "type": "string", "format": format });
            schema.insert("anyOf".to_owned(), json!([text, { "type": "null" }]));
        }
        transform_subschemas(self, schema);
    }
}

#[test]
fn a_format_stands_beside_its_own_type() {
    let mut schema =
        schemars::json_schema!({ "type": ["string", "null"], "format": "uuid", "title": "Id" });
    PartNull.transform(&mut schema);
    let parted = json!({
        "title": "Id", "anyOf": [{ "type": "string", "format": "uuid" }, { "type": "null" }],
    });
    assert_eq!(schema.to_value(), parted);
}
