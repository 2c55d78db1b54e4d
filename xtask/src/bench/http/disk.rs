//! What a result costs on disk, tables and indexes together, once the dead rows are gone.

use std::path::Path;

use anyhow::{Context, Result};
use postgres::Temporary;
use tokio::runtime::Runtime;
use tokio_postgres::Client;

use super::bars::{Bar, Goal};
use super::workload::{CASES, CONNECTIONS, Extent, Workload};
use super::{client, reports, seed};
use crate::bench::connect::connect;
use crate::bench::samples::Samples;
use crate::verdict::Server;

/// Results in a request.
const SIZE: i32 = 1_000;

/// Runs that were planned.
const PLANNED_RUNS: i32 = 16;

/// Builds that are reported.
const REPORTS: usize = 8;

/// How a run comes to its results.
#[derive(Clone, Copy)]
enum Way {
    /// Through qahub, into a run that nobody planned.
    Unplanned,
    /// Through qahub, into a run that was planned with all its cases.
    Planned,
    /// Through reporting: each is started and finished.
    Reported,
}

impl Way {
    const ALL: [Self; 3] = [Self::Unplanned, Self::Planned, Self::Reported];

    const fn database(self) -> &'static str {
        match self {
            Self::Unplanned => "runs_of_results",
            Self::Planned => "runs_of_plans",
            Self::Reported => "runs_of_reports",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Unplanned => "runs that nobody planned",
            Self::Planned => "runs planned with all their cases",
            Self::Reported => "runs of reporting, of tests that it reported before",
        }
    }

    const fn goal(self) -> Goal {
        match self {
            Self::Unplanned => Goal::AtMost(180.0),
            Self::Planned | Self::Reported => Goal::Told,
        }
    }
}

/// Stores passing results without text in each way.
pub(super) fn measure(
    runtime: &Runtime,
    program: &Path,
    cluster: &Temporary,
    extent: Extent,
) -> Result<Vec<Bar>> {
    let mut bars = Vec::new();
    for way in Way::ALL {
        let name = way.name();
        let found = one(runtime, program, cluster, extent, way);
        let (results, bytes) = found.with_context(|| format!("measure the disk of {name}"))?;
        let mut samples = Samples::default();
        samples.push(bytes);
        let name = format!("disk of a passing result, {name}, {results} stored");
        bars.push(Bar::of_measure(name, "bytes", samples, way.goal()));
    }
    Ok(bars)
}

/// How many results were stored, and the bytes of each.
fn one(
    runtime: &Runtime,
    program: &Path,
    cluster: &Temporary,
    extent: Extent,
    way: Way,
) -> Result<(u32, f64)> {
    let (server, client) = match way {
        Way::Unplanned | Way::Planned => serve(runtime, program, cluster, way.database())?,
        Way::Reported => {
            let started = start(runtime, program, cluster, way.database())?;
            // So that it knows the tests.
            reports::send(&started.0.address, 1)?;
            started
        }
    };
    let before = runtime.block_on(size(&client))?;
    let results = match way {
        Way::Unplanned => upload(runtime, &server, &client, extent.stored_runs(), &[])?,
        Way::Planned => {
            let planned: Vec<i32> = (1..=CASES).collect();
            upload(runtime, &server, &client, PLANNED_RUNS, &planned)?
        }
        Way::Reported => reports::send(&server.address, REPORTS)?,
    };
    let results = u32::try_from(results)?;
    let bytes = u32::try_from(runtime.block_on(size(&client))? - before)?;
    Ok((results, f64::from(bytes) / f64::from(results)))
}

/// Uploads a result of every case into so many runs; how many that are.
fn upload(
    runtime: &Runtime,
    server: &Server,
    client: &Client,
    runs: i32,
    planned: &[i32],
) -> Result<usize> {
    let mut results = 0;
    for first in (1..=runs).step_by(usize::try_from(CONNECTIONS)?) {
        let runs: Vec<i32> = (first..=runs).take(usize::try_from(CONNECTIONS)?).collect();
        runtime.block_on(seed::runs(client, &runs, planned))?;
        let workload = Workload::passing(runs, SIZE);
        client::measure(server, &client::uploads(server, &workload))?;
        results += workload.results();
    }
    Ok(results)
}

/// A server on a database of its own, with the project and its cases. The server comes first: it makes the
/// organization that the project is to belong to.
pub(super) fn serve(
    runtime: &Runtime,
    program: &Path,
    cluster: &Temporary,
    database: &str,
) -> Result<(Server, Client)> {
    let (server, client) = start(runtime, program, cluster, database)?;
    runtime.block_on(seed::project(&client))?;
    Ok((server, client))
}

/// A server on a database of its own, which has an account and nothing else.
fn start(
    runtime: &Runtime,
    program: &Path,
    cluster: &Temporary,
    database: &str,
) -> Result<(Server, Client)> {
    let create = format!("create database {database}");
    let url = cluster.url(database);
    runtime.block_on(async {
        let client = connect(&cluster.url(postgres::DATABASE)).await?;
        client.batch_execute(&create).await?;
        anyhow::Ok(())
    })?;
    let server = Server::start(program, &url)?;
    let client = runtime.block_on(connect(&url))?;
    Ok((server, client))
}

/// Bytes of all tables and their indexes, after `vacuum`.
pub(super) async fn size(client: &Client) -> Result<i64> {
    client.batch_execute("vacuum").await?;
    let statement = "select sum(pg_total_relation_size(c.oid))::bigint from pg_class c
         join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'";
    Ok(client.query_one(statement, &[]).await?.try_get(0)?)
}
