//! Schema changes: embedded, run under an advisory lock, each one both ways.

mod applied;
mod patience;

use diesel::migration::{Migration, MigrationSource};
use diesel::pg::Pg;
use diesel_async::AsyncPgConnection;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

pub use applied::Applied;
pub(crate) use applied::applied;

use crate::connect::Address;
use crate::error::{self, StoreError};
use crate::guard::Guard;
use crate::locks::Lock;
use patience::patiently;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");

/// Runs every migration that has not run yet; gives the names of those it ran. Refused by a database that needs a
/// newer program. Where there is nothing to do, it waits for nobody.
pub async fn up(url: &str) -> Result<Vec<String>, StoreError> {
    if lacking(url).await? == 0 {
        return Ok(Vec::new());
    }
    let mut guard = Guard::begin(url).await?;
    guard.alone(Lock::Schema).await?;
    // A newer program may have migrated meanwhile.
    let before = applied(&mut connect(url).await?).await?;
    for _ in 0..admit(&before)? {
        patiently(url, &mut guard, |harness| {
            let ran = harness.run_next_migration(MIGRATIONS);
            ran.map(drop).map_err(failed)
        })
        .await?;
    }
    let after = applied(&mut connect(url).await?).await?;
    guard.release().await?;
    let is_new = |it: &Applied| before.iter().all(|old| old.version != it.version);
    let ran = after.into_iter().filter(is_new);
    Ok(ran.map(|it| it.version).collect())
}

/// Takes the newest migration back; gives its name, or nothing if none has run.
pub async fn down(url: &str) -> Result<Option<String>, StoreError> {
    let mut guard = Guard::begin(url).await?;
    guard.alone(Lock::Schema).await?;
    let reverted = patiently(url, &mut guard, |harness| {
        if harness.applied_migrations().map_err(failed)?.is_empty() {
            return Ok(None);
        }
        harness
            .revert_last_migration(MIGRATIONS)
            .map(|it| Some(it.to_string()))
            .map_err(failed)
    })
    .await?;
    guard.release().await?;
    Ok(reverted)
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

/// How many migrations of this program a database lacks. Refused by one that needs a newer program.
pub async fn lacking(url: &str) -> Result<usize, StoreError> {
    admitted(&mut connect(url).await?).await
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

/// A connection of its own.
pub(crate) async fn connect(url: &str) -> Result<AsyncPgConnection, StoreError> {
    let connected = Address::parse(url)?.connect().await;
    connected.map_err(error::not_connected)
}

#[expect(clippy::needless_pass_by_value, reason = "called by map_err")]
fn failed(error: Box<dyn std::error::Error + Send + Sync>) -> StoreError {
    let said = error.to_string();
    if error::is_held_by_others(&said) {
        return StoreError::Overloaded;
    }
    StoreError::Migration(said)
}
