//! Somebody who reads for long: a change of the schema has to wait, and may keep nobody else waiting meanwhile.

use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

use anyhow::{Context as _, Result};
use tokio_postgres::NoTls;

/// Takes every table as a query does.
const READ: &str = "begin; do $$
    declare named record;
    begin
        for named in select tablename from pg_tables where schemaname = 'public' loop
            execute format('lock table %I in access share mode', named.tablename);
        end loop;
    end $$";
/// For longer than a change may wait at a time, and for several times.
const GO_ON: &str = "select pg_sleep(8); commit";

/// A transaction that reads all tables, and ends by itself.
#[derive(Debug)]
pub(crate) struct Reading(JoinHandle<Result<()>>);

impl Reading {
    /// Begins one; it reads all tables when this returns.
    pub(crate) fn begin(url: &str) -> Self {
        let (tell, told) = mpsc::channel();
        let url = url.to_owned();
        let reading = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?;
            runtime.block_on(read(&url, tell))
        });
        // Nothing is told by one that ended: why it did, it says.
        let _ = told.recv();
        Self(reading)
    }

    /// Waits until it has ended.
    pub(crate) fn end(self) -> Result<()> {
        let ended = self.0.join();
        ended.unwrap_or_else(|_| anyhow::bail!("it panicked"))
    }
}

async fn read(url: &str, tell: Sender<()>) -> Result<()> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    let connection = tokio::spawn(connection);
    client
        .batch_execute(READ)
        .await
        .context("lock all tables")?;
    // Whoever listened may have failed.
    let _ = tell.send(());
    client.batch_execute(GO_ON).await?;
    drop(client);
    Ok(connection.await??)
}
