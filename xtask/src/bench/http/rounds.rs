//! The measured rounds.

use std::time::Duration;

use anyhow::Result;
use postgres::Temporary;
use tokio::runtime::Runtime;

use super::cpu::{Processes, Taken};
use super::setup::Setup;
use super::way::{Kind, Way};
use super::workload::{CONNECTIONS, Extent, Workload, cases};
use super::{client, floor, seed};
use crate::bench::samples::Samples;

/// Results a second, one sample for each round.
pub(super) struct Found {
    pub(super) way: Way,
    pub(super) kind: Kind,
    pub(super) http: Samples,
    pub(super) floor: Samples,
    /// Processor time of all rounds.
    pub(super) http_cpu: Taken,
    pub(super) floor_cpu: Taken,
    /// Results of all rounds.
    pub(super) results: f64,
}

impl Found {
    /// Microseconds of a result.
    pub(super) fn each(&self, taken: f64) -> f64 {
        taken * 1e6 / self.results
    }
}

/// Measures every way and kind in every round, server and floor in turn. Which of them is first changes from
/// round to round, because the machine may be shared: what disturbs, disturbs both alike.
pub(super) fn measure(
    runtime: &Runtime,
    setup: &Setup,
    cluster: &Temporary,
    extent: Extent,
    rounds: i32,
) -> Result<Vec<Found>> {
    let processes = Processes::new(&setup.server, cluster)?;
    let mut found: Vec<Found> = Way::ALL
        .into_iter()
        .flat_map(|way| {
            way.dialect
                .kinds()
                .iter()
                .map(move |kind| empty(way, *kind))
        })
        .collect();
    let cases = cases(extent);
    let mut next_run = 1;
    // Round 0 warms caches and plans up and is not kept.
    for round in 0..=rounds {
        for way in Way::ALL {
            let runs: Vec<i32> = (next_run..).take(usize::try_from(CONNECTIONS)?).collect();
            next_run += CONNECTIONS;
            for database in [&setup.server_database, &setup.floor_database] {
                runtime.block_on(seed::runs(database, &runs, &cases))?;
            }
            for found in found.iter_mut().filter(|it| it.way == way) {
                let workload = Workload::new(runs.clone(), extent, way, found.kind);
                let [http, floor] = take(runtime, setup, &processes, &workload, round % 2 == 0)?;
                if round > 0 {
                    let results = f64::from(u32::try_from(workload.results())?);
                    found.http.push(results / http.seconds);
                    found.floor.push(results / floor.seconds);
                    found.http_cpu += http.cpu;
                    found.floor_cpu += floor.cpu;
                    found.results += results;
                }
            }
        }
    }
    Ok(found)
}

fn empty(way: Way, kind: Kind) -> Found {
    Found {
        way,
        kind,
        http: Samples::default(),
        floor: Samples::default(),
        http_cpu: Taken::default(),
        floor_cpu: Taken::default(),
        results: 0.0,
    }
}

/// How long it took, by the clock and by the processors.
struct Took {
    seconds: f64,
    cpu: Taken,
}

/// What it took over HTTP and on the floor.
fn take(
    runtime: &Runtime,
    setup: &Setup,
    processes: &Processes,
    workload: &Workload,
    floor_first: bool,
) -> Result<[Took; 2]> {
    let timed = |measured: &dyn Fn() -> Result<Duration>| {
        let before = processes.taken()?;
        let seconds = measured()?.as_secs_f64();
        let cpu = processes.taken()? - before;
        anyhow::Ok(Took { seconds, cpu })
    };
    let floor = || runtime.block_on(floor::measure(&setup.writers, workload));
    // They are made before anybody's time is taken.
    let uploads = client::uploads(&setup.server, workload);
    let http = || client::measure(&setup.server, &uploads);
    Ok(if floor_first {
        let floor = timed(&floor)?;
        [timed(&http)?, floor]
    } else {
        [timed(&http)?, timed(&floor)?]
    })
}
