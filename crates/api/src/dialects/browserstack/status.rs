//! The vendor's words for a status: a display value, an internal name, a colour and a number for each.

use domain::outcome::StatusChoice;
use domain::status::{Class, Status};
use domain::status_table::Fidelity::{Exact, Loss};
use domain::status_table::StatusTable;

/// Requests may spell a status either way, in any case; answers have the display value.
pub(super) static STATUS: StatusTable = StatusTable {
    words: &[
        ("Untested", Class::Undecided),
        ("Passed", Class::Passing),
        ("Retest", Class::Undecided),
        ("Failed", Class::Failing),
        ("Blocked", Class::Undecided),
        ("Skipped", Class::Undecided),
        ("In Progress", Class::Undecided),
        ("in_progress", Class::Undecided),
    ],
    inbound: &[
        ("Untested", Status::Untested),
        ("Passed", Status::Passed),
        ("Retest", Status::Retest),
        ("Failed", Status::Failed),
        ("Blocked", Status::Blocked),
        ("Skipped", Status::Skipped),
        ("In Progress", Status::InProgress),
        ("in_progress", Status::InProgress),
    ],
    outbound: &[
        (Status::Untested, "Untested", Exact),
        (Status::InProgress, "In Progress", Exact),
        (Status::Passed, "Passed", Exact),
        (Status::Failed, "Failed", Exact),
        (Status::Broken, "Failed", Loss),
        (Status::Blocked, "Blocked", Exact),
        (Status::Skipped, "Skipped", Exact),
        (Status::Retest, "Retest", Exact),
        (Status::TimedOut, "Failed", Loss),
        (Status::Unknown, "Retest", Loss),
    ],
    case_sensitive: false,
};

/// A status as the vendor's account has it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// `status_id`; ours, the vendor's differ from account to account.
    pub(super) id: i32,
    /// `Passed`
    pub(super) display: &'static str,
    /// `passed`
    pub(super) internal: &'static str,
    /// Passed and Failed are the vendor's, the others near them and ours.
    pub(super) colour: &'static str,
}

/// The vendor's seven system statuses, in its order.
pub(super) static SHOWN: [Shown; 7] = [
    shown(1, "Untested", "untested", "#9CA3AF"),
    shown(2, "Passed", "passed", "#059669"),
    shown(3, "Retest", "retest", "#FBBF24"),
    shown(4, "Failed", "failed", "#F87171"),
    shown(5, "Blocked", "blocked", "#7C3AED"),
    shown(6, "Skipped", "skipped", "#60A5FA"),
    shown(7, "In Progress", "in_progress", "#3B82F6"),
];

const fn shown(
    id: i32,
    display: &'static str,
    internal: &'static str,
    colour: &'static str,
) -> Shown {
    Shown {
        id,
        display,
        internal,
        colour,
    }
}

/// How a status is shown.
pub(super) fn of(status: Status) -> &'static Shown {
    let display = STATUS.to_wire(status);
    let [untested, rest @ ..] = &SHOWN;
    // Every display value of the table is in the list; a test says so.
    rest.iter()
        .find(|it| it.display == display)
        .unwrap_or(untested)
}

/// How a step is shown; one without an outcome was not tested.
pub(super) fn of_step(status: Option<StatusChoice>) -> &'static Shown {
    of(status.map_or(Status::Untested, |choice| choice.status))
}
