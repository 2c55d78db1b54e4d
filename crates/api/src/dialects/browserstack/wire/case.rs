//! Test cases (documents, "Test cases").
#![expect(clippy::struct_field_names, reason = "the vendor's names")]

use schemars::JsonSchema;
use serde::Serialize;

use super::{CustomField, Good, Info, IssueTracker, Urls};

/// Clients read the title as `title` or as `name`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Case {
    pub(crate) identifier: String,
    pub(crate) title: String,
    pub(crate) name: String,
    pub(crate) case_type: String,
    pub(crate) priority: String,
    pub(crate) status: String,
    pub(crate) automation_status: String,
    pub(crate) folder_id: Option<i32>,
    /// In lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) folder_path: Option<Vec<i32>>,
    pub(crate) template: String,
    pub(crate) description: Option<String>,
    pub(crate) preconditions: Option<String>,
    #[serde(flatten)]
    pub(crate) bdd: Option<Bdd>,
    pub(crate) steps: Vec<Step>,
    pub(crate) tags: Vec<String>,
    pub(crate) issues: Vec<Issue>,
    /// Of its issues, if one was named. Ours: the vendor takes it and shows its name alone, with each issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) issue_tracker: Option<IssueTracker>,
    pub(crate) custom_fields: Vec<CustomField>,
    pub(crate) attachments: [String; 0],
    pub(crate) owner: Option<String>,
    pub(crate) is_shared: bool,
    pub(crate) created_at: String,
    pub(crate) last_updated_at: String,
    pub(crate) created_by: String,
    pub(crate) updated_by: String,
    pub(crate) urls: Urls,
}

/// Of a case that is written as behaviour.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Bdd {
    pub(crate) feature: Option<String>,
    pub(crate) background: Option<String>,
    pub(crate) scenario: Option<String>,
}

/// `id` and `order` are ours: the vendor gives the id that `step_id` wants on its private routes alone.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Step {
    pub(crate) id: i32,
    pub(crate) order: i32,
    pub(crate) step: String,
    pub(crate) result: String,
}

/// The documents print plain keys; the server answers objects, and clients read `jira_id`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Issue {
    pub(crate) jira_id: String,
    pub(crate) issue_id: String,
    pub(crate) issue_type: String,
}

/// Clients unwrap `data.test_case` or `test_case`; both are there.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CaseBody<'a> {
    pub(crate) data: Good<InnerCase<'a>>,
    pub(crate) test_case: &'a Case,
    /// Of a move.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<&'static str>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct InnerCase<'a> {
    test_case: &'a Case,
}

impl<'a> CaseBody<'a> {
    pub(crate) const fn of(test_case: &'a Case) -> Self {
        Self {
            data: Good::of(InnerCase { test_case }),
            test_case,
            message: None,
        }
    }

    pub(crate) const fn moved(test_case: &'a Case) -> Self {
        Self {
            data: Good::of(InnerCase { test_case }),
            test_case,
            message: Some("Test case moved successfully"),
        }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Cases {
    pub(crate) test_cases: Vec<Case>,
    pub(crate) info: Info,
}
