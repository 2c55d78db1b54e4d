//! What the vendor's own pages fill their forms from: private routes, which its clients use all the same.
#![expect(clippy::struct_field_names, reason = "the vendor's names")]

use schemars::JsonSchema;
use serde::Serialize;

use super::Info;

/// `GET /api/v1/projects?q=`
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FoundProjects {
    pub(crate) projects: Vec<FoundProject>,
    pub(crate) info: Info,
}

/// The only place where a project's integer id is given.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FoundProject {
    pub(crate) id: i32,
    pub(crate) identifier: String,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) created_at: String,
}

/// `GET /api/v1/projects/{project}/form-fields-v2`
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FormFields {
    pub(crate) custom_fields: Vec<FormField>,
    pub(crate) default_fields: DefaultFields,
    pub(crate) system_fields: SystemFields,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FormField {
    pub(crate) id: i32,
    pub(crate) field_name: String,
    pub(crate) field_user_name: String,
    /// `field_` and the word that the public routes have.
    pub(crate) field_type: String,
    pub(crate) entity_type: &'static str,
    pub(crate) is_required: bool,
    pub(crate) optional: bool,
    pub(crate) placeholder: Option<String>,
    pub(crate) default_value: Option<String>,
    pub(crate) option_values: Vec<OptionValue>,
    pub(crate) links: SelfLink,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct OptionValue {
    pub(crate) id: i64,
    pub(crate) option_value: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SelfLink {
    #[serde(rename = "self")]
    pub(crate) itself: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DefaultFields {
    pub(crate) priority: PickList<Pick>,
    pub(crate) case_type: PickList<Pick>,
    pub(crate) status: PickList<Pick>,
    pub(crate) automation_state: PickList<Pick>,
    pub(crate) automation_status: PickList<AutomationPick>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PickList<T> {
    pub(crate) values: Vec<T>,
    pub(crate) total_count: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Pick {
    pub(crate) internal_name: &'static str,
    pub(crate) name: &'static str,
    /// The id of the word.
    pub(crate) value: i32,
    /// 1 for the word that is taken when none is named.
    pub(crate) is_default: u8,
    /// Of a state: its internal name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) colour: Option<&'static str>,
    /// Of an automation state: `automated` or `manual`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) value_category: Option<&'static str>,
}

/// A list of its own shape: the value is the internal name, and the mark of the default is a Boolean.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AutomationPick {
    pub(crate) name: &'static str,
    pub(crate) value: &'static str,
    pub(crate) is_default: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SystemFields {
    pub(crate) description_fields: Vec<SystemField>,
    pub(crate) property_fields: Vec<SystemField>,
    pub(crate) others: [SystemField; 0],
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SystemField {
    pub(crate) id: i32,
    pub(crate) field_name: &'static str,
    pub(crate) field_type: &'static str,
    pub(crate) system_name: &'static str,
    pub(crate) is_removable: bool,
}

/// `GET /api/v1/admin-v2/settings/templates`
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Templates {
    pub(crate) templates: Vec<Template>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Template {
    pub(crate) id: i32,
    pub(crate) name: &'static str,
    pub(crate) step_type: &'static str,
    pub(crate) is_system: bool,
    pub(crate) is_default: bool,
    pub(crate) enabled: bool,
}
