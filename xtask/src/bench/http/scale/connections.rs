//! How much more is done on more connections.

use std::iter;

use anyhow::Result;

use super::super::lists::Page;
use super::super::seed;
use super::super::single::{self, load};
use super::super::workload::CASES;
use super::panel::Panel;
use super::site::{Place, Site};
use crate::bench::batch::batch;

const CONNECTIONS: [i32; 4] = [1, 8, 64, 256];

/// Requests of all connections together.
const REQUESTS: i32 = 1_536;
/// One connection sends fewer: it takes as long.
const REQUESTS_OF_ONE: i32 = 192;

const WHAT: [&str; 2] = ["single results", "lists of 30 results"];

/// A run to be listed.
pub(super) const LISTED: i32 = 1;

pub(super) fn measure(site: &Site<'_>) -> Result<[Panel; 2]> {
    let place = site.serve("connections")?;
    let listed = seed::results(&place.database, LISTED..=LISTED, CASES, 1);
    site.runtime.block_on(listed)?;
    let mut rate = Panel::new("connections", "requests a second", &CONNECTIONS, &WHAT);
    let mut p99 = Panel::new(
        "connections",
        "latency, 99th percentile, ms",
        &CONNECTIONS,
        &WHAT,
    );
    let mut next_run = LISTED + 1;
    // Round 0 warms caches and plans up and is not kept.
    for round in 0..=site.rounds {
        for (at, connections) in CONNECTIONS.into_iter().enumerate() {
            let all = if connections == 1 {
                REQUESTS_OF_ONE
            } else {
                REQUESTS
            };
            let each = all / connections;
            let singles = singles(site, &place, next_run, connections, each)?;
            next_run += connections;
            let singles = load::send(&place.server.address, singles)?;
            let lists = load::send(&place.server.address, lists(&place, connections, each)?)?;
            if round > 0 {
                rate.push(at, &[singles.rate()?, lists.rate()?]);
                p99.push(at, &[singles.p99_ms(), lists.p99_ms()]);
            }
        }
    }
    Ok([rate, p99])
}

/// Each connection changes the rows of a run of its own.
pub(super) fn singles(
    site: &Site<'_>,
    place: &Place,
    first_run: i32,
    connections: i32,
    each: i32,
) -> Result<Vec<load::Requests>> {
    let runs: Vec<i32> = (first_run..first_run + connections).collect();
    let cases: Vec<i32> = batch(0..single::CASES_OF_RUN, CASES, 1)
        .into_iter()
        .map(|item| item.case_no)
        .collect();
    site.runtime
        .block_on(seed::runs(&place.database, &runs, &cases))?;
    let address = &place.server.address;
    Ok(single::requests(address, &runs, connections, each))
}

pub(super) fn lists(place: &Place, connections: i32, each: i32) -> Result<Vec<load::Requests>> {
    let request = Page::of(1, 30).request(&place.server.address, LISTED);
    let requests = iter::repeat_n(request, usize::try_from(each)?).collect();
    Ok(vec![requests; usize::try_from(connections)?])
}
