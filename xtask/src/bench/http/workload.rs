//! What is uploaded: which results, in how many requests, to which runs.

use crate::bench::batch::{Item, PASSED, batch};

/// Connections that upload at the same time, each to a run of its own.
pub(super) const CONNECTIONS: i32 = 8;

/// Cases of the project.
pub(super) const CASES: i32 = 10_000;

/// How much is measured.
#[derive(Clone, Copy)]
pub(super) struct Extent {
    /// Measured rounds.
    pub(super) rounds: i32,
    /// Results in all requests of a connection, for each size; a multiple of every size.
    results: i32,
    /// Requests of each of many connections that send single results.
    singles: i32,
    /// Runs that are filled to see what results cost on disk; a multiple of the connections.
    stored_runs: i32,
    /// Results in all pages that each of many connections asks for.
    listed: i32,
}

impl Extent {
    pub(super) const QUICK: Self = Self {
        rounds: 5,
        results: 3_000,
        singles: 40,
        stored_runs: 16,
        listed: 900,
    };
    pub(super) const FULL: Self = Self {
        rounds: 9,
        results: 9_000,
        singles: 150,
        stored_runs: 368,
        listed: 3_000,
    };

    pub(super) const fn stored_runs(self) -> i32 {
        self.stored_runs
    }

    /// Pages of so many results that each of many connections asks for.
    pub(super) fn pages(self, size: i32) -> usize {
        usize::try_from(self.listed / size).unwrap_or_default()
    }

    pub(super) const fn of_each(self) -> i32 {
        self.singles
    }

    /// Requests of a connection that sends single results alone.
    pub(super) const fn of_one(self) -> i32 {
        8 * self.singles
    }
}

/// Results in a request.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// What a reporter sends.
    Usual,
    /// What an import sends.
    Large,
}

impl Size {
    pub(super) const ALL: [Self; 2] = [Self::Usual, Self::Large];

    pub(super) const fn results(self) -> i32 {
        match self {
            Self::Usual => 300,
            Self::Large => 1_000,
        }
    }
}

/// What the uploaded results are to those that are there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The first ones of untested cases.
    New,
    /// Different from the ones shown, which they supersede.
    Changed,
    /// The same as the ones shown.
    Unchanged,
}

impl Kind {
    /// In the order in which a run gets them.
    pub(super) const ALL: [Self; 3] = [Self::New, Self::Changed, Self::Unchanged];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
        }
    }

    const fn version(self) -> i32 {
        match self {
            Self::New => 1,
            Self::Changed | Self::Unchanged => 2,
        }
    }
}

/// Uploads of one kind and size: the same batches to each of the runs.
pub(super) struct Workload {
    /// One for each connection.
    pub(super) runs: Vec<i32>,
    /// One for each request.
    pub(super) batches: Vec<Vec<Item>>,
}

impl Workload {
    pub(super) fn new(runs: Vec<i32>, extent: Extent, size: Size, kind: Kind) -> Self {
        let results = usize::try_from(size.results()).unwrap_or(usize::MAX);
        let batches = (0..extent.results)
            .step_by(results)
            .map(|start| batch(start..start + size.results(), CASES, kind.version()))
            .collect();
        Self { runs, batches }
    }

    /// Every case of the project, in requests of so many, all passed.
    pub(super) fn passing(runs: Vec<i32>, size: i32) -> Self {
        let passed = |item: Item| Item {
            status: PASSED,
            note: None,
            ..item
        };
        let batches = (0..CASES)
            .step_by(usize::try_from(size).unwrap_or(usize::MAX))
            .map(|start| batch(start..start + size, CASES, 1))
            .map(|items| items.into_iter().map(passed).collect())
            .collect();
        Self { runs, batches }
    }

    /// Results in all uploads to all runs.
    pub(super) fn results(&self) -> usize {
        self.runs.len() * self.batches.iter().map(Vec::len).sum::<usize>()
    }
}

/// The cases that uploads name.
pub(super) fn cases(extent: Extent) -> Vec<i32> {
    batch(0..extent.results, CASES, 1)
        .into_iter()
        .map(|item| item.case_no)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Extent, Kind, Size, Workload, cases};

    #[test]
    fn every_size_uploads_all_results_once() {
        for extent in [Extent::QUICK, Extent::FULL] {
            for size in Size::ALL {
                let workload = Workload::new(vec![1, 2], extent, size, Kind::New);
                let mut named: Vec<i32> = workload
                    .batches
                    .iter()
                    .flatten()
                    .map(|it| it.case_no)
                    .collect();
                named.sort_unstable();
                assert_eq!(named, cases(extent));
                assert_eq!(workload.results(), 2 * named.len());
            }
        }
    }
}
