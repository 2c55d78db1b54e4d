//! What every dimension is measured with, and what several of them measure.

use std::path::Path;

use anyhow::Result;
use postgres::Temporary;
use tokio::runtime::Runtime;
use tokio_postgres::Client;

use super::super::cpu::Processes;
use super::super::single::load;
use super::super::workload::Workload;
use super::super::{client, disk};
use crate::verdict::Server;

/// Where everything is.
pub(super) struct Site<'a> {
    pub(super) runtime: &'a Runtime,
    pub(super) program: &'a Path,
    pub(super) cluster: &'a Temporary,
    pub(super) rounds: i32,
}

/// A server on a database of its own.
pub(super) struct Place {
    pub(super) server: Server,
    pub(super) database: Client,
}

impl Site<'_> {
    /// With the project and its ten thousand cases.
    pub(super) fn serve(&self, database: &str) -> Result<Place> {
        let (server, database) = disk::serve(self.runtime, self.program, self.cluster, database)?;
        Ok(Place { server, database })
    }
}

/// Uploads the workload, a connection for each run; microseconds of processor time that a result takes, and results a
/// second.
pub(super) fn upload(site: &Site<'_>, server: &Server, workload: &Workload) -> Result<[f64; 2]> {
    let processes = Processes::new(server, site.cluster)?;
    let uploads = client::uploads(server, workload);
    let before = processes.taken()?;
    let took = client::measure(server, &uploads)?.as_secs_f64();
    let taken = processes.taken()? - before;
    let results = f64::from(u32::try_from(workload.results())?);
    Ok([taken.all() * 1e6 / results, results / took])
}

/// The median latency of requests one after the other, in milliseconds.
pub(super) fn latency(server: &Server, requests: load::Requests) -> Result<f64> {
    Ok(load::send(&server.address, vec![requests])?.median_ms())
}
