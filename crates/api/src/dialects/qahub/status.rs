//! QAHub's words for a result's status (docs: Results, "Result input fields") and for a run's state
//! (docs: Test runs).

use domain::run_state::RunState;
use domain::status::{Class, Status};
use domain::status_table::Fidelity::{Exact, Loss};
use domain::status_table::StatusTable;

pub(super) static STATUS: StatusTable = StatusTable {
    words: &[
        ("PASSED", Class::Passing),
        ("FAILED", Class::Failing),
        ("BROKEN", Class::Failing),
        ("SKIPPED", Class::Undecided),
        ("UNKNOWN", Class::Undecided),
    ],
    inbound: &[
        ("PASSED", Status::Passed),
        ("FAILED", Status::Failed),
        ("BROKEN", Status::Broken),
        ("SKIPPED", Status::Skipped),
        ("UNKNOWN", Status::Unknown),
    ],
    outbound: &[
        (Status::Untested, "UNKNOWN", Loss),
        (Status::InProgress, "UNKNOWN", Loss),
        (Status::Passed, "PASSED", Exact),
        (Status::Failed, "FAILED", Exact),
        (Status::Broken, "BROKEN", Exact),
        (Status::Blocked, "SKIPPED", Loss),
        (Status::Skipped, "SKIPPED", Exact),
        (Status::Retest, "UNKNOWN", Loss),
        (Status::TimedOut, "BROKEN", Loss),
        (Status::Unknown, "UNKNOWN", Exact),
    ],
    // The documents show upper case only.
    case_sensitive: true,
};

/// The words for a run's state, each with the state that a client means by it.
pub(super) const RUN_STATES: [(&str, RunState); 4] = [
    ("PENDING", RunState::New),
    ("IN_PROGRESS", RunState::InProgress),
    ("COMPLETED", RunState::Done),
    ("SYNCED", RunState::Synced),
];

/// Every word for a run's state.
pub(super) fn run_words() -> [&'static str; 4] {
    RUN_STATES.map(|(word, _)| word)
}

/// The word that a client reads for a run. One that lacks something that was announced, or got it too late, is not
/// completed, whatever was declared of it.
pub(super) const fn run_word(state: RunState, short_or_late: bool) -> &'static str {
    match state {
        RunState::New => "PENDING",
        RunState::InProgress | RunState::UnderReview | RunState::Rejected => "IN_PROGRESS",
        RunState::Done | RunState::Closed | RunState::Synced if short_or_late => "IN_PROGRESS",
        RunState::Done | RunState::Closed => "COMPLETED",
        RunState::Synced => "SYNCED",
    }
}
