//! Test runs as they are written (documents, "Test runs").

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value, json};

use super::super::run_state;
use super::super::words::{CASE_TYPE, PRIORITY, STATE};
use super::{IssueTracker, Needs, Whole, one_of};
use crate::body::Object;
use crate::describe::{NOT_BLANK, or_null};
use crate::integer::Integer;
use crate::sent::Sent;

pub(crate) const MOST_RUN_NAME_CHARS: usize = 1000;
/// Of who carries out a run or a row.
pub(crate) const MOST_PERSON_CHARS: usize = 255;

/// `POST …/test-runs`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct CreateRun {
    pub(crate) test_run: Object<Whole<RunFields>>,
}

impl Needs for RunFields {
    const NEEDED: &'static [&'static str] = &["name"];
}

/// `PATCH …/test-runs/{run}/update` and `POST …/test-runs/{run}/update`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WriteRun {
    pub(crate) test_run: Object<RunFields>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct RunFields {
    #[serde(default)]
    #[schemars(with = "String", length(min = 1, max = MOST_RUN_NAME_CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) name: Sent<String>,
    #[serde(default)]
    pub(crate) description: Sent<String>,
    /// In any case.
    #[serde(default)]
    #[schemars(extend("enum" = or_null(run_state::written())))]
    pub(crate) run_state: Sent<String>,
    #[serde(default)]
    #[schemars(length(max = MOST_PERSON_CHARS))]
    pub(crate) assignee: Sent<String>,
    /// Who carries out the cases, where none of them says otherwise.
    #[serde(default)]
    #[schemars(length(max = MOST_PERSON_CHARS))]
    pub(crate) test_case_assignee: Sent<String>,
    #[serde(default)]
    pub(crate) tags: Sent<Vec<String>>,
    #[serde(default)]
    pub(crate) issues: Sent<Vec<String>>,
    pub(crate) issue_tracker: Option<Object<IssueTracker>>,
    #[serde(default)]
    pub(crate) test_plan_id: Sent<String>,
    /// Test plans have no sub-plans here, so that any is one that does not exist.
    #[schemars(length(max = 0))]
    pub(crate) sub_test_plan_id: Option<String>,
    /// Strings alone; anything else is refused in the vendor's own words.
    #[schemars(with = "Option<Vec<String>>")]
    pub(crate) test_cases: Option<Vec<Value>>,
    pub(crate) configurations: Option<Vec<Integer>>,
    /// What some of the cases are executed under, instead of `configurations`.
    pub(crate) configuration_map: Option<Vec<Object<MappedCases>>>,
    pub(crate) folder_ids: Option<Vec<Integer>>,
    pub(crate) include_sub_folders: Option<bool>,
    pub(crate) include_all: Option<bool>,
    #[serde(default)]
    pub(crate) filter_test_cases: Sent<Object<CaseFilter>>,
    /// Whether the filter is for the folders alone, or for the project beside them; in any case.
    #[schemars(extend("enum" = or_null(FilterScope::WORDS)))]
    pub(crate) filter_scope: Option<String>,
    /// Test cases are not shared between projects here, so that only an empty list is taken.
    #[schemars(with = "Option<Vec<String>>", length(max = 0))]
    pub(crate) shared_test_cases: Option<Value>,
    /// Says nothing: no answer shows it, and a test run takes results from people and programs.
    #[expect(dead_code, reason = "read for its type alone")]
    pub(crate) is_automation: Option<bool>,
}

/// What a filter is for, of a request that names folders as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FilterScope {
    Project,
    Folders,
}

impl FilterScope {
    const WORDS: [&'static str; 2] = ["global", "within_folders"];

    pub(crate) fn read(word: &str) -> Option<Self> {
        let scopes = Self::WORDS.into_iter().zip([Self::Project, Self::Folders]);
        let mut fitting = scopes.filter(|(known, _)| known.eq_ignore_ascii_case(word));
        fitting.next().map(|(_, scope)| scope)
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct MappedCases {
    pub(crate) test_case_id: OneOrMany,
    pub(crate) configuration_ids: Vec<Integer>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// What a case must be like; shown again as it was sent. Words are display values or internal names, in any case.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
pub(crate) struct CaseFilter {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("items" = json!({ "enum": STATE.written() })))]
    pub(crate) status: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("items" = json!({ "enum": PRIORITY.written() })))]
    pub(crate) priority: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("items" = json!({ "enum": CASE_TYPE.written() })))]
    pub(crate) case_type: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) owner: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tags: Option<Vec<String>>,
    /// By name: each of these fields has this value, or one of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) custom_fields: Option<BTreeMap<String, Option<FieldValues>>>,
}

/// A value, or some of which one must fit.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum FieldValues {
    One(FieldValue),
    Many(Vec<FieldValue>),
}

/// A value as JSON spells it.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum FieldValue {
    Text(String),
    Number(Number),
    Flag(bool),
}

/// `PATCH …/test-runs/{run}/test-cases`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ChangeRows {
    pub(crate) test_run: Object<RowChanges>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct RowChanges {
    pub(crate) add_test_cases: Option<Vec<Object<RowSelection>>>,
    pub(crate) remove_test_cases: Option<Vec<Object<RowSelection>>>,
    /// Whether results of the rows that go stay in the lists.
    pub(crate) preserve_existing_results: Option<bool>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct RowSelection {
    pub(crate) test_case_ids: Vec<String>,
    /// Left out: all rows of the case, or one under each configuration of the run.
    pub(crate) configuration_ids: Option<Vec<Integer>>,
}

/// The vendor changes rows later; here they have changed when this is sent.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RowsChanged {
    #[serde(rename = "async")]
    pub(crate) is_async: bool,
    #[schemars(extend("format" = "uuid"))]
    pub(crate) unique_id: String,
}

/// `POST …/test-runs/{run}/assign`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Assign {
    pub(crate) assign_to: Vec<Object<Assignment>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(extend("anyOf" = one_of(["test_case_id", "execution_id"])))]
pub(crate) struct Assignment {
    pub(crate) test_case_id: Option<String>,
    /// Of a row; it names case and configuration.
    pub(crate) execution_id: Option<String>,
    pub(crate) configuration_id: Option<Integer>,
    /// Null takes the row back.
    #[schemars(length(max = MOST_PERSON_CHARS))]
    pub(crate) assignee: Option<String>,
}
