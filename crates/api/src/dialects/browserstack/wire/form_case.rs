//! Test cases on the vendor's private routes, where ids are integers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Case, CaseFields, Good, Info, Whole, present};
use crate::body::Object;
use crate::integer::Integer;

/// `POST /api/v1/projects/{project}/test-cases`: the only way to name a template by its id.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(extend("anyOf" = folder_outside_or_within()))]
pub(crate) struct FormCase {
    pub(crate) folder_id: Option<Integer>,
    pub(crate) test_case: Object<FormCaseFields>,
}

/// A folder is needed in one of the two places.
fn folder_outside_or_within() -> Value {
    let mut within = present("test_case");
    if let Some(within) = within.as_object_mut() {
        let folder = present("test_case_folder_id");
        within.insert("properties".to_owned(), json!({ "test_case": folder }));
    }
    json!([present("folder_id"), within])
}

/// In `custom_fields` a key is the id of a field, and a value of its options is an option's id.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct FormCaseFields {
    #[serde(flatten)]
    pub(crate) fields: Whole<CaseFields>,
    pub(crate) template_id: Option<Integer>,
    /// What a form calls `folder_id`.
    pub(crate) test_case_folder_id: Option<Integer>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FormCaseBody {
    pub(crate) data: Good<MadeCase>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct MadeCase {
    pub(crate) test_case: NumberedCase,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct NumberedCase {
    pub(crate) id: i32,
    pub(crate) template_id: i32,
    #[serde(flatten)]
    pub(crate) case: Case,
}

/// `GET /api/v1/projects/{project}/test-cases/search`
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FoundCases {
    pub(crate) test_cases: Vec<FoundCase>,
    pub(crate) info: Info,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FoundCase {
    pub(crate) id: i32,
    pub(crate) identifier: String,
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) template_id: i32,
    pub(crate) test_case_folder_id: Option<i32>,
    pub(crate) links: FoundCaseLinks,
}

/// Clients read the folder's id out of the link.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FoundCaseLinks {
    pub(crate) folder: Option<String>,
}
