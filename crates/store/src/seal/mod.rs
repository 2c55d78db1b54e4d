//! Seals runs: what a client said a run will get, and what is there of it.

mod put;
mod read;
mod reckon;

use domain::seal::{Line, Seal};
use time::OffsetDateTime;

pub(crate) use read::SealRow;
pub(crate) use reckon::{Touched, reckon};

use crate::catalogue::RowSelection;
use crate::locate::{Located, Run};
use domain::case::RowKey;
use domain::number::CaseNumber;

/// The most rows that a seal may name: every configuration of a run counts where a case is named without any.
pub const MOST_ROWS: i64 = 1_000_000;

/// What a run is sealed with.
#[derive(Clone, Debug)]
pub struct NewSeal {
    /// What it will get.
    pub announced: Announced,
    /// When all of it has to be there.
    pub deadline: Option<OffsetDateTime>,
}

/// What a client says a run will get.
#[derive(Clone, Debug)]
pub enum Announced {
    /// So many results, each of another row.
    Results(u32),
    /// Results for these rows, one or more; the run gets those that it does not hold. Each case must be one of its
    /// project.
    Rows(Vec<RowSelection>),
}

/// What became of an announcement.
#[derive(Clone, Debug)]
pub enum Sealing {
    /// The run is sealed with it.
    Sealed(Box<Located<Run>>),
    /// It names more than [`MOST_ROWS`] rows. Nothing was changed.
    TooMany,
    /// These cases are not there any more. Nothing was changed.
    Gone(Vec<CaseNumber>),
}

/// A seal, and what the run has taken at the same moment.
#[derive(Clone, Debug)]
pub struct SealedRun {
    /// The seal.
    pub seal: Seal,
    /// The rows that have to show an outcome and do not, in order, where the seal names rows.
    pub missing: Option<Vec<RowKey>>,
    /// The results that rows show, in no order.
    pub shown: Vec<Line>,
    /// How many results a newer one of the same row has superseded.
    pub superseded: u32,
    /// How many results were refused beside others that were taken, since the run is sealed.
    pub refused: u32,
}
