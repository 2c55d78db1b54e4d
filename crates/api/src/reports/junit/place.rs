//! What an element of a report is, by its name and the element around it.

use super::Outcome;

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Suite,
    Case,
    /// The list of a case's properties.
    Properties,
    Property,
    /// Says how a case ended.
    Verdict(Outcome),
    /// A verdict that is worse than those before it in its case.
    DecidingVerdict,
    SystemOut,
    /// Anything that is not read, with all that is in it.
    Other,
}

impl Place {
    pub(super) fn of_root(name: &str) -> Option<Self> {
        matches!(name, "testsuites" | "testsuite").then_some(Self::Suite)
    }

    pub(super) fn of_child(self, name: &str) -> Self {
        match (self, name) {
            (Self::Suite, "testsuite") => Self::Suite,
            (Self::Suite, "testcase") => Self::Case,
            (Self::Case, "failure") => Self::Verdict(Outcome::Failed),
            (Self::Case, "error") => Self::Verdict(Outcome::Errored),
            (Self::Case, "skipped") => Self::Verdict(Outcome::Skipped),
            (Self::Case, "properties") => Self::Properties,
            (Self::Case, "system-out") => Self::SystemOut,
            (Self::Properties, "property") => Self::Property,
            (
                Self::Suite
                | Self::Case
                | Self::Properties
                | Self::Property
                | Self::Verdict(_)
                | Self::DecidingVerdict
                | Self::SystemOut
                | Self::Other,
                _,
            ) => Self::Other,
        }
    }
}
