//! Bodies as the vendor spells them.

mod attachment;
mod case;
mod case_write;
mod configuration;
mod custom_field;
mod folder;
mod form;
mod form_case;
mod import;
mod project;
mod query;
mod read;
mod run;
mod run_request;
mod whole;
mod write;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

pub(super) use attachment::{Attached, Attachment, Attachments, Files};
pub(super) use case::{Bdd, Case, CaseBody, Cases, Issue, Step};
pub(super) use case_write::{
    CaseFields, CaseId, CreateCase, DeleteCases, MoveCase, NewStep, WriteCase, WriteCases,
};
pub(super) use configuration::{
    Configuration, ConfigurationBody, ConfigurationMade, Configurations, NewConfiguration,
};
pub(super) use custom_field::{
    Field, FieldAnswer, FieldBody, FieldOption, Fields, MOST_FIELD_CHARS, MOST_OPTIONS,
};
pub(super) use folder::{
    CreateFolder, Folder, FolderBody, FolderFields, FolderLinks, Folders, MoveFolder, NewFolder,
    WriteFolder,
};
pub(super) use form::{
    AutomationPick, DefaultFields, FormField, FormFields, FoundProject, FoundProjects, OptionValue,
    Pick, PickList, SelfLink, SystemField, SystemFields, Template, Templates,
};
pub(super) use form_case::{
    FormCase, FormCaseBody, FormCaseFields, FoundCase, FoundCaseLinks, FoundCases, MadeCase,
    NumberedCase,
};
pub(super) use import::{Import, Imported};
pub(super) use project::{
    CreateProject, Deleted, Project, ProjectBody, ProjectFields, Projects, WriteProject,
};
pub(super) use query::{Flag, Moment, PageSize, RunStates};
pub(super) use read::{CustomField, LinkedIssue, ResultRow, Results, StatusValue, StepResult};
pub(super) use run::{
    ChangedBody, FilterTestCases, Row, RowDetails, Rows, Run, RunBody, RunDeleted, RunDetail,
    RunDetailBody, RunLinks, RunPlan, Runs,
};
pub(super) use run_request::{
    Assign, Assignment, CaseFilter, ChangeRows, CreateRun, FieldValue, FieldValues, FilterScope,
    MOST_PERSON_CHARS, MOST_RUN_NAME_CHARS, MappedCases, OneOrMany, RowChanges, RowSelection,
    RowsChanged, RunFields, WriteRun,
};
pub(super) use whole::{Needs, Whole};
pub(super) use write::{
    Bulk, BulkError, IssueTracker, Item, MOST_SECONDS, Recorded, RecordedSteps, SetStatus,
    SetStatusFields, Single, StepDetails, StepRecorded, Submission, Submitted, SubmittedResult,
    SubmittedStep,
};

/// A good answer: `"success": true` beside the body.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Good<T> {
    success: bool,
    #[serde(flatten)]
    body: T,
}

impl<T> Good<T> {
    pub(super) const fn of(body: T) -> Self {
        Self {
            success: true,
            body,
        }
    }
}

/// A good answer that says no more than that.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Nothing {}

/// For descriptions: a schema that wants this field, and not null.
fn present(name: &str) -> Value {
    json!({
        "type": "object",
        "required": [name],
        "properties": { name: { "not": { "type": "null" } } },
    })
}

/// For descriptions: the schemas of which one must fit where one of these fields must be there.
fn one_of<const N: usize>(names: [&str; N]) -> Value {
    Value::from(names.map(present).to_vec())
}

/// Where a list is: `prev` and `next` are page numbers.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Info {
    pub(super) page: u32,
    pub(super) page_size: u32,
    /// The length of the whole list.
    pub(super) count: u32,
    pub(super) prev: Option<u32>,
    pub(super) next: Option<u32>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Urls {
    #[serde(rename = "self")]
    pub(super) itself: String,
}
