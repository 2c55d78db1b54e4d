//! How much data a measurement works on.

/// Cases in every run.
pub(super) const CASES: i32 = 10_000;

/// First number of the runs that are pre-populated and half filled, for reading.
pub(super) const FIRST_PLANNED_RUN: i32 = 100_000;

/// One size of the data.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    /// Runs of `CASES` results each.
    pub(super) runs: i32,
    /// Pre-populated, half filled runs beside them.
    pub(super) planned_runs: i32,
    /// Runs for the sizes of pre-populated runs, which are filled through the measured write and so take longer.
    pub(super) filled_runs: i32,
}

impl Scale {
    /// Everything fits Postgres' default cache.
    pub(super) const SMALL: Self = Self {
        runs: 1,
        planned_runs: 1,
        filled_runs: 1,
    };
    pub(super) const QUICK: Self = Self {
        runs: 20,
        planned_runs: 2,
        filled_runs: 2,
    };
    pub(super) const LARGE: Self = Self {
        runs: 500,
        planned_runs: 10,
        filled_runs: 10,
    };

    pub(super) fn results(self) -> i32 {
        self.runs * CASES
    }
}

/// A count of results as the report spells it: `10 k`, `5 M`.
pub(super) fn spell(results: i32) -> String {
    if results % 1_000_000 == 0 {
        format!("{} M", results / 1_000_000)
    } else {
        format!("{} k", results / 1_000)
    }
}
