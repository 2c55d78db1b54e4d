//! Sealed runs: what a client said a run will get, and whether it got that.

mod lines;

use time::OffsetDateTime;

pub use lines::{Line, sort, text, word};

/// What a client announced of a run, and what is there of it.
///
/// Counted are rows that show an outcome. A second result of one row makes up for no row that has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seal {
    /// How many results were announced.
    pub expected: u32,
    /// How many of them are not there.
    pub missing: u32,
    /// When all of them have to be there.
    pub deadline: Option<OffsetDateTime>,
    /// Since when none is missing.
    pub filled_at: Option<OffsetDateTime>,
}

/// What a sealed run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// All that was announced is there, and was in time.
    Complete,
    /// Something is missing, and may still come in time.
    Short,
    /// Something was missing when its time was over. It may have come since: the run stays late.
    Late,
}

impl Seal {
    /// What the run is now. The deadline itself is in time.
    #[must_use]
    pub fn completeness(&self, now: OffsetDateTime) -> Completeness {
        let Self {
            expected: _,
            missing,
            deadline,
            filled_at,
        } = *self;
        // What is missing may come now, at the soonest.
        let filled_at = filled_at.filter(|_| missing == 0).unwrap_or(now);
        if deadline.is_some_and(|deadline| filled_at > deadline) {
            Completeness::Late
        } else if missing > 0 {
            Completeness::Short
        } else {
            Completeness::Complete
        }
    }

    /// Whether the run may read as passed, or as completed. No moment makes that of a run which is short or late,
    /// so none is asked for.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        match (self.missing, self.filled_at) {
            (0, Some(filled_at)) => self.completeness(filled_at) == Completeness::Complete,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Completeness::{Complete, Late, Short};
    use proptest::prelude::*;

    fn at(second: i64) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(second).unwrap()
    }

    fn seal(missing: u32, deadline: Option<i64>, filled_at: Option<i64>) -> Seal {
        Seal {
            expected: 3,
            missing,
            deadline: deadline.map(at),
            filled_at: filled_at.map(at),
        }
    }

    #[test]
    fn what_is_missing_and_the_deadline_decide() {
        for (missing, deadline, filled_at, now, expected) in [
            (0, None, Some(5), 9, Complete),
            (1, None, None, 9, Short),
            (3, None, None, 9, Short),
            (0, Some(5), Some(4), 9, Complete),
            (0, Some(5), Some(5), 9, Complete),
            (0, Some(5), Some(6), 9, Late),
            (1, Some(5), None, 4, Short),
            (1, Some(5), None, 5, Short),
            (1, Some(5), None, 6, Late),
            (3, Some(5), None, 6, Late),
        ] {
            let seal = seal(missing, deadline, filled_at);
            assert_eq!(seal.completeness(at(now)), expected, "{seal:?} at {now}");
            assert_eq!(seal.is_kept(), expected == Complete, "{seal:?}");
        }
    }

    proptest! {
        #[test]
        fn no_moment_makes_a_run_complete_or_takes_that_from_it(
            missing in 0..3_u32, deadline in prop::option::of(0..20_i64), filled_at in 0..20_i64, later in 0..20_i64,
        ) {
            let seal = seal(missing, deadline, (missing == 0).then_some(filled_at));
            let now = at(filled_at + later);
            prop_assert_eq!(seal.completeness(now) == Complete, seal.is_kept());
            prop_assert!(missing == 0 || !seal.is_kept());
        }

        #[test]
        fn a_run_that_is_late_stays_late(deadline in 0..20_i64, now in 0..40_i64, later in 0..20_i64) {
            let before = seal(1, Some(deadline), None);
            if before.completeness(at(now)) == Late {
                let filled = seal(0, Some(deadline), Some(now));
                prop_assert_eq!(before.completeness(at(now + later)), Late);
                prop_assert_eq!(filled.completeness(at(now + later)), Late);
            }
        }
    }
}
