//! Test cases (documents, "Test cases").
#![expect(clippy::struct_field_names, reason = "the vendor's names")]

use serde::{Deserialize, Serialize};

use super::{Good, Urls};
use crate::body::Object;

/// `POST …/folders/{folder}/test-cases`
#[derive(Debug, Deserialize)]
pub(crate) struct CreateCase {
    pub(crate) test_case: Object<NewCase>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct NewCase {
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) owner: Option<String>,
    pub(crate) preconditions: Option<String>,
    pub(crate) test_case_steps: Option<Vec<Object<NewStep>>>,
    pub(crate) issues: Option<Vec<String>>,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) case_type: Option<String>,
    pub(crate) priority: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) automation_status: Option<String>,
    pub(crate) template: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct NewStep {
    pub(crate) step: Option<String>,
    /// What one client calls `step`.
    pub(crate) description: Option<String>,
    pub(crate) result: Option<String>,
}

/// Clients read the title as `title` or as `name`.
#[derive(Debug, Serialize)]
pub(crate) struct Case {
    pub(crate) identifier: String,
    pub(crate) title: String,
    pub(crate) name: String,
    pub(crate) case_type: String,
    pub(crate) priority: String,
    pub(crate) status: String,
    pub(crate) automation_status: String,
    pub(crate) folder_id: Option<i32>,
    pub(crate) template: String,
    pub(crate) description: Option<String>,
    pub(crate) preconditions: Option<String>,
    pub(crate) steps: Vec<Step>,
    pub(crate) tags: Vec<String>,
    pub(crate) issues: Vec<Issue>,
    pub(crate) custom_fields: [String; 0],
    pub(crate) attachments: [String; 0],
    pub(crate) owner: Option<String>,
    pub(crate) is_shared: bool,
    pub(crate) created_at: String,
    pub(crate) last_updated_at: String,
    pub(crate) created_by: String,
    pub(crate) updated_by: String,
    pub(crate) urls: Urls,
}

/// `id` and `order` are ours: the vendor gives the id that `step_id` wants on its private routes alone.
#[derive(Debug, Serialize)]
pub(crate) struct Step {
    pub(crate) id: i32,
    pub(crate) order: i32,
    pub(crate) step: String,
    pub(crate) result: String,
}

/// The documents print plain keys; the server answers objects, and clients read `jira_id`.
#[derive(Debug, Serialize)]
pub(crate) struct Issue {
    pub(crate) jira_id: String,
    pub(crate) issue_id: String,
    pub(crate) issue_type: &'static str,
}

/// Clients unwrap `data.test_case` or `test_case`; both are there.
#[derive(Debug, Serialize)]
pub(crate) struct CaseBody<'a> {
    pub(crate) data: Good<InnerCase<'a>>,
    pub(crate) test_case: &'a Case,
}

#[derive(Debug, Serialize)]
pub(crate) struct InnerCase<'a> {
    test_case: &'a Case,
}

impl<'a> CaseBody<'a> {
    pub(crate) const fn of(test_case: &'a Case) -> Self {
        Self {
            data: Good::of(InnerCase { test_case }),
            test_case,
        }
    }
}
