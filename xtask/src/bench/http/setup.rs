//! The server with its database, and the floor with its own.

use std::path::{Path, PathBuf};
use std::thread;

use anyhow::Result;
use postgres::Temporary;
use tokio_postgres::Client;

use super::floor::Writer;
use super::seed;
use crate::bench::connect::connect;
use crate::verdict::{self, Server};

const FLOOR: &str = "floor";

/// All that is measured, ready.
pub(super) struct Setup {
    pub(super) versions: Versions,
    pub(super) program: PathBuf,
    pub(super) server: Server,
    pub(super) writers: Vec<Writer>,
    /// For what is not measured.
    pub(super) server_database: Client,
    pub(super) floor_database: Client,
}

/// What was measured, and with what.
pub(super) struct Versions {
    pub(super) program: String,
    pub(super) postgres: String,
    pub(super) processors: usize,
}

impl Versions {
    pub(super) async fn of(program: &Path, database: &Client) -> Result<Self> {
        let shown = database.query_one("show server_version", &[]).await?;
        Ok(Self {
            program: verdict::version(program)?,
            postgres: shown.try_get(0)?,
            processors: thread::available_parallelism()?.get(),
        })
    }
}

impl std::fmt::Display for Versions {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            program,
            postgres,
            processors,
        } = self;
        write!(
            out,
            "{program}, Postgres {postgres}, {processors} processors"
        )
    }
}

impl Setup {
    pub(super) async fn make(cluster: &Temporary, program: &Path) -> Result<Self> {
        let url = cluster.url(postgres::DATABASE);
        let server = Server::start(program, &url)?;
        let server_database = connect(&url).await?;
        let create = format!("create database {FLOOR}");
        server_database.batch_execute(&create).await?;
        let url = cluster.url(FLOOR);
        verdict::migrate(program, &url)?;
        let floor_database = connect(&url).await?;
        for database in [&server_database, &floor_database] {
            seed::project(database).await?;
        }
        let versions = Versions::of(program, &server_database).await?;
        let mut writers = Vec::new();
        for _ in 0..versions.processors {
            writers.push(Writer::connect(&url).await?);
        }
        Ok(Self {
            versions,
            program: program.to_owned(),
            server,
            writers,
            server_database,
            floor_database,
        })
    }
}
