//! Test cases as clients write them.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::super::words::{AUTOMATION, CASE_TYPE, PRIORITY, STATE};
use super::{IssueTracker, Needs, Whole};
use crate::body::Object;
use crate::describe::NOT_BLANK;
use crate::integer::Integer;
use crate::sent::Sent;

/// `POST …/folders/{folder}/test-cases`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct CreateCase {
    pub(crate) test_case: Object<Whole<CaseFields>>,
}

impl Needs for CaseFields {
    const NEEDED: &'static [&'static str] = &["name"];
}

/// `PATCH …/test-cases/{case}`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WriteCase {
    pub(crate) test_case: Object<CaseFields>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct CaseFields {
    #[schemars(length(min = 1, max = 1000), regex(pattern = NOT_BLANK))]
    pub(crate) name: Option<String>,
    #[serde(default)]
    pub(crate) description: Sent<String>,
    #[serde(default)]
    pub(crate) owner: Sent<String>,
    #[serde(default)]
    pub(crate) preconditions: Sent<String>,
    pub(crate) test_case_steps: Option<Vec<Object<NewStep>>>,
    pub(crate) issues: Option<Vec<String>>,
    pub(crate) issue_tracker: Option<Object<IssueTracker>>,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) custom_fields: Option<Map<String, Value>>,
    /// In any case, and so are the next three.
    #[schemars(extend("enum" = CASE_TYPE.or_nothing()))]
    pub(crate) case_type: Option<String>,
    #[schemars(extend("enum" = PRIORITY.or_nothing()))]
    pub(crate) priority: Option<String>,
    #[schemars(extend("enum" = STATE.or_nothing()))]
    pub(crate) status: Option<String>,
    #[schemars(extend("enum" = AUTOMATION.or_nothing()))]
    pub(crate) automation_status: Option<String>,
    /// An unknown one is passed over.
    pub(crate) template: Option<String>,
    #[serde(default)]
    pub(crate) feature: Sent<String>,
    #[serde(default)]
    pub(crate) background: Sent<String>,
    #[serde(default)]
    pub(crate) scenario: Sent<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct NewStep {
    pub(crate) step: Option<String>,
    /// What one client calls `step`.
    pub(crate) description: Option<String>,
    pub(crate) result: Option<String>,
}

/// `POST …/test-cases/{case}/move`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct MoveCase {
    #[schemars(required)]
    pub(crate) destination_folder_id: Option<Integer>,
}

/// `PATCH …/test-cases`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WriteCases {
    #[schemars(length(min = 1, max = 1000))]
    pub(crate) ids: Vec<CaseId>,
    /// A name and steps are each test case's own.
    #[schemars(extend("properties" = json!({ "name": { "type": "null" }, "test_case_steps": { "type": "null" } })))]
    pub(crate) test_case: Object<CaseFields>,
}

/// `DELETE …/test-cases`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct DeleteCases {
    #[schemars(length(min = 1, max = 1000))]
    pub(crate) ids: Vec<CaseId>,
}

/// `TC-7` or 7.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum CaseId {
    Identifier(String),
    Number(Integer),
}
