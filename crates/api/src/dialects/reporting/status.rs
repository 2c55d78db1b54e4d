//! Reporting's words for a result's status (finish test run, `result`).

use domain::status::{Class, Status};
use domain::status_table::Fidelity::{Exact, Loss};
use domain::status_table::StatusTable;

pub(crate) static STATUS: StatusTable = StatusTable {
    words: &[
        ("passed", Class::Passing),
        ("failed", Class::Failing),
        ("timeout", Class::Failing),
        ("skipped", Class::Undecided),
        ("pending", Class::Undecided),
        ("unknown", Class::Undecided),
    ],
    inbound: &[
        ("passed", Status::Passed),
        ("failed", Status::Failed),
        ("skipped", Status::Skipped),
        ("timeout", Status::TimedOut),
    ],
    outbound: &[
        (Status::Untested, "pending", Loss),
        (Status::InProgress, "pending", Loss),
        (Status::Passed, "passed", Exact),
        (Status::Failed, "failed", Exact),
        (Status::Broken, "failed", Loss),
        (Status::Blocked, "skipped", Loss),
        (Status::Skipped, "skipped", Exact),
        (Status::Retest, "unknown", Loss),
        (Status::TimedOut, "timeout", Exact),
        (Status::Unknown, "unknown", Loss),
    ],
    case_sensitive: true,
};

/// The words for a build ("Build status and test count").
pub(crate) const BUILD_STATUSES: [&str; 5] = ["passed", "failed", "unknown", "skipped", "running"];

/// `workflowStatus`. Seen of the vendor: Passed, Failed, Skipped, In Progress; the others are ours.
pub(crate) const fn workflow(status: Status) -> &'static str {
    match status {
        Status::Untested => "Untested",
        Status::InProgress => "In Progress",
        Status::Passed => "Passed",
        Status::Failed | Status::Broken | Status::TimedOut => "Failed",
        Status::Blocked | Status::Skipped => "Skipped",
        Status::Retest | Status::Unknown => "Unknown",
    }
}
