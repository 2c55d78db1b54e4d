//! Custom fields (documents, "Custom Fields").
#![expect(clippy::struct_field_names, reason = "the vendor's names")]

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Info, Needs};
use crate::body::Object;

/// `POST /api/v2/custom-fields` and `PATCH /api/v2/custom-fields/{field}`, without a wrapper.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct FieldBody {
    #[schemars(length(max = 256))]
    pub(crate) field_name: Option<String>,
    #[schemars(length(max = 256))]
    pub(crate) place_holder_text: Option<String>,
    pub(crate) field_type: Option<String>,
    pub(crate) is_required: Option<bool>,
    #[schemars(length(max = 500))]
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
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct FieldOption {
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
