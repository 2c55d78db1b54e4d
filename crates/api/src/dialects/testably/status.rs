//! Testably's words for the status of a result (docs: Test Results API, "Status Values") and of a run.

use domain::status::{Class, Status};
use domain::status_table::Fidelity::{Exact, Loss};
use domain::status_table::StatusTable;

/// The documents know two states of a run; only a closed one is not active.
pub(crate) const ACTIVE: &str = "active";
pub(crate) const CLOSED: &str = "closed";
pub(crate) const RUN_WORDS: [&str; 2] = [ACTIVE, CLOSED];

pub(crate) static STATUS: StatusTable = StatusTable {
    words: &[
        ("passed", Class::Passing),
        ("failed", Class::Failing),
        ("blocked", Class::Undecided),
        ("retest", Class::Undecided),
        ("not_tested", Class::Undecided),
        // The deployed CI upload and the reporters spell `not_tested` like this.
        ("untested", Class::Undecided),
    ],
    inbound: &[
        ("passed", Status::Passed),
        ("failed", Status::Failed),
        ("blocked", Status::Blocked),
        ("retest", Status::Retest),
        ("not_tested", Status::Untested),
        ("untested", Status::Untested),
    ],
    outbound: &[
        (Status::Untested, "not_tested", Exact),
        (Status::InProgress, "not_tested", Loss),
        (Status::Passed, "passed", Exact),
        (Status::Failed, "failed", Exact),
        (Status::Broken, "failed", Loss),
        (Status::Blocked, "blocked", Exact),
        (Status::Skipped, "blocked", Loss),
        (Status::Retest, "retest", Exact),
        (Status::TimedOut, "failed", Loss),
        (Status::Unknown, "retest", Loss),
    ],
    case_sensitive: true,
};
