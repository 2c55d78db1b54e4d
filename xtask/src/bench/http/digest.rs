//! Whether server and floor wrote the same: a floor that writes less would be no floor.

use anyhow::{Result, ensure};
use tokio_postgres::Client;

use super::setup::Setup;

/// Fails unless both databases hold the same results, details and counts.
pub(super) async fn compare(setup: &Setup) -> Result<()> {
    let server = digest(&setup.server_database).await?;
    let floor = digest(&setup.floor_database).await?;
    ensure!(
        server == floor,
        "the server wrote {server:?}, the floor {floor:?}"
    );
    Ok(())
}

/// For each table its name, how many rows it has, and a sum over their content.
async fn digest(database: &Client) -> Result<Vec<(String, i64, Option<String>)>> {
    let rows = database.query(include_str!("sql/digest.sql"), &[]).await?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?)))
        .collect()
}
