//! Whether anything costs more when more is stored.

use anyhow::Result;

use super::super::lists::{Page, ask_of};
use super::super::single::load::Requests;
use super::super::way::Dialect;
use super::super::workload::{CASES, CONNECTIONS, Workload};
use super::super::{disk, seed};
use super::panel::Panel;
use super::site::{Place, Site, latency, upload};
use crate::bench::batch::batch;

/// Results stored, in runs of ten thousand.
const STORED: [i32; 4] = [10_000, 100_000, 1_000_000, 10_000_000];

/// Requests whose latency is taken, each for another run where there are so many.
const READS: i32 = 100;

/// Results that each connection uploads, and how many a request has.
const RESULTS: i32 = 1_800;
const SIZE: i32 = 300;

/// What is uploaded goes into runs from here on.
const UPLOADED: i32 = 1_000_000;

pub(super) fn measure(site: &Site<'_>) -> Result<[Panel; 3]> {
    let dimension = "results stored";
    let mut time = Panel::new(
        dimension,
        "processor time of a new result, 300 a request, µs",
        &STORED,
        &["server, database and client"],
    );
    let lines = [
        "30 results of any run",
        "300 results of any run",
        "counts of any run",
    ];
    let mut reads = Panel::new(dimension, "latency, median, ms", &STORED, &lines);
    let mut bytes = Panel::new(
        dimension,
        "bytes of a result, one in ten with a text",
        &STORED,
        &["tables and indexes"],
    );
    let mut places = Vec::new();
    for (at, stored) in STORED.into_iter().enumerate() {
        let place = site.serve(&format!("stored_{stored}"))?;
        let before = site.runtime.block_on(disk::size(&place.database))?;
        site.runtime
            .block_on(seed::stored(&place.database, stored / CASES))?;
        let grown = site.runtime.block_on(disk::size(&place.database))? - before;
        bytes.push(at, &[f64::from(u32::try_from(grown)?) / f64::from(stored)]);
        places.push(place);
    }
    // Round 0 warms caches and plans up and is not kept.
    for round in 0..=site.rounds {
        for (at, (place, stored)) in places.iter().zip(STORED).enumerate() {
            let runs = stored / CASES;
            let latencies = [
                latency(
                    &place.server,
                    of_any_run(runs, |run| {
                        Page::of(1, 30).request(&place.server.address, run)
                    }),
                )?,
                latency(
                    &place.server,
                    of_any_run(runs, |run| {
                        Page::of(1, 300).request(&place.server.address, run)
                    }),
                )?,
                latency(
                    &place.server,
                    of_any_run(runs, |run| {
                        ask_of(run, "?minify=true", &place.server.address)
                    }),
                )?,
            ];
            let [each, _] = uploaded(site, place)?;
            if round > 0 {
                time.push(at, &[each]);
                reads.push(at, &latencies);
            }
        }
    }
    Ok([time, reads, bytes])
}

/// Requests for one run after the other, all over the database.
fn of_any_run(runs: i32, request: impl Fn(i32) -> Vec<u8>) -> Requests {
    /// It has no factor in common with the number of runs.
    const STEP: i32 = 7_919;
    (0..READS)
        .map(|place| request(1 + place * STEP % runs))
        .collect()
}

/// Uploads into new runs, which are forgotten again so that no more is stored than before.
fn uploaded(site: &Site<'_>, place: &Place) -> Result<[f64; 2]> {
    let runs: Vec<i32> = (UPLOADED..UPLOADED + CONNECTIONS).collect();
    site.runtime
        .block_on(seed::runs(&place.database, &runs, &[]))?;
    let starts = (0..RESULTS).step_by(usize::try_from(SIZE)?);
    let workload = Workload {
        runs,
        batches: starts
            .map(|start| batch(start..start + SIZE, CASES, 1))
            .collect(),
        dialect: Dialect::Qahub,
    };
    let found = upload(site, &place.server, &workload)?;
    let forget = include_str!("../sql/forget.sql");
    site.runtime
        .block_on(async { place.database.batch_execute(forget).await })?;
    Ok(found)
}
