//! What a client said about a result, before it is merged with what is known.

use std::collections::BTreeMap;

use time::OffsetDateTime;
use uuid::Uuid;

use crate::case::CaseStep;
use crate::number::{StepNumber, UserNumber};
use crate::outcome::{
    Environment, Failure, Field, IssueLink, Origin, Outcome, StatusChoice, StepOutcome,
};
use crate::patch::Patch;
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
    pub origin: Patch<Origin>,
    /// Where it was executed; given fields win over those of the start.
    pub environment: Environment,
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
            environment: Environment::default(),
            metadata: BTreeMap::new(),
            hooks: Patch::Keep,
        }
    }

    /// Checks the draft against the case's steps and settles its status.
    pub fn checked(mut self, catalogue: &[CaseStep]) -> Result<CheckedDraft, Refusal> {
        let steps = resolve_steps(std::mem::take(&mut self.steps), catalogue)?;
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

/// A draft that can be merged with anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedDraft {
    status: StatusChoice,
    steps: Vec<StepOutcome>,
    draft: Draft,
}

impl CheckedDraft {
    /// How many step rows it will need.
    #[must_use]
    pub fn step_rows(&self) -> usize {
        self.steps.len()
    }

    /// Whether the client said when it ran.
    #[must_use]
    pub fn says_when(&self) -> bool {
        self.draft.executed_at != Patch::Keep
    }

    /// The outcome that the draft makes of `base`.
    ///
    /// Neither steps nor an execution time are carried over: they belong to one execution, and a
    /// result that does not say when it ran, ran now.
    #[must_use]
    pub fn over(self, base: Option<Outcome>, author: UserNumber) -> Outcome {
        let Self {
            status,
            steps,
            draft,
        } = self;
        let base = base.unwrap_or_else(|| Outcome::bare(status, author));
        Outcome {
            status,
            note: draft.note.over(base.note),
            elapsed_ms: draft.elapsed_ms.over(base.elapsed_ms),
            executed_at: draft.executed_at.over(None),
            started_at: draft.started_at.over(base.started_at),
            framework: draft.framework.over(base.framework),
            issues: merged_issues(draft.issues, base.issues),
            fields: merged_fields(draft.fields, base.fields),
            failures: merged_failures(draft.failures, base.failures),
            steps,
            origin: draft.origin.over(Some(base.origin)).unwrap_or_default(),
            environment: base.environment.overridden(draft.environment),
            metadata: base.metadata.into_iter().chain(draft.metadata).collect(),
            hooks: draft.hooks.over(Some(base.hooks)).unwrap_or_default(),
            author,
        }
    }
}

fn merged_issues(draft: IssuesDraft, base: Vec<IssueLink>) -> Vec<IssueLink> {
    match draft {
        IssuesDraft::Whole(patch) => patch.over(Some(base)).unwrap_or_default(),
        IssuesDraft::First {
            key: Patch::Keep,
            url: Patch::Keep,
        } => base,
        IssuesDraft::First { key, url } => {
            let mut links = base.into_iter();
            let first = links.next().unwrap_or_default();
            let first = IssueLink {
                key: key.over(first.key),
                url: url.over(first.url),
                ..first
            };
            if first.key.is_some() || first.url.is_some() {
                std::iter::once(first).chain(links).collect()
            } else {
                // With the others kept, the next one would come up as the first, and the same
                // update sent again would take that away too.
                Vec::new()
            }
        }
    }
}

fn merged_failures(draft: FailuresDraft, base: Vec<Failure>) -> Vec<Failure> {
    match draft {
        FailuresDraft::Whole(patch) => patch.over(Some(base)).unwrap_or_default(),
        FailuresDraft::First {
            message: Patch::Keep,
            trace: Patch::Keep,
        } => base,
        FailuresDraft::First { message, trace } => {
            let mut failures = base.into_iter();
            let first = failures.next().unwrap_or_default();
            let first = Failure {
                message: message.over(first.message),
                trace: trace.over(first.trace),
            };
            if first == Failure::default() {
                // As with issues: nothing moves up to be the first.
                Vec::new()
            } else {
                std::iter::once(first).chain(failures).collect()
            }
        }
    }
}

fn merged_fields(draft: Patch<Vec<Field>>, base: Vec<Field>) -> Vec<Field> {
    match draft {
        Patch::Keep => base,
        Patch::Clear => Vec::new(),
        Patch::Set(given) => {
            let kept = base
                .into_iter()
                .filter(|old| given.iter().all(|new| new.name != old.name));
            kept.collect::<Vec<_>>().into_iter().chain(given).collect()
        }
    }
}

fn resolve_steps(
    drafts: Vec<StepDraft>,
    catalogue: &[CaseStep],
) -> Result<Vec<StepOutcome>, Refusal> {
    let mut steps = Vec::with_capacity(drafts.len());
    for (draft, reported_position) in drafts.into_iter().zip(1..) {
        let known = match &draft.step {
            StepRef::Id(id) => Some(
                catalogue
                    .iter()
                    .find(|it| it.id == *id)
                    .ok_or(Refusal::UnknownStep(id.get()))?,
            ),
            StepRef::Index(index) => Some(
                catalogue
                    .iter()
                    .find(|it| it.position == *index)
                    .ok_or(Refusal::UnknownStep(*index))?,
            ),
            StepRef::Reported(_) => None,
        };
        steps.push(StepOutcome {
            position: known.map_or(reported_position, |it| it.position),
            step: known.map(|it| it.id),
            given_id: match draft.step {
                StepRef::Reported(id) => Some(id),
                StepRef::Id(_) | StepRef::Index(_) => None,
            },
            status: draft.status,
            note: draft.note,
            keyword: draft.keyword,
            text: draft.text.or(known.map(|it| it.action.clone())),
            expected: known.map(|it| it.expected.clone()),
            started_at: draft.started_at,
            finished_at: draft.finished_at,
            elapsed_ms: draft.elapsed_ms,
            failure: draft.failure,
        });
    }
    Ok(steps)
}
