//! The vendor's words for a status: a display value, an internal name, a colour and a number for each.

use domain::outcome::StatusChoice;
use domain::status::{Class, Status};
use domain::status_table::Fidelity::{Exact, Loss};
use domain::status_table::StatusTable;
use store::catalogue::CustomStatus;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shown<'a> {
    /// `status_id`; ours, the vendor's differ from account to account.
    pub(super) id: i32,
    /// `Passed`
    pub(super) display: &'a str,
    /// `passed`; of a status of the organization's own, its name as it is.
    pub(super) internal: &'a str,
    /// Passed and Failed are the vendor's, the others near them and ours.
    pub(super) colour: &'a str,
}

/// The vendor's seven system statuses, in its order.
pub(super) static SHOWN: [Shown<'static>; 7] = [
    shown(1, "Untested", "untested", "#9CA3AF"),
    shown(2, "Passed", "passed", "#059669"),
    shown(3, "Retest", "retest", "#FBBF24"),
    shown(4, "Failed", "failed", "#F87171"),
    shown(5, "Blocked", "blocked", "#7C3AED"),
    shown(6, "Skipped", "skipped", "#60A5FA"),
    shown(7, "In Progress", "in_progress", "#3B82F6"),
];

/// Statuses of the organization's own have the `status_id`s above this.
const SYSTEM_IDS: i32 = 7;

const fn shown(
    id: i32,
    display: &'static str,
    internal: &'static str,
    colour: &'static str,
) -> Shown<'static> {
    Shown {
        id,
        display,
        internal,
        colour,
    }
}

/// How a system status is shown.
pub(super) fn of(status: Status) -> Shown<'static> {
    let display = STATUS.to_wire(status);
    let [untested, rest @ ..] = &SHOWN;
    // Every display value of the table is in the list; a test says so.
    *rest
        .iter()
        .find(|it| it.display == display)
        .unwrap_or(untested)
}

/// Whether a word is one of the vendor's. Any other may be a status of the organization's own.
pub(super) fn is_system(word: &str) -> bool {
    STATUS.to_domain(word).is_some()
}

/// The vendor's statuses, and those of the organization's own as far as a request needs them.
#[derive(Debug, Default)]
pub(super) struct Statuses {
    own: Vec<CustomStatus>,
}

impl Statuses {
    pub(super) const fn with(own: Vec<CustomStatus>) -> Self {
        Self { own }
    }

    /// The status that a client's word means, in any case. A retired one may not be given any more.
    pub(super) fn read(&self, word: &str) -> Option<StatusChoice> {
        if let Some(status) = STATUS.to_domain(word) {
            return Some(status.into());
        }
        let word = word.to_lowercase();
        let mut usable = self.own.iter().filter(|it| !it.retired);
        let own = usable.find(|it| it.name.to_lowercase() == word)?;
        Some(StatusChoice {
            status: own.counts_as,
            custom: Some(own.number),
        })
    }

    /// How a status is shown; one that is not known any more, as what it counts as.
    pub(super) fn shown(&self, choice: StatusChoice) -> Shown<'_> {
        let StatusChoice { status, custom } = choice;
        let own = self.own.iter().find(|it| Some(it.number) == custom);
        own.map_or_else(
            || of(status),
            |own| Shown {
                id: SYSTEM_IDS.saturating_add(own.number.get()),
                display: &own.name,
                internal: &own.name,
                colour: &own.colour,
            },
        )
    }

    /// How a step is shown; one without an outcome was not tested.
    pub(super) fn of_step(&self, status: Option<StatusChoice>) -> Shown<'_> {
        status.map_or_else(|| of(Status::Untested), |choice| self.shown(choice))
    }
}
