//! Whether a result costs more in a larger run, and its lists.

use std::iter;

use anyhow::Result;

use super::super::lists::{Page, ask_of};
use super::super::seed;
use super::super::way::Dialect;
use super::super::workload::{CONNECTIONS, Workload};
use super::panel::Panel;
use super::site::{Site, latency, upload};
use crate::bench::batch::batch;

/// Cases of a run.
const CASES: [i32; 3] = [10, 1_000, 100_000];

/// Results in a request, however large the run is.
const SIZE: i32 = 10;
/// Requests of each connection.
const REQUESTS: i32 = 100;
/// Results of a page.
const PAGE: i32 = 30;
/// Requests whose latency is taken.
const READS: usize = 100;

/// Runs of each size, a connection for each.
fn first_run(at: usize) -> Result<i32> {
    Ok(1 + CONNECTIONS * i32::try_from(at)?)
}

pub(super) fn measure(site: &Site<'_>) -> Result<[Panel; 2]> {
    let dimension = "cases of a run";
    let place = site.serve("runs")?;
    let database = &place.database;
    site.runtime.block_on(async {
        let most = CASES.into_iter().max().unwrap_or_default();
        seed::more_cases(database, most).await?;
        for (at, cases) in CASES.into_iter().enumerate() {
            let first = first_run(at)?;
            seed::results(database, first..=first + CONNECTIONS - 1, cases, 1).await?;
        }
        database.batch_execute("vacuum analyze").await?;
        anyhow::Ok(())
    })?;
    let mut time = Panel::new(
        dimension,
        "processor time of a changed result, 10 a request, µs",
        &CASES,
        &["server, database and client"],
    );
    let lines = [
        "30 results, page 1",
        "30 results, the last full page",
        "counts",
    ];
    let mut reads = Panel::new(dimension, "latency, median, ms", &CASES, &lines);
    // Round 0 warms caches and plans up and is not kept.
    for round in 0..=site.rounds {
        for (at, cases) in CASES.into_iter().enumerate() {
            let run = first_run(at)?;
            let read = |requests: Vec<u8>| {
                latency(&place.server, iter::repeat_n(requests, READS).collect())
            };
            let address = &place.server.address;
            let latencies = [
                // The smallest has no full page.
                read(Page::of(1, PAGE).request(address, run))?,
                read(Page::of((cases / PAGE).max(1), PAGE).request(address, run))?,
                read(ask_of(run, "?minify=true", address))?,
            ];
            let workload = changes(run, cases, round);
            let [each, _] = upload(site, &place.server, &workload)?;
            if round > 0 {
                time.push(at, &[each]);
                reads.push(at, &latencies);
            }
        }
    }
    Ok([time, reads])
}

/// Changes of rows all over runs of so many cases, each of which differs from what was there.
fn changes(first_run: i32, cases: i32, round: i32) -> Workload {
    let batches = (0..REQUESTS)
        .map(|request| {
            let start = request * SIZE % cases;
            batch(start..start + SIZE, cases, 2 + round * REQUESTS + request)
        })
        .collect();
    Workload {
        runs: (first_run..first_run + CONNECTIONS).collect(),
        batches,
        dialect: Dialect::Qahub,
    }
}
