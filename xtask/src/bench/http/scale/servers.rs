//! Two servers on one database against one: the same requests, half of them to each.

use std::thread;
use std::time::Instant;

use anyhow::{Result, anyhow};
use tokio_postgres::Client;

use super::super::single::load::{self, Requests};
use super::super::way::Dialect;
use super::super::workload::{CASES, CONNECTIONS, Workload};
use super::super::{client, seed};
use super::connections::{LISTED, lists, singles};
use super::panel::Panel;
use super::site::Site;
use crate::bench::batch::batch;
use crate::verdict::Server;

const SERVERS: [i32; 2] = [1, 2];

/// Clients that send single results, or ask for lists.
const CLIENTS: i32 = 64;
/// Requests of each.
const EACH: i32 = 30;

/// Results of each connection of the uploads, and how many a request has.
const RESULTS: i32 = 1_800;
const SIZE: i32 = 300;

const WHAT: [&str; 3] = [
    "single results, 64 connections",
    "lists of 30 results, 64 connections",
    "results, 300 a request, 8 connections",
];

/// The rates of two, and how they compare.
pub(super) fn measure(site: &Site<'_>) -> Result<Panel> {
    let place = site.serve("servers")?;
    let url = site.cluster.url("servers");
    let beside = Server::start(site.program, &url)?;
    let listed = seed::results(&place.database, LISTED..=LISTED, CASES, 1);
    site.runtime.block_on(listed)?;
    let mut rates = Panel::new("servers on one database", "a second", &SERVERS, &WHAT);
    let mut next_run = LISTED + 1;
    // Round 0 warms caches and plans up and is not kept.
    for round in 0..=site.rounds {
        for (at, servers) in SERVERS.into_iter().enumerate() {
            let used: &[&Server] = match servers {
                1 => &[&place.server],
                _ => &[&place.server, &beside],
            };
            let written = singles(site, &place, next_run, CLIENTS, EACH)?;
            next_run += CLIENTS;
            let read = lists(&place, CLIENTS, EACH)?;
            let runs: Vec<i32> = (next_run..next_run + CONNECTIONS).collect();
            next_run += CONNECTIONS;
            let found = [
                load::send_to(dealt(used, written))?.rate()?,
                load::send_to(dealt(used, read))?.rate()?,
                uploaded(site, &place.database, used, &runs)?,
            ];
            if round > 0 {
                rates.push(at, &found);
            }
        }
    }
    Ok(rates)
}

/// The connections, in turn to each server.
fn dealt(servers: &[&Server], connections: Vec<Requests>) -> Vec<(String, Requests)> {
    let addresses = servers.iter().map(|it| it.address.clone()).cycle();
    addresses.zip(connections).collect()
}

/// New results a second, a connection for each run.
fn uploaded(site: &Site<'_>, database: &Client, servers: &[&Server], runs: &[i32]) -> Result<f64> {
    site.runtime.block_on(seed::runs(database, runs, &[]))?;
    let share = runs.len().div_ceil(servers.len());
    let workloads: Vec<Workload> = runs.chunks(share).map(fresh).collect();
    let results: usize = workloads.iter().map(Workload::results).sum();
    let sent = servers.iter().zip(&workloads);
    let sent: Vec<_> = sent
        .map(|(server, workload)| (*server, client::uploads(server, workload)))
        .collect();
    let started = Instant::now();
    thread::scope(|scope| {
        let sent = sent.iter();
        let senders: Vec<_> = sent
            .map(|(server, uploads)| scope.spawn(|| client::measure(server, uploads)))
            .collect();
        for sender in senders {
            sender.join().map_err(|_| anyhow!("a sender panicked"))??;
        }
        anyhow::Ok(())
    })?;
    Ok(f64::from(u32::try_from(results)?) / started.elapsed().as_secs_f64())
}

fn fresh(runs: &[i32]) -> Workload {
    let starts = (0..RESULTS).step_by(usize::try_from(SIZE).unwrap_or(usize::MAX));
    Workload {
        runs: runs.to_vec(),
        batches: starts
            .map(|start| batch(start..start + SIZE, CASES, 1))
            .collect(),
        dialect: Dialect::Qahub,
    }
}
