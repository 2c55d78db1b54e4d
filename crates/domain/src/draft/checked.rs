//! A draft whose steps are found and whose status is settled.

use super::Draft;
use super::merge::{merged_environment, merged_failures, merged_fields, merged_issues};
use crate::number::UserNumber;
use crate::outcome::{Outcome, StatusChoice, StepOutcome};
use crate::patch::Patch;

/// A draft that can be merged with anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedDraft {
    pub(super) status: StatusChoice,
    pub(super) steps: Vec<StepOutcome>,
    pub(super) draft: Box<Draft>,
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
        let draft = *draft;
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
            environment: merged_environment(draft.environment, base.environment),
            metadata: base.metadata.into_iter().chain(draft.metadata).collect(),
            hooks: draft.hooks.over(Some(base.hooks)).unwrap_or_default(),
            author,
        }
    }
}
