//! Removes for good what was deleted, and what has expired.
//!
//! A deletion only sets a tombstone, which hides the thing from every call at once. The purge finds its work by
//! the tombstones, so it needs no list of what is left to do and goes on after a restart. It works in chunks, a
//! transaction each, and takes no lock that anybody who writes waits for: nobody writes into a run or a project
//! with a tombstone (`record` looks for it under the run's lock, `catalogue::hold` under the project's).

mod answer;
mod case;
mod project;
mod run;

use std::time::Duration;

pub use project::TABLES_OF_PROJECT;
pub use run::TABLES_OF_RUN;

use crate::error::StoreError;
use crate::guard::take_time;
use crate::locks::Lock;
use crate::pool::Store;

/// How many rows a chunk removes: some tens of milliseconds of work.
const CHUNK: u32 = 5_000;

/// After how long it looks for work though it was not told of any: another server may have deleted something,
/// or the database was away.
const AGAIN: Duration = Duration::from_mins(10);

impl Store {
    /// Removes about `rows` rows of what was deleted or has expired; answers how many it removed, 0 when nothing is left.
    pub async fn purge_chunk(&self, rows: u32) -> Result<usize, StoreError> {
        let most = i64::from(rows.max(2));
        let mut connection = self.connection().await?;
        connection
            .transaction(async |connection| {
                take_time(connection).await?;
                Lock::Purge.alone_here(connection).await?;
                if let Some(removed) = run::purge(connection, most).await? {
                    return Ok(removed);
                }
                if let Some(removed) = project::purge(connection, most).await? {
                    return Ok(removed);
                }
                let removed = case::purge(connection, most).await?;
                if removed > 0 {
                    return Ok(removed);
                }
                Ok(answer::purge(connection, most).await?)
            })
            .await
    }

    /// Removes all that was deleted or has expired; answers how many rows that were.
    pub async fn purge_all(&self) -> Result<usize, StoreError> {
        let mut removed = 0;
        loop {
            match self.purge_chunk(CHUNK).await? {
                0 => return Ok(removed),
                rows => removed += rows,
            }
        }
    }

    /// Removes what is deleted now and what will be deleted, for as long as it is let run. A chunk that is cut
    /// off is taken back by the database and done again.
    pub async fn purge_forever(self) {
        loop {
            match self.purge_all().await {
                Ok(0) => {}
                Ok(rows) => tracing::info!(rows, "purged what was deleted or has expired"),
                Err(error) => {
                    tracing::warn!(%error, "what was deleted or has expired is purged later");
                }
            }
            // Woken or not, there may be work.
            drop(tokio::time::timeout(AGAIN, self.deletions.notified()).await);
        }
    }
}
