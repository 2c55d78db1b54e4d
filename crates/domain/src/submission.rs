//! What is asked of a run, under which rules, and what comes of it.

use std::sync::Arc;

use thiserror::Error;
use uuid::Uuid;

use crate::case::{ConfigurationChoice, RowKey};
use crate::draft::Draft;
use crate::number::{CaseNumber, ConfigurationNumber, RunNumber, UserNumber};
use crate::outcome::Recorded;

/// What a write means for a row that has a result already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// Every write is a new result.
    Append,
    /// A write that changes what the row shows is a new result; an unchanged repeat is none.
    Upsert,
}

/// What becomes of a result for a case that the run does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutsideRun {
    /// The run gets a row for it.
    Add,
    /// It is refused.
    Refuse,
}

/// What one bad item does to the others of its submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadItem {
    /// It alone is refused.
    RefuseItem,
    /// The whole submission is refused and changes nothing.
    RefuseAll,
}

/// Whether a closed run takes results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosedRun {
    /// It does.
    Accept,
    /// It does not.
    Refuse,
}

/// The rules of one dialect for one kind of write. There is no default: the caller has the context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// See [`Repeat`].
    pub repeat: Repeat,
    /// See [`OutsideRun`].
    pub outside: OutsideRun,
    /// See [`BadItem`].
    pub bad_item: BadItem,
    /// See [`ClosedRun`].
    pub closed: ClosedRun,
}

/// One result of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A result for a row of the run.
    Row {
        /// The case; `None` if what the client named is none of the project's.
        case: Option<CaseNumber>,
        /// The configuration.
        configuration: ConfigurationChoice,
        /// What the client said; behind a pointer, as lists of items are moved several times.
        draft: Box<Draft>,
    },
    /// The end of an attempt that was started before.
    Finish {
        /// The attempt.
        attempt: Uuid,
        /// The configuration of the environment that start and finish together name.
        configuration: Option<ConfigurationNumber>,
        /// What the client said.
        draft: Box<Draft>,
    },
    /// An item that could not be read; it keeps its place among the answers.
    Bad(Refusal),
}

/// A list of results for one run, in the order the client sent them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The run.
    pub run: RunNumber,
    /// The rules.
    pub policy: Policy,
    /// Who sends it.
    pub author: UserNumber,
    /// The results.
    pub items: Vec<Item>,
}

/// Why an item, or a whole submission, was not recorded.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// There is no such run.
    #[error("test run not found")]
    UnknownRun,
    /// The project has no such case.
    #[error("test case not found")]
    UnknownCase,
    /// The project has the case, the run does not.
    #[error("test case is not part of this test run")]
    NotInRun,
    /// The organization has no such configuration.
    #[error("configuration not found")]
    UnknownConfiguration,
    /// The run holds the case, but not under the configuration that the client named.
    #[error("the test run does not hold this test case under this configuration")]
    NotUnderConfiguration,
    /// The run holds the case under several configurations and the client named none.
    #[error("the test run holds this test case under several configurations; name one")]
    AmbiguousConfiguration,
    /// The case has no such step, by id or index.
    #[error("step {0} is not a step of this test case")]
    UnknownStep(i32),
    /// Neither a status nor a step with a status was given.
    #[error("a status is required")]
    StatusMissing,
    /// The run has no such attempt.
    #[error("test run attempt not found")]
    UnknownAttempt,
    /// The run takes no more results.
    #[error("the test run is closed")]
    RunClosed,
    /// The run has used up its places; see [`crate::number::Seq::MAX`].
    #[error("the test run is full")]
    RunFull,
    /// The item could not be read; the text says why.
    #[error("{0}")]
    Malformed(String),
}

/// What an accepted item did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The row's first result.
    First,
    /// A further result, or a changed one.
    Changed,
    /// Nothing: the row shows just this already.
    Unchanged,
}

/// The receipt of an accepted item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The row.
    pub key: RowKey,
    /// The result, as it is stored.
    pub recorded: Arc<Recorded>,
    /// What the item did.
    pub effect: Effect,
}

/// What came of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// One entry for each item, in the order of the items.
    Recorded(Vec<Result<Receipt, Refusal>>),
    /// Nothing was recorded. The items at fault with their places from 0; empty if it was the run.
    Refused {
        /// The first reason.
        reason: Refusal,
        /// Every item at fault.
        items: Vec<(usize, Refusal)>,
    },
}
