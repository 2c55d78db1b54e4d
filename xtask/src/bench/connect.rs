//! A connection to Postgres.

use anyhow::{Context, Result};
use tokio_postgres::{Client, NoTls};

/// Opens a connection and drives it in the background until it is dropped.
pub(crate) async fn connect(url: &str) -> Result<Client> {
    let (client, connection) = tokio_postgres::connect(url, NoTls)
        .await
        .context("connect to the database")?;
    // A broken connection shows in the client's next call; there is nobody else to tell.
    tokio::spawn(async move { drop(connection.await) });
    Ok(client)
}

/// The same, for a floor: with plans like the server's, which reads a table as a whole only where no index does.
pub(crate) async fn connect_by_index(url: &str) -> Result<Client> {
    let client = connect(url).await?;
    let set = "set enable_seqscan = off; set jit = off";
    client.batch_execute(set).await.context("set the planner")?;
    Ok(client)
}
