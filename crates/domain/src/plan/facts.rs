//! What has to be known before a submission can be planned.

use std::collections::BTreeMap;
use std::sync::Arc;

use uuid::Uuid;

use crate::case::{CaseStep, RowKey};
use crate::number::{CaseNumber, RunNumber, Seq};
use crate::outcome::{Outcome, Recorded};
use crate::run_state::RunState;
use crate::status::Status;

/// What is known of the runs and cases that the submissions name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The runs.
    pub runs: BTreeMap<RunNumber, RunFacts>,
    /// The steps of the cases that results with steps name.
    pub steps: BTreeMap<CaseNumber, Vec<CaseStep>>,
}

/// What is known of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunFacts {
    /// Its state.
    pub state: RunState,
    /// The next free place, from 1.
    pub next_seq: i32,
    /// Every row, under whatever configuration, of the cases that the submissions name, be it by
    /// an attempt.
    pub rows: BTreeMap<RowKey, RowFacts>,
    /// The attempts that the submissions end; others are not harmful.
    pub attempts: BTreeMap<Uuid, AttemptFacts>,
}

/// Whether a row is there without a result, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Planned {
    /// Only results make it a row.
    #[default]
    No,
    /// The run was made with it.
    ByPlan,
    /// The start of an attempt made it.
    ByAttempt,
}

/// What is known of one row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowFacts {
    /// Whether it stands without a result.
    pub planned: Planned,
    /// How many attempts have started and not ended.
    pub open_attempts: i32,
    /// The result it shows.
    pub current: Option<Arc<Recorded>>,
    /// Superseded results, oldest first. Needed only for a row that holds the result of an attempt
    /// that ends again, else empty.
    pub past: Vec<Arc<Recorded>>,
}

impl RowFacts {
    /// The status the row shows; `None` if there is no row.
    #[must_use]
    pub fn shows(&self) -> Option<Status> {
        if let Some(current) = &self.current {
            Some(current.outcome.status.status)
        } else if self.open_attempts > 0 {
            Some(Status::InProgress)
        } else {
            match self.planned {
                Planned::No => None,
                Planned::ByPlan | Planned::ByAttempt => Some(Status::Untested),
            }
        }
    }
}

/// What is known of one attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptFacts {
    /// The row it belongs to.
    pub key: RowKey,
    /// What its start said.
    pub start: Outcome,
    /// Its place, if it has ended before.
    pub seq: Option<Seq>,
}
