//! Applitools' words for a check, and for a whole run or test (docs: Get Results API; "Analyze results").

use domain::counts::{Counts, Verdict};
use domain::run_state::RunState;
use domain::status::{Class, Status};
use domain::status_table::Fidelity::{Exact, Loss};
use domain::status_table::StatusTable;

/// Nothing is written through this API, so no word is read.
pub(super) static STATUS: StatusTable = StatusTable {
    words: &[
        ("passed", Class::Passing),
        ("failed", Class::Failing),
        ("aborted", Class::Undecided),
        ("pending", Class::Undecided),
        ("unresolved", Class::Undecided),
    ],
    inbound: &[],
    outbound: &[
        (Status::Untested, "pending", Exact),
        (Status::InProgress, "pending", Loss),
        (Status::Passed, "passed", Exact),
        (Status::Failed, "failed", Exact),
        (Status::Broken, "failed", Loss),
        (Status::Blocked, "aborted", Exact),
        (Status::Skipped, "pending", Loss),
        (Status::Retest, "unresolved", Exact),
        (Status::TimedOut, "failed", Loss),
        (Status::Unknown, "unresolved", Loss),
    ],
    case_sensitive: true,
};

/// The words for a whole run or test, those that [`of_run`] and [`of_test`] choose from.
pub(super) const OUTCOMES: [&str; 6] = [
    "pending",
    "running",
    "passed",
    "failed",
    "aborted",
    "unresolved",
];

/// What a run is. From canonical statuses, so that a skipped case, which counts as pending, does not
/// keep clients waiting.
///
/// Clients wait for passed, failed or aborted (some for unresolved too). A run that lacks something that was announced,
/// or got it too late, goes on until it is closed, and is unresolved then.
pub(super) fn of_run(counts: &Counts, state: RunState, short_or_late: bool) -> &'static str {
    match counts.verdict() {
        _ if short_or_late && !ended(state) => "running",
        _ if short_or_late && counts.failing() > 0 => "failed",
        _ if short_or_late => "unresolved",
        Verdict::Empty if ended(state) => "aborted",
        // Nothing passed, so it must not read as passed.
        Verdict::Skipped => "aborted",
        Verdict::Empty
        | Verdict::Unfinished
        | Verdict::Failed
        | Verdict::Blocked
        | Verdict::Undecided
        | Verdict::Passed => of_test(counts, state),
    }
}

/// What one test of a run is. A skipped one is pending, which clients report as skipped.
///
/// The words of a run that goes on are a reading: pending before any result, then running. A run that
/// was declared complete will not go on; what is unfinished in it "did not complete": aborted, unless
/// something failed.
pub(super) fn of_test(counts: &Counts, state: RunState) -> &'static str {
    match counts.verdict() {
        Verdict::Unfinished if ended(state) && counts.failing() > 0 => "failed",
        Verdict::Unfinished if ended(state) => "aborted",
        Verdict::Unfinished if counts.of(Status::Untested) < counts.total() => "running",
        Verdict::Empty | Verdict::Unfinished | Verdict::Skipped => "pending",
        Verdict::Failed => "failed",
        Verdict::Blocked => "aborted",
        Verdict::Undecided => "unresolved",
        Verdict::Passed => "passed",
    }
}

/// Whether a run was declared complete.
pub(super) const fn ended(state: RunState) -> bool {
    match state {
        RunState::New | RunState::InProgress | RunState::UnderReview | RunState::Rejected => false,
        RunState::Done | RunState::Synced | RunState::Closed => true,
    }
}
