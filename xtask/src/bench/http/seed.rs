//! What is in a database before anything is measured.

use std::ops::RangeInclusive;

use anyhow::Result;
use tokio_postgres::Client;

/// Creates the project and its cases.
pub(super) async fn project(client: &Client) -> Result<()> {
    client.batch_execute(include_str!("sql/seed.sql")).await?;
    client.batch_execute("vacuum analyze").await?;
    Ok(())
}

/// Opens runs in which these cases are untested.
pub(super) async fn runs(client: &Client, runs: &[i32], cases: &[i32]) -> Result<()> {
    let (first, count) = (runs.first().copied(), i32::try_from(runs.len())?);
    let statement = include_str!("sql/open_runs.sql");
    client.execute(statement, &[&first, &count, &cases]).await?;
    Ok(())
}

/// Opens runs in which every case of the project has so many results.
pub(super) async fn results(
    client: &Client,
    runs: RangeInclusive<i32>,
    of_each_case: i32,
) -> Result<()> {
    let statement = include_str!("sql/stored.sql");
    let (first, last) = (runs.start(), runs.end());
    client
        .execute(statement, &[first, last, &of_each_case])
        .await?;
    Ok(())
}
