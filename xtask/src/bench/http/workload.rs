//! What is uploaded: which results, in how many requests, to which runs.

use super::way::{Dialect, Kind, Way};
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
    /// Runs of ten thousand results that are filled to see what results cost on disk.
    stored_runs: i32,
    /// Results in all pages that each of many connections asks for.
    listed: i32,
}

impl Extent {
    pub(super) const QUICK: Self = Self {
        rounds: 3,
        results: 3_000,
        singles: 32,
        stored_runs: 16,
        listed: 600,
    };
    pub(super) const FULL: Self = Self {
        rounds: 5,
        results: 6_000,
        singles: 60,
        stored_runs: 365,
        listed: 1_200,
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

/// Uploads of one way and kind: the same batches to each of the runs.
pub(super) struct Workload {
    /// One for each connection.
    pub(super) runs: Vec<i32>,
    /// One for each request.
    pub(super) batches: Vec<Vec<Item>>,
    pub(super) dialect: Dialect,
}

impl Workload {
    pub(super) fn new(runs: Vec<i32>, extent: Extent, way: Way, kind: Kind) -> Self {
        let results = way.size.results();
        let batches = (0..extent.results)
            .step_by(usize::try_from(results).unwrap_or(usize::MAX))
            .map(|start| batch(start..start + results, CASES, kind.version()))
            .collect();
        Self {
            runs,
            batches,
            dialect: way.dialect,
        }
    }

    /// Every case of the project, in qahub's requests of so many, all passed.
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
        Self {
            runs,
            batches,
            dialect: Dialect::Qahub,
        }
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
    use super::{Extent, Kind, Way, Workload, cases};

    #[test]
    fn every_size_uploads_all_results_once() {
        for extent in [Extent::QUICK, Extent::FULL] {
            for way in Way::ALL {
                let workload = Workload::new(vec![1, 2], extent, way, Kind::New);
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
