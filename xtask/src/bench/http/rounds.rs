//! The measured rounds.

use anyhow::Result;
use tokio::runtime::Runtime;

use super::setup::Setup;
use super::workload::{CONNECTIONS, Extent, Kind, Size, Workload, cases};
use super::{client, floor, seed};
use crate::bench::samples::Samples;

/// Results a second, one sample for each round.
pub(super) struct Found {
    pub(super) size: Size,
    pub(super) kind: Kind,
    pub(super) http: Samples,
    pub(super) floor: Samples,
}

/// Measures every kind and size in every round, server and floor in turn. Which of them is first changes from
/// round to round, because the machine may be shared: what disturbs, disturbs both alike.
pub(super) fn measure(
    runtime: &Runtime,
    setup: &Setup,
    extent: Extent,
    rounds: i32,
) -> Result<Vec<Found>> {
    let mut found: Vec<Found> = Size::ALL
        .into_iter()
        .flat_map(|size| Kind::ALL.map(|kind| empty(size, kind)))
        .collect();
    let cases = cases(extent);
    let mut next_run = 1;
    // Round 0 warms caches and plans up and is not kept.
    for round in 0..=rounds {
        for size in Size::ALL {
            let runs: Vec<i32> = (next_run..).take(usize::try_from(CONNECTIONS)?).collect();
            next_run += CONNECTIONS;
            for database in [&setup.server_database, &setup.floor_database] {
                runtime.block_on(seed::runs(database, &runs, &cases))?;
            }
            for found in found.iter_mut().filter(|it| it.size == size) {
                let workload = Workload::new(runs.clone(), extent, size, found.kind);
                let [http, floor] = take(runtime, setup, &workload, round % 2 == 0)?;
                if round > 0 {
                    found.http.push(http);
                    found.floor.push(floor);
                }
            }
        }
    }
    Ok(found)
}

fn empty(size: Size, kind: Kind) -> Found {
    Found {
        size,
        kind,
        http: Samples::default(),
        floor: Samples::default(),
    }
}

/// Results a second over HTTP and of the floor.
fn take(
    runtime: &Runtime,
    setup: &Setup,
    workload: &Workload,
    floor_first: bool,
) -> Result<[f64; 2]> {
    let floor = |setup: &Setup| runtime.block_on(floor::measure(&setup.writers, workload));
    let http = |setup: &Setup| client::measure(&setup.server, workload);
    let (http, floor) = if floor_first {
        let floor = floor(setup)?;
        (http(setup)?, floor)
    } else {
        (http(setup)?, floor(setup)?)
    };
    let results = f64::from(u32::try_from(workload.results())?);
    Ok([http, floor].map(|taken| results / taken.as_secs_f64()))
}
