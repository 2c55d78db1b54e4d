//! What a result costs on disk, tables and indexes together, once the dead rows are gone.

use std::path::Path;

use anyhow::{Context, Result};
use postgres::Temporary;
use tokio::runtime::Runtime;
use tokio_postgres::Client;

use super::bars::{Bar, Goal};
use super::workload::{CASES, CONNECTIONS, Extent, Workload};
use super::{client, seed};
use crate::bench::connect::connect;
use crate::bench::samples::Samples;
use crate::verdict::Server;

/// Results in a request.
const SIZE: i32 = 1_000;

/// The two ways in which a run may begin.
const WAYS: [(&str, &str, Goal); 2] = [
    (
        "runs_of_results",
        "runs that nobody planned",
        Goal::AtMost(180.0),
    ),
    (
        "runs_of_plans",
        "runs planned with all their cases",
        Goal::Told,
    ),
];

/// Uploads passing results without text through qahub, into runs of either kind.
pub(super) fn measure(
    runtime: &Runtime,
    program: &Path,
    cluster: &Temporary,
    extent: Extent,
) -> Result<Vec<Bar>> {
    let mut bars = Vec::new();
    for (database, runs, goal) in WAYS {
        let planned: Vec<i32> = if database == "runs_of_plans" {
            (1..=CASES).collect()
        } else {
            Vec::new()
        };
        let found = one(runtime, program, cluster, extent, database, &planned);
        let bytes = found.with_context(|| format!("measure the disk of {runs}"))?;
        let mut samples = Samples::default();
        samples.push(bytes);
        let name = format!("disk of a passing result, {runs}");
        bars.push(Bar::of_measure(name, "bytes", samples, goal));
    }
    Ok(bars)
}

/// Bytes of each result.
fn one(
    runtime: &Runtime,
    program: &Path,
    cluster: &Temporary,
    extent: Extent,
    database: &str,
    planned: &[i32],
) -> Result<f64> {
    let (server, client) = serve(runtime, program, cluster, database)?;
    let before = runtime.block_on(size(&client))?;
    let mut results = 0;
    for first in (1..=extent.stored_runs()).step_by(usize::try_from(CONNECTIONS)?) {
        let runs: Vec<i32> = (first..first + CONNECTIONS).collect();
        runtime.block_on(seed::runs(&client, &runs, planned))?;
        let workload = Workload::passing(runs, SIZE);
        client::measure(&server, &workload)?;
        results += workload.results();
    }
    let after = runtime.block_on(size(&client))?;
    let bytes = u32::try_from(after - before)?;
    Ok(f64::from(bytes) / f64::from(u32::try_from(results)?))
}

/// A server on a database of its own, with the project and its cases. The server comes first: it makes the
/// organization that the project is to belong to.
pub(super) fn serve(
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
    let client = runtime.block_on(async {
        let client = connect(&url).await?;
        seed::project(&client).await?;
        anyhow::Ok(client)
    })?;
    Ok((server, client))
}

/// Bytes of all tables and their indexes, after `vacuum`.
async fn size(client: &Client) -> Result<i64> {
    client.batch_execute("vacuum").await?;
    let statement = "select sum(pg_total_relation_size(c.oid))::bigint from pg_class c
         join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'";
    Ok(client.query_one(statement, &[]).await?.try_get(0)?)
}
