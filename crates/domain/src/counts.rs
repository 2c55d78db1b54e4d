//! How many rows of a run show which status, and what that makes of the run.

use crate::status::Status;

/// A run's rows by the status they show. Also used for differences, so numbers may be negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([i32; Status::ALL.len()]);

/// What the rows of a run make of it, computed from canonical statuses only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// There are no rows.
    Empty,
    /// At least one row is untested or in progress.
    Unfinished,
    /// All rows are final, at least one is failing.
    Failed,
    /// None is failing, at least one is blocked.
    Blocked,
    /// None is failing or blocked, at least one is undecided (retest, unknown).
    Undecided,
    /// All that is left passed, or passed and skipped.
    Passed,
    /// Every row was skipped.
    Skipped,
}

impl Counts {
    /// Reads counts in the order of the status codes; missing ones are zero.
    #[must_use]
    pub fn from_codes(numbers: &[i32]) -> Self {
        let mut counts = Self::default();
        for (count, number) in counts.0.iter_mut().zip(numbers) {
            *count = *number;
        }
        counts
    }

    /// The counts in the order of the status codes.
    #[must_use]
    pub const fn codes(&self) -> [i32; Status::ALL.len()] {
        self.0
    }

    /// How many rows show `status`.
    #[must_use]
    pub fn of(&self, status: Status) -> i32 {
        let place = Status::ALL.iter().position(|it| *it == status);
        place
            .and_then(|place| self.0.get(place))
            .copied()
            .unwrap_or_default()
    }

    /// Changes the count of one status.
    pub fn add(&mut self, status: Status, change: i32) {
        for (known, count) in Status::ALL.iter().zip(self.0.iter_mut()) {
            if *known == status {
                *count += change;
            }
        }
    }

    /// A row that showed `before` shows `after`; `None` for a row that is not there.
    pub fn moved(&mut self, before: Option<Status>, after: Option<Status>) {
        if before != after {
            if let Some(status) = before {
                self.add(status, -1);
            }
            if let Some(status) = after {
                self.add(status, 1);
            }
        }
    }

    /// All rows together.
    #[must_use]
    pub fn total(&self) -> i32 {
        self.0.iter().sum()
    }

    /// Rows that failed, broke or timed out.
    #[must_use]
    pub fn failing(&self) -> i32 {
        self.of(Status::Failed) + self.of(Status::Broken) + self.of(Status::TimedOut)
    }

    /// Rows without a final outcome.
    #[must_use]
    pub fn unfinished(&self) -> i32 {
        self.of(Status::Untested) + self.of(Status::InProgress)
    }

    /// What the rows make of the run.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if self.total() == 0 {
            Verdict::Empty
        } else if self.unfinished() > 0 {
            Verdict::Unfinished
        } else if self.failing() > 0 {
            Verdict::Failed
        } else if self.of(Status::Blocked) > 0 {
            Verdict::Blocked
        } else if self.of(Status::Retest) + self.of(Status::Unknown) > 0 {
            Verdict::Undecided
        } else if self.of(Status::Passed) > 0 {
            Verdict::Passed
        } else {
            Verdict::Skipped
        }
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        for (count, change) in self.0.iter_mut().zip(other.0) {
            *count += change;
        }
    }
}

impl FromIterator<Status> for Counts {
    fn from_iter<I: IntoIterator<Item = Status>>(statuses: I) -> Self {
        let mut counts = Self::default();
        for status in statuses {
            counts.add(status, 1);
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_decide_the_verdict() {
        use Status::{Blocked, Failed, InProgress, Passed, Retest, Skipped, TimedOut, Untested};
        for (rows, verdict) in [
            (vec![], Verdict::Empty),
            (vec![Passed, Untested], Verdict::Unfinished),
            (vec![Failed, InProgress], Verdict::Unfinished),
            (vec![Passed, TimedOut, Blocked], Verdict::Failed),
            (vec![Passed, Blocked, Retest], Verdict::Blocked),
            (vec![Passed, Retest], Verdict::Undecided),
            (vec![Passed, Skipped], Verdict::Passed),
            (vec![Skipped], Verdict::Skipped),
        ] {
            assert_eq!(rows.into_iter().collect::<Counts>().verdict(), verdict);
        }
    }

    #[test]
    fn counts_survive_their_codes() {
        let counts: Counts = [Status::Passed, Status::Unknown, Status::Passed]
            .into_iter()
            .collect();
        assert_eq!(Counts::from_codes(&counts.codes()), counts);
        assert_eq!((counts.of(Status::Passed), counts.total()), (2, 3));
    }
}
