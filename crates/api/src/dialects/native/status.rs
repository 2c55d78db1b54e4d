//! The canonical statuses under names of their own: the only table without a loss.

use domain::status::{Class, Status};
use domain::status_table::Fidelity::Exact;
use domain::status_table::StatusTable;

pub(super) static STATUS: StatusTable = StatusTable {
    words: &[
        ("untested", Class::Undecided),
        ("in_progress", Class::Undecided),
        ("passed", Class::Passing),
        ("failed", Class::Failing),
        ("broken", Class::Failing),
        ("blocked", Class::Undecided),
        ("skipped", Class::Undecided),
        ("retest", Class::Undecided),
        ("timed_out", Class::Failing),
        ("unknown", Class::Undecided),
    ],
    // Nothing is recorded through this dialect yet.
    inbound: &[],
    outbound: &[
        (Status::Untested, "untested", Exact),
        (Status::InProgress, "in_progress", Exact),
        (Status::Passed, "passed", Exact),
        (Status::Failed, "failed", Exact),
        (Status::Broken, "broken", Exact),
        (Status::Blocked, "blocked", Exact),
        (Status::Skipped, "skipped", Exact),
        (Status::Retest, "retest", Exact),
        (Status::TimedOut, "timed_out", Exact),
        (Status::Unknown, "unknown", Exact),
    ],
    case_sensitive: true,
};
