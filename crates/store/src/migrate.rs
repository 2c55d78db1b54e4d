//! Schema changes: embedded, run under an advisory lock, each one both ways.

mod applied;

use diesel::migration::{Migration, MigrationSource};
use diesel::pg::Pg;
use diesel_async::{AsyncMigrationHarness, AsyncPgConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

pub use applied::Applied;
pub(crate) use applied::applied;

use crate::connect::Address;
use crate::error::StoreError;
use crate::locks::Lock;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");

/// Runs every migration that has not run yet; gives the names of those it ran. Refused by a database that needs a
/// newer program. Where there is nothing to do, it waits for nobody.
pub async fn up(url: &str) -> Result<Vec<String>, StoreError> {
    let mut connection = connect(url).await?;
    if admitted(&mut connection).await? == 0 {
        return Ok(Vec::new());
    }
    Lock::Schema.alone(&mut connection).await?;
    // A newer program may have migrated meanwhile.
    admitted(&mut connection).await?;
    with_harness(connection, |harness| {
        let ran = harness.run_pending_migrations(MIGRATIONS).map_err(failed)?;
        Ok(ran.iter().map(ToString::to_string).collect())
    })
    .await
}

/// Takes the newest migration back; gives its name, or nothing if none has run.
pub async fn down(url: &str) -> Result<Option<String>, StoreError> {
    let mut connection = connect(url).await?;
    Lock::Schema.alone(&mut connection).await?;
    with_harness(connection, |harness| {
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
    let applied = applied(&mut connect(url).await?).await?;
    let all = MigrationSource::<Pg>::migrations(&MIGRATIONS).map_err(failed)?;
    let listed = all.iter().map(|it| {
        let version = it.name().version().to_string();
        let ran = applied.iter().any(|it| it.version == version);
        (it.name().to_string(), ran)
    });
    let mut names: Vec<(String, bool)> = listed.collect();
    names.sort();
    Ok(names)
}

/// Makes sure that this program can live with a database that has these migrations, and says how many of its own the
/// database lacks.
///
/// # Errors
///
/// [`StoreError::Newer`] where it cannot.
pub fn admit(applied: &[Applied]) -> Result<usize, StoreError> {
    let own = versions()?;
    applied::admit(applied, &own)?;
    Ok(applied::missing(&own, applied))
}

/// The same for the database behind a connection.
pub(crate) async fn admitted(connection: &mut AsyncPgConnection) -> Result<usize, StoreError> {
    admit(&applied(connection).await?)
}

/// The versions of every migration this program has, as the database lists those that have run.
fn versions() -> Result<Vec<String>, StoreError> {
    let all = MigrationSource::<Pg>::migrations(&MIGRATIONS).map_err(failed)?;
    Ok(all
        .iter()
        .map(|it| it.name().version().to_string())
        .collect())
}

/// A connection of its own, whose locks end with it.
pub(crate) async fn connect(url: &str) -> Result<AsyncPgConnection, StoreError> {
    let connected = Address::parse(url)?.connect().await;
    connected.map_err(|error| StoreError::Unavailable(error.into()))
}

/// The harness blocks its thread, so it gets one that may be blocked.
async fn with_harness<T: Send + 'static>(
    connection: AsyncPgConnection,
    work: impl FnOnce(&mut AsyncMigrationHarness<AsyncPgConnection>) -> Result<T, StoreError>
    + Send
    + 'static,
) -> Result<T, StoreError> {
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
