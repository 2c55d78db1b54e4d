//! Test cases and their steps.

mod change;
mod create;
mod delete;
mod detail;
mod facts;
mod list;
mod many;
mod steps;

use domain::number::{CaseNumber, ProjectNumber, UserNumber};
use domain::opaque::OpaqueId;
use domain::outcome::{Field, IssueLink};
use domain::text::Text;
use time::OffsetDateTime;

pub use change::{BddChange, CaseChange};
pub(super) use facts::some_fields;
pub use list::{CaseFilter, TrackerName};

/// A case to be created.
#[derive(Clone, Debug)]
pub struct NewCase {
    /// The folder it lies in.
    pub folder: Option<i32>,
    /// Its title, of 1 to 1,000 characters.
    pub title: Text,
    /// What it is about.
    pub description: Option<Text>,
    /// What must hold before it is executed.
    pub preconditions: Option<Text>,
    /// What should have happened in the end, for a case that says it once for all steps.
    pub expected_result: Option<Text>,
    /// How important it is.
    pub priority: Text,
    /// What kind of test it is.
    pub case_type: Text,
    /// Where it is in its life.
    pub state: Text,
    /// Whether a machine executes it.
    pub automation: Text,
    /// The template it was written with.
    pub template: Text,
    /// The layer of the system it tests.
    pub layer: Option<Text>,
    /// Whether it goes through all layers.
    pub is_e2e: bool,
    /// The address of who looks after it; the creator's if left out.
    pub owner: Option<Text>,
    /// Labels.
    pub tags: Vec<Text>,
    /// Linked issues.
    pub issues: Vec<IssueLink>,
    /// Custom fields.
    pub fields: Vec<Field>,
    /// What it is written in, if it is not written in steps.
    pub bdd: Bdd,
    /// Its steps, in order.
    pub steps: Vec<NewStep>,
}

/// A step of a case to be created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewStep {
    /// What to do.
    pub action: Text,
    /// What should happen.
    pub expected: Text,
}

/// A case that is written as behaviour: in parts, or as one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bdd {
    /// The feature it belongs to.
    pub feature: Option<Text>,
    /// What comes before each scenario.
    pub background: Option<Text>,
    /// The scenario.
    pub scenario: Option<Text>,
    /// All of it as one text.
    pub content: Option<Text>,
}

/// A case with everything the catalogue holds of it.
#[derive(Clone, Debug)]
pub struct CaseDetail {
    /// Its number.
    pub number: CaseNumber,
    /// Its opaque id.
    pub opaque: OpaqueId,
    /// Its project's number.
    pub project: ProjectNumber,
    /// Its project's opaque id.
    pub project_opaque: OpaqueId,
    /// The folder it lies in.
    pub folder: Option<i32>,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub description: Option<String>,
    /// What must hold before it is executed.
    pub preconditions: Option<String>,
    /// What should have happened in the end.
    pub expected_result: Option<String>,
    /// How important it is.
    pub priority: String,
    /// What kind of test it is.
    pub case_type: String,
    /// Where it is in its life.
    pub state: String,
    /// Whether a machine executes it.
    pub automation: String,
    /// The template it was written with.
    pub template: String,
    /// The layer of the system it tests.
    pub layer: Option<String>,
    /// Whether it goes through all layers.
    pub is_e2e: bool,
    /// The address of who looks after it.
    pub owner: Option<String>,
    /// Labels.
    pub tags: Vec<String>,
    /// Linked issues.
    pub issues: Vec<IssueLink>,
    /// Custom fields.
    pub fields: Vec<Field>,
    /// What it is written in, if it is not written in steps.
    pub bdd: Bdd,
    /// The address of who created it.
    pub created_by: String,
    /// Who created it.
    pub creator: UserNumber,
    /// The address of who changed it last; the creator's for one that nobody changed.
    pub updated_by: String,
    /// When it was created.
    pub created_at: OffsetDateTime,
    /// When it was last changed.
    pub updated_at: OffsetDateTime,
    /// Its steps, in order: permanent id, action, expected outcome.
    pub steps: Vec<(i32, String, String)>,
}

/// The parts of a case that no query looks into.
#[derive(Debug, Default)]
struct CaseExtras {
    expected_result: Option<Text>,
    layer: Option<Text>,
    is_e2e: bool,
    issues: Vec<IssueLink>,
    fields: Vec<Field>,
    bdd: Bdd,
}

fn strings(texts: Vec<Text>) -> Vec<String> {
    texts.into_iter().map(Text::into_string).collect()
}
