//! Test cases.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::words::PRIORITY;
use crate::body::Object;
use crate::describe::{NOT_BLANK, or_null};
use crate::sent::Sent;

/// The most characters of a title, and of a type.
pub(crate) const TITLE_CHARS: usize = 1000;

/// Docs, "Bulk create": at most 100.
pub(crate) const MOST_CASES: usize = 100;

/// `POST /v1/projects/:pid/test-cases`, and one of `POST …/bulk`.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct NewCase {
    #[schemars(required, length(min = 1, max = TITLE_CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) title: Option<String>,
    pub(crate) folder_id: Option<String>,
    /// `medium` if it is left out.
    #[schemars(extend("enum" = or_null(PRIORITY.written())))]
    pub(crate) priority: Option<String>,
    /// `functional`, `smoke`, `regression` or any other word; `other` if it is left out.
    #[serde(rename = "type")]
    #[schemars(length(min = 1, max = TITLE_CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) kind: Option<String>,
    pub(crate) precondition: Option<String>,
    pub(crate) steps: Option<Vec<Object<NewStep>>>,
    pub(crate) expected_result: Option<String>,
}

/// One step; the server numbers them.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct NewStep {
    pub(crate) action: Option<String>,
    pub(crate) expected: Option<String>,
}

/// `POST /v1/projects/:pid/test-cases/bulk`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct NewCases {
    #[schemars(length(max = MOST_CASES))]
    pub(crate) test_cases: Vec<Object<NewCase>>,
}

/// `PATCH /v1/projects/:pid/test-cases/:id`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ChangeCase {
    #[schemars(length(min = 1, max = TITLE_CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) title: Option<String>,
    /// Null takes the case out of its folder.
    #[serde(default)]
    pub(crate) folder_id: Sent<String>,
    #[schemars(extend("enum" = or_null(PRIORITY.written())))]
    pub(crate) priority: Option<String>,
    #[serde(rename = "type")]
    #[schemars(length(min = 1, max = TITLE_CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) kind: Option<String>,
    /// Null clears it.
    #[serde(default)]
    pub(crate) precondition: Sent<String>,
    /// All steps.
    pub(crate) steps: Option<Vec<Object<NewStep>>>,
    /// Null clears it.
    #[serde(default)]
    pub(crate) expected_result: Sent<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Step {
    #[schemars(range(min = 1))]
    pub(crate) position: usize,
    pub(crate) action: String,
    pub(crate) expected: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Case {
    pub(crate) id: String,
    /// `MOB-7`, for test titles; not in the documents' samples. Null where the project has no prefix.
    pub(crate) custom_id: Option<String>,
    pub(crate) title: String,
    pub(crate) folder_id: Option<String>,
    #[schemars(extend("enum" = PRIORITY.written()))]
    pub(crate) priority: &'static str,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) precondition: Option<String>,
    pub(crate) steps: Vec<Step>,
    pub(crate) expected_result: Option<String>,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) created_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) updated_at: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CaseDetail {
    #[serde(flatten)]
    pub(crate) case: Case,
    pub(crate) tags: Vec<String>,
    pub(crate) created_by: String,
}

/// What a text is after a change, which may have cleared it.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub(crate) struct Now(pub(crate) Option<String>);

/// Only what was changed.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ChangedCase {
    pub(crate) id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub(crate) title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) folder_id: Option<Now>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", extend("enum" = PRIORITY.written()))]
    pub(crate) priority: Option<&'static str>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub(crate) kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) precondition: Option<Now>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<Step>")]
    pub(crate) steps: Option<Vec<Step>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) expected_result: Option<Now>,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) updated_at: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CreatedCases {
    pub(crate) created: usize,
    pub(crate) test_cases: Vec<CreatedCase>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CreatedCase {
    pub(crate) id: String,
    pub(crate) title: String,
}
