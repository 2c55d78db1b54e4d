//! Test cases.

use serde::{Deserialize, Serialize};

use crate::body::Object;
use crate::sent::Sent;

/// `POST /v1/projects/:pid/test-cases`, and one of `POST …/bulk`.
#[derive(Debug, Deserialize)]
pub(crate) struct NewCase {
    pub(crate) title: Option<String>,
    pub(crate) folder_id: Option<String>,
    pub(crate) priority: Option<String>,
    #[serde(rename = "type")]
    pub(crate) case_type: Option<String>,
    pub(crate) precondition: Option<String>,
    pub(crate) steps: Option<Vec<Object<NewStep>>>,
    pub(crate) expected_result: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct NewStep {
    pub(crate) action: Option<String>,
    pub(crate) expected: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct NewCases {
    pub(crate) test_cases: Vec<Object<NewCase>>,
}

/// `PATCH /v1/projects/:pid/test-cases/:id`
#[derive(Debug, Deserialize)]
pub(crate) struct ChangeCase {
    pub(crate) title: Option<String>,
    /// Null takes the case out of its folder.
    #[serde(default)]
    pub(crate) folder_id: Sent<String>,
    pub(crate) priority: Option<String>,
    #[serde(rename = "type")]
    pub(crate) case_type: Option<String>,
    #[serde(default)]
    pub(crate) precondition: Sent<String>,
    /// All steps.
    pub(crate) steps: Option<Vec<Object<NewStep>>>,
    #[serde(default)]
    pub(crate) expected_result: Sent<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Step {
    pub(crate) position: usize,
    pub(crate) action: String,
    pub(crate) expected: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct Case {
    pub(crate) id: String,
    /// `MOB-7`, for test titles; not in the documents' samples.
    pub(crate) custom_id: Option<String>,
    pub(crate) title: String,
    pub(crate) folder_id: Option<String>,
    pub(crate) priority: &'static str,
    #[serde(rename = "type")]
    pub(crate) case_type: String,
    pub(crate) precondition: Option<String>,
    pub(crate) steps: Vec<Step>,
    pub(crate) expected_result: Option<String>,
    pub(crate) created_at: String,
    pub(crate) updated_at: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct CaseDetail {
    #[serde(flatten)]
    pub(crate) case: Case,
    pub(crate) tags: Vec<String>,
    pub(crate) created_by: String,
}

/// Only what was changed.
#[derive(Debug, Serialize)]
pub(crate) struct ChangedCase {
    pub(crate) id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) folder_id: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) priority: Option<&'static str>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(crate) case_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) precondition: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) steps: Option<Vec<Step>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) expected_result: Option<Option<String>>,
    pub(crate) updated_at: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct CreatedCases {
    pub(crate) created: usize,
    pub(crate) test_cases: Vec<CreatedCase>,
}

#[derive(Debug, Serialize)]
pub(crate) struct CreatedCase {
    pub(crate) id: String,
    pub(crate) title: String,
}
