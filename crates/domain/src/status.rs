//! The canonical outcome of a test, and the classes every vendor's words fall into.

/// What is known about the outcome of a case in a run, or of one step.
///
/// The codes are stored; they never change their meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Nothing has been recorded.
    Untested,
    /// An execution has begun and has not ended.
    InProgress,
    /// Every assertion held.
    Passed,
    /// An assertion did not hold.
    Failed,
    /// The test itself could not do its work.
    Broken,
    /// Could not be executed because of something outside the test.
    Blocked,
    /// Was left out on purpose.
    Skipped,
    /// Has to be executed again.
    Retest,
    /// Did not end in its time.
    TimedOut,
    /// The reporter could not tell.
    Unknown,
}

/// What a status, or a vendor's word, means to somebody who only asks "is it good?".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Good.
    Passing,
    /// Bad: the test says that something is wrong.
    Failing,
    /// Neither: not executed, not finished, or undecided.
    Undecided,
}

impl Status {
    /// Every status, in the order of its code.
    pub const ALL: [Self; 10] = [
        Self::Untested,
        Self::InProgress,
        Self::Passed,
        Self::Failed,
        Self::Broken,
        Self::Blocked,
        Self::Skipped,
        Self::Retest,
        Self::TimedOut,
        Self::Unknown,
    ];

    /// The stored number of this status: its place in [`Status::ALL`].
    #[must_use]
    pub const fn code(self) -> i16 {
        match self {
            Self::Untested => 0,
            Self::InProgress => 1,
            Self::Passed => 2,
            Self::Failed => 3,
            Self::Broken => 4,
            Self::Blocked => 5,
            Self::Skipped => 6,
            Self::Retest => 7,
            Self::TimedOut => 8,
            Self::Unknown => 9,
        }
    }

    /// The status stored as `code`, or nothing if no status has it.
    #[must_use]
    pub fn from_code(code: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// Failed, Broken and `TimedOut` are failing and only Passed is passing, in every dialect.
    #[must_use]
    pub const fn class(self) -> Class {
        match self {
            Self::Passed => Class::Passing,
            Self::Failed | Self::Broken | Self::TimedOut => Class::Failing,
            Self::Untested
            | Self::InProgress
            | Self::Blocked
            | Self::Skipped
            | Self::Retest
            | Self::Unknown => Class::Undecided,
        }
    }

    /// The overall status of a result whose sender named only the steps: the worst step decides,
    /// in the order failing, blocked, retest, in progress, skipped, untested, unknown, passed.
    ///
    /// `None` for no steps at all.
    #[must_use]
    pub fn of_steps(steps: impl IntoIterator<Item = Self>) -> Option<Self> {
        const WORST_FIRST: [Status; 10] = [
            Status::Failed,
            Status::Broken,
            Status::TimedOut,
            Status::Blocked,
            Status::Retest,
            Status::InProgress,
            Status::Skipped,
            Status::Untested,
            Status::Unknown,
            Status::Passed,
        ];
        let seen: Vec<Self> = steps.into_iter().collect();
        WORST_FIRST.into_iter().find(|status| seen.contains(status))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back_to_its_status() {
        for (place, status) in Status::ALL.into_iter().enumerate() {
            assert_eq!(usize::try_from(status.code()), Ok(place));
            assert_eq!(Status::from_code(status.code()), Some(status));
        }
        assert_eq!(Status::from_code(10), None);
    }

    #[test]
    fn the_worst_step_decides() {
        use Status::{Blocked, Failed, Passed, Skipped};
        for (steps, overall) in [
            (vec![], None),
            (vec![Passed, Passed], Some(Passed)),
            (vec![Passed, Failed, Blocked], Some(Failed)),
            (vec![Skipped, Blocked], Some(Blocked)),
            (vec![Passed, Skipped], Some(Skipped)),
        ] {
            assert_eq!(Status::of_steps(steps), overall);
        }
        for status in Status::ALL {
            assert_eq!(Status::of_steps([status]), Some(status));
        }
    }
}
