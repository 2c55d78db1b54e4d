//! What a client said about a result, before it is merged with what is known.

mod checked;
mod merge;
mod steps;

use std::collections::BTreeMap;

use time::OffsetDateTime;
use uuid::Uuid;

pub use checked::CheckedDraft;

use crate::case::CaseStep;
use crate::number::StepNumber;
use crate::outcome::{Environment, Failure, Field, IssueLink, Origin, StatusChoice};
use crate::patch::Patch;
use crate::rare::Rare;
use crate::status::Status;
use crate::submission::Refusal;
use crate::text::Text;

/// How a client names a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepRef {
    /// By the permanent id of the case's step.
    Id(StepNumber),
    /// By its place in the case, from 1.
    Index(i32),
    /// By a name of the reporter's own; no catalogue knows the step.
    Reported(Text),
}

/// One step as a client reported it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepDraft {
    /// Which step.
    pub step: StepRef,
    /// The outcome.
    pub status: Option<StatusChoice>,
    /// Notes.
    pub note: Option<Text>,
    /// A step keyword, such as `Given`.
    pub keyword: Option<Text>,
    /// What was done.
    pub text: Option<Text>,
    /// When the step began.
    pub started_at: Option<OffsetDateTime>,
    /// When the step ended.
    pub finished_at: Option<OffsetDateTime>,
    /// How long it took, in milliseconds.
    pub elapsed_ms: Option<i32>,
    /// Why it failed.
    pub failure: Option<Text>,
}

/// What a client said about linked issues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IssuesDraft {
    /// The whole list, or nothing of it.
    Whole(Patch<Vec<IssueLink>>),
    /// Only the first link's key and address: all that a one-ticket dialect knows of. If nothing is
    /// left of the first link, no link is left at all: "no ticket" reads back as no ticket.
    First {
        /// The key.
        key: Patch<Text>,
        /// The address.
        url: Patch<Text>,
    },
}

/// What a client said about failures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FailuresDraft {
    /// The whole list, or nothing of it.
    Whole(Patch<Vec<Failure>>),
    /// Only the first failure's message and trace: all that a one-error dialect knows of. If nothing
    /// is left of the first failure, none is left at all.
    First {
        /// The short description.
        message: Patch<Text>,
        /// The stack trace.
        trace: Patch<Vec<Text>>,
    },
}

/// What a client said about one result.
///
/// What `Patch::Keep` keeps depends on the operation: an upsert keeps what the row shows, the finish
/// of an attempt keeps what its start said, and an appended result starts empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// How it ended; may be left out only where steps are given, which then decide.
    pub status: Option<StatusChoice>,
    /// A free note.
    pub note: Patch<Text>,
    /// How long it took, in milliseconds.
    pub elapsed_ms: Patch<i32>,
    /// When it ran or ended.
    pub executed_at: Patch<OffsetDateTime>,
    /// When it began.
    pub started_at: Patch<OffsetDateTime>,
    /// The label of the test framework.
    pub framework: Patch<Text>,
    /// Linked issues.
    pub issues: IssuesDraft,
    /// Custom fields; given ones replace those of the same name.
    pub fields: Patch<Vec<Field>>,
    /// Failures.
    pub failures: FailuresDraft,
    /// Steps; never carried over from an earlier result.
    pub steps: Vec<StepDraft>,
    /// Where the test comes from.
    pub origin: Patch<Rare<Origin>>,
    /// Where it was executed; given fields win over those of the start.
    pub environment: Rare<Environment>,
    /// Free keys; given ones replace those of the same name.
    pub metadata: BTreeMap<Text, Vec<Text>>,
    /// Hook executions that belong to it.
    pub hooks: Patch<Vec<Uuid>>,
}

impl Draft {
    /// A draft that says nothing but the status.
    #[must_use]
    pub fn of(status: impl Into<StatusChoice>) -> Self {
        Self {
            status: Some(status.into()),
            ..Self::silent()
        }
    }

    /// A draft that says nothing at all.
    #[must_use]
    pub fn silent() -> Self {
        Self {
            status: None,
            note: Patch::Keep,
            elapsed_ms: Patch::Keep,
            executed_at: Patch::Keep,
            started_at: Patch::Keep,
            framework: Patch::Keep,
            issues: IssuesDraft::Whole(Patch::Keep),
            fields: Patch::Keep,
            failures: FailuresDraft::Whole(Patch::Keep),
            steps: Vec::new(),
            origin: Patch::Keep,
            environment: Rare::SILENT,
            metadata: BTreeMap::new(),
            hooks: Patch::Keep,
        }
    }

    /// Checks the draft against the case's steps and settles its status.
    pub fn checked(mut self: Box<Self>, catalogue: &[CaseStep]) -> Result<CheckedDraft, Refusal> {
        let steps = steps::resolve(std::mem::take(&mut self.steps), catalogue)?;
        let step_statuses = steps.iter().filter_map(|it| it.status).map(|it| it.status);
        let status = self
            .status
            .or_else(|| Status::of_steps(step_statuses).map(StatusChoice::from))
            .ok_or(Refusal::StatusMissing)?;
        Ok(CheckedDraft {
            status,
            steps,
            draft: self,
        })
    }
}
