//! Carries a migration out beside others who use the tables.
//!
//! A change of a table waits until nobody reads it, and whoever comes later waits behind the change: one transaction
//! that takes its time would stop everybody. So a change waits for moments only, and again later.

use std::time::Duration;

use diesel::sql_types::Text;
use diesel_async::{
    AsyncMigrationHarness, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection,
    TransactionManager,
};

use crate::error::StoreError;
use crate::guard::{Guard, begun};
use crate::held::Transactions;
use crate::statement::statement;

/// How long others wait behind a change at most.
const MOMENT: &str = "set local lock_timeout = '2s'";
/// In between those who waited go on.
const PAUSE: Duration = Duration::from_secs(1);
/// With the pauses five minutes. Whoever starts us may see by then that nothing comes of it.
const MOMENTS: usize = 100;

statement! {
    /// Who has used a table, other than those of Postgres itself, for longest. What others do is not shown to every role,
    /// that they lock something is.
    LongestHolder {}
    "select format('process %s (%s)', l.pid, coalesce(nullif(a.application_name, ''), a.usename, 'of somebody else'))
         as holder
     from pg_locks l left join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'relation' and l.relation >= 16384 and l.granted and l.pid <> pg_backend_pid()
         and l.database = (select oid from pg_database where datname = current_database())
     order by a.xact_start nulls last, l.pid limit 1"
}

#[derive(diesel::QueryableByName)]
struct HolderRow {
    #[diesel(sql_type = Text)]
    holder: String,
}

/// Work on the schema.
pub(super) type Harness = AsyncMigrationHarness<AsyncPgConnection>;

/// Does the work until nobody is in its way, which work says by [`StoreError::Overloaded`]; gives what came of it. The
/// guard holds the schema meanwhile.
pub(super) async fn patiently<T: Send + 'static>(
    url: &str,
    guard: &mut Guard,
    work: fn(&mut Harness) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut told = None;
    for _ in 0..MOMENTS {
        match in_a_moment(url, work).await {
            Err(StoreError::Overloaded) => {}
            done => return done,
        }
        let holder = holder(guard.connection()).await?;
        if told.as_ref() != Some(&holder) {
            tracing::info!("the migration waits for {holder} to end its transaction");
            told = Some(holder);
        }
        tokio::time::sleep(PAUSE).await;
    }
    let holder = told.unwrap_or_default();
    Err(StoreError::Migration(format!(
        "{holder} has used the tables all the time: end its transaction, and try again"
    )))
}

/// Does the work in a transaction. Nothing is set for longer than that: behind a pooler somebody else has the
/// connection next.
async fn in_a_moment<T: Send + 'static>(
    url: &str,
    work: fn(&mut Harness) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut connection = begun(url).await?;
    connection.batch_execute(MOMENT).await?;
    let (mut connection, done) = apart(connection, work).await?;
    // What is not committed goes with the connection.
    let done = done?;
    Transactions::commit_transaction(&mut connection).await?;
    Ok(done)
}

async fn holder(connection: &mut AsyncPgConnection) -> Result<String, StoreError> {
    let rows: Vec<HolderRow> = LongestHolder {}.load(connection).await?;
    let holder = rows.into_iter().next().map(|row| row.holder);
    Ok(holder.unwrap_or_else(|| "somebody".to_owned()))
}

/// The harness blocks its thread, so it gets one that may be blocked.
async fn apart<T: Send + 'static>(
    connection: AsyncPgConnection,
    work: fn(&mut Harness) -> Result<T, StoreError>,
) -> Result<(AsyncPgConnection, Result<T, StoreError>), StoreError> {
    let task = tokio::task::spawn_blocking(move || {
        let mut harness = AsyncMigrationHarness::new(connection);
        let done = work(&mut harness);
        (harness.into_inner(), done)
    });
    task.await
        .map_err(|error| StoreError::Migration(error.to_string()))
}
