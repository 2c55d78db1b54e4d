//! Schema changes: embedded, run under an advisory lock, each one both ways.

use diesel::migration::{Migration, MigrationSource};
use diesel::pg::Pg;
use diesel_async::{AsyncMigrationHarness, AsyncPgConnection, SimpleAsyncConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::connect::Address;
use crate::error::StoreError;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");

/// Any fixed number: whoever migrates holds the lock of this name until its connection ends.
const LOCK: &str = "select pg_advisory_lock(7310468811)";

/// Runs every migration that has not run yet; gives the names of those it ran.
pub async fn up(url: &str) -> Result<Vec<String>, StoreError> {
    with_harness(url, |harness| {
        let ran = harness.run_pending_migrations(MIGRATIONS).map_err(failed)?;
        Ok(ran.iter().map(ToString::to_string).collect())
    })
    .await
}

/// Takes the newest migration back; gives its name, or nothing if none has run.
pub async fn down(url: &str) -> Result<Option<String>, StoreError> {
    with_harness(url, |harness| {
        if harness.applied_migrations().map_err(failed)?.is_empty() {
            return Ok(None);
        }
        harness
            .revert_last_migration(MIGRATIONS)
            .map(|it| Some(it.to_string()))
            .map_err(failed)
    })
    .await
}

/// Takes the newest migration back and runs it again; gives its name.
pub async fn redo(url: &str) -> Result<Option<String>, StoreError> {
    let Some(name) = down(url).await? else {
        return Ok(None);
    };
    up(url).await?;
    Ok(Some(name))
}

/// Every migration this program has, oldest first, and whether it has run.
pub async fn status(url: &str) -> Result<Vec<(String, bool)>, StoreError> {
    with_harness(url, |harness| {
        let pending = harness.pending_migrations(MIGRATIONS).map_err(failed)?;
        let waiting: Vec<String> = pending.iter().map(|it| it.name().to_string()).collect();
        let all = MigrationSource::<Pg>::migrations(&MIGRATIONS).map_err(failed)?;
        let mut names: Vec<String> = all.iter().map(|it| it.name().to_string()).collect();
        names.sort();
        Ok(names
            .into_iter()
            .map(|name| {
                let ran = !waiting.contains(&name);
                (name, ran)
            })
            .collect())
    })
    .await
}

/// The versions of every migration this program has, as the database lists those that have run.
pub(crate) fn versions() -> Result<Vec<String>, StoreError> {
    let all = MigrationSource::<Pg>::migrations(&MIGRATIONS).map_err(failed)?;
    Ok(all
        .iter()
        .map(|it| it.name().version().to_string())
        .collect())
}

/// The harness blocks its thread, so it gets one that may be blocked.
async fn with_harness<T: Send + 'static>(
    url: &str,
    work: impl FnOnce(&mut AsyncMigrationHarness<AsyncPgConnection>) -> Result<T, StoreError>
    + Send
    + 'static,
) -> Result<T, StoreError> {
    let mut connection = Address::parse(url)?
        .connect()
        .await
        .map_err(|error| StoreError::Unavailable(error.into()))?;
    connection.batch_execute(LOCK).await?;
    let task = tokio::task::spawn_blocking(move || {
        let mut harness = AsyncMigrationHarness::new(connection);
        work(&mut harness)
    });
    task.await
        .map_err(|error| StoreError::Migration(error.to_string()))?
}

#[expect(clippy::needless_pass_by_value, reason = "called by map_err")]
fn failed(error: Box<dyn std::error::Error + Send + Sync>) -> StoreError {
    StoreError::Migration(error.to_string())
}
