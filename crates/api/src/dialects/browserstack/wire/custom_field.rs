//! Custom fields (documents, "Custom Fields").
#![expect(clippy::struct_field_names, reason = "the vendor's names")]

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::super::words::{FIELD_ENTITIES, FIELD_KINDS, RESERVED_FIELDS};
use super::{Info, Needs};
use crate::body::Object;
use crate::describe::{EMPTY_OR_NOT_BLANK, NOT_BLANK, any_case, or_null};

/// Of a name, a placeholder and an option. The vendor's server takes names and placeholders of 256 characters; a
/// client's description of it says 32 and 150, which names on the server exceed.
pub(crate) const MOST_FIELD_CHARS: usize = 256;
pub(crate) const MOST_OPTIONS: usize = 500;

/// `POST /api/v2/custom-fields` and `PATCH /api/v2/custom-fields/{field}`, without a wrapper.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct FieldBody {
    /// None of what every test case has, in any case. An empty one changes nothing.
    #[schemars(length(max = MOST_FIELD_CHARS), regex(pattern = EMPTY_OR_NOT_BLANK), extend("not" = reserved()))]
    pub(crate) field_name: Option<String>,
    #[schemars(length(max = MOST_FIELD_CHARS))]
    pub(crate) place_holder_text: Option<String>,
    /// Of a new one; a change has no say in it, and so with `field_entity_type`.
    pub(crate) field_type: Option<String>,
    pub(crate) is_required: Option<bool>,
    /// Of a list to choose from.
    #[schemars(length(max = MOST_OPTIONS))]
    pub(crate) options: Option<Vec<Object<FieldOption>>>,
    pub(crate) applies_to_all_projects: Option<bool>,
    pub(crate) field_entity_type: Option<String>,
    /// What the server itself calls `field_entity_type`.
    pub(crate) entity_type: Option<String>,
    pub(crate) link_to_future_projects: Option<bool>,
    pub(crate) assigned_projects: Option<Vec<String>>,
}

impl Needs for FieldBody {
    const NEEDED: &'static [&'static str] = &["field_name", "field_type"];

    fn narrow(properties: &mut Map<String, Value>) {
        let kinds = FIELD_KINDS.map(|(_, word)| word);
        let entities = or_null(FIELD_ENTITIES.map(|(_, word)| word));
        for (name, words) in [
            ("field_type", json!(kinds)),
            ("field_entity_type", json!(entities)),
            ("entity_type", json!(entities)),
        ] {
            if let Some(Value::Object(property)) = properties.get_mut(name) {
                property.insert("enum".to_owned(), words);
            }
        }
    }
}

fn reserved() -> Value {
    json!({ "pattern": format!("^{}$", any_case(RESERVED_FIELDS)) })
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct FieldOption {
    #[schemars(required, length(min = 1, max = MOST_FIELD_CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) option_value: Option<String>,
    pub(crate) is_default: Option<bool>,
}

/// The documents' keys, then those that the server answers besides.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Field {
    pub(crate) id: String,
    pub(crate) field_name: String,
    pub(crate) place_holder_text: Option<String>,
    pub(crate) field_type: &'static str,
    pub(crate) is_required: bool,
    pub(crate) options: Vec<FieldOption>,
    pub(crate) applies_to_all_projects: bool,
    pub(crate) field_entity_type: &'static str,
    pub(crate) link_to_future_projects: bool,
    pub(crate) assigned_projects: Vec<String>,
    pub(crate) created_at: String,
    pub(crate) entity_type: &'static str,
    pub(crate) system_name: String,
    pub(crate) placeholder: Option<String>,
    /// The option that a form offers first.
    pub(crate) default_value: Option<String>,
}

/// A change is unwrapped from `data.custom_field` by one client, from `custom_field` by the others.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FieldAnswer<'a> {
    pub(crate) custom_field: &'a Field,
    pub(crate) data: InnerField<'a>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct InnerField<'a> {
    custom_field: &'a Field,
}

impl<'a> FieldAnswer<'a> {
    pub(crate) const fn of(custom_field: &'a Field) -> Self {
        Self {
            custom_field,
            data: InnerField { custom_field },
        }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Fields {
    pub(crate) custom_fields: Vec<Field>,
    pub(crate) info: Info,
}
