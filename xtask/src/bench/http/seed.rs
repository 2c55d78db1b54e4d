//! What is in a database before anything is measured.

use std::ops::RangeInclusive;

use anyhow::Result;
use tokio_postgres::Client;

use super::workload::CASES;

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

/// Adds cases to the project until it has so many.
pub(super) async fn more_cases(client: &Client, cases: i32) -> Result<()> {
    let statement = include_str!("sql/more_cases.sql");
    client.execute(statement, &[&CASES, &cases]).await?;
    Ok(())
}

/// Opens runs in which each of so many cases of the project has so many results.
pub(super) async fn results(
    client: &Client,
    runs: RangeInclusive<i32>,
    cases: i32,
    of_each_case: i32,
) -> Result<()> {
    let statement = include_str!("sql/stored.sql");
    let (first, last) = (runs.start(), runs.end());
    client
        .execute(statement, &[first, last, &of_each_case, &cases])
        .await?;
    Ok(())
}

/// Opens so many runs of ten thousand results, and lets the planner know.
pub(super) async fn stored(client: &Client, runs: i32) -> Result<()> {
    /// Runs that are stored at once.
    const AT_ONCE: i32 = 50;
    for first in (1..=runs).step_by(usize::try_from(AT_ONCE)?) {
        let last = (first + AT_ONCE - 1).min(runs);
        results(client, first..=last, CASES, 1).await?;
    }
    client.batch_execute("vacuum analyze").await?;
    Ok(())
}
