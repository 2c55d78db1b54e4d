//! Decides what submissions do to runs: a function from what is known to what is to be written.
//!
//! The store loads [`Facts`] under the runs' locks and writes the [`Plan`]; the in-memory
//! [`crate::ledger::Ledger`] does the same with maps. Every rule about repeats, attempts and order
//! is in here, once.

mod attempt;
mod difference;
mod facts;
mod record;
mod resolve;
mod work;

use std::collections::BTreeMap;
use std::sync::Arc;

use time::OffsetDateTime;
use uuid::Uuid;

pub use facts::{AttemptFacts, Facts, Planned, RowFacts, RunFacts};

use crate::case::RowKey;
use crate::counts::Counts;
use crate::number::{RunNumber, Seq};
use crate::outcome::Recorded;
use crate::run_state::RunState;
use crate::submission::{Answer, Submission};

/// What is to be written for one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunPlan {
    /// The rows whose shown result changes, each once.
    pub current: BTreeMap<RowKey, CurrentWrite>,
    /// Past results to be written, by row and place: superseded within this plan, or rewritten.
    pub past: Vec<(RowKey, Arc<Recorded>)>,
    /// Stored results, in order, that cease to be where they were or what they were: rewritten, moved,
    /// or shown again. They are erased with their steps before the rest is written.
    pub dropped: Vec<Seq>,
    /// Attempts that ended, or ended again, with the row and place they have now.
    pub attempts: BTreeMap<Uuid, (RowKey, Seq)>,
    /// Rows, in order, whose placeholder an attempt's start made and left behind. A result of the
    /// same plan may stand in such a row all the same.
    pub unplanned: Vec<RowKey>,
    /// Rows that are no more since all that stood in them moved, with the row it is in now. What is kept
    /// with a row besides results goes there, too.
    pub moved: BTreeMap<RowKey, RowKey>,
    /// The change of the counts of shown statuses.
    pub counts: Counts,
    /// The change of the number of result and step rows.
    pub result_rows: i32,
    /// The next free place.
    pub next_seq: i32,
    /// The state after the plan.
    pub state: Option<RunState>,
}

/// A row's new shown result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrentWrite {
    /// The result; `None` where the row's only result moved away.
    pub result: Option<Arc<Recorded>>,
    /// The result the row shows in storage, to be kept as a past one unless it is dropped.
    pub before: Option<Seq>,
}

/// What is to be written, and what to answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The runs that change.
    pub runs: BTreeMap<RunNumber, RunPlan>,
    /// One answer for each submission, in order.
    pub answers: Vec<Answer>,
}

/// Plans the submissions, one after the other, each on what the ones before it made of the facts.
///
/// A submission for a run that `facts` does not hold is answered as refused.
#[must_use]
pub fn plan(facts: Facts, submissions: Vec<Submission>, now: OffsetDateTime) -> Plan {
    work::Work::new(facts, now).carry_out(submissions)
}
