//! One connection, and one transaction on it, that several calls share.
//!
//! A [`Store`](crate::Store) takes a connection from the pool for each call, and each call commits by itself. A clone
//! that holds one uses it for all of them: what they begin is a savepoint in the transaction that was begun before.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use diesel_async::pooled_connection::deadpool::Object;
use diesel_async::{AsyncConnection, AsyncPgConnection, TransactionManager};
use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard, OwnedSemaphorePermit};

use crate::error::StoreError;

type Pooled = Object<AsyncPgConnection>;
type Transactions = <AsyncPgConnection as AsyncConnection>::TransactionManager;

/// The connection of one call.
#[expect(clippy::large_enum_variant, reason = "nearly every one is of the pool")]
pub(crate) enum Connection {
    /// Its own.
    Pooled(Pooled),
    /// One that it shares with other calls, which wait.
    Held(OwnedMappedMutexGuard<Option<Pooled>, Pooled>),
}

impl Deref for Connection {
    type Target = AsyncPgConnection;

    fn deref(&self) -> &Self::Target {
        match self {
            Self::Pooled(connection) => connection,
            Self::Held(connection) => connection,
        }
    }
}

impl DerefMut for Connection {
    fn deref_mut(&mut self) -> &mut Self::Target {
        match self {
            Self::Pooled(connection) => connection,
            Self::Held(connection) => connection,
        }
    }
}

/// A connection that is held.
pub(crate) struct Held {
    /// Empty once the transaction came to its end.
    place: Arc<Mutex<Option<Pooled>>>,
    /// Whether something was deleted, which the purge is told when it is committed.
    deleted: AtomicBool,
    _permit: OwnedSemaphorePermit,
}

impl std::fmt::Debug for Held {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Held")
            .field("deleted", &self.deleted)
            .finish_non_exhaustive()
    }
}

impl Held {
    pub(crate) fn new(connection: Pooled, permit: OwnedSemaphorePermit) -> Self {
        Self {
            place: Arc::new(Mutex::new(Some(connection))),
            deleted: AtomicBool::new(false),
            _permit: permit,
        }
    }

    /// Begins the transaction.
    pub(crate) async fn begin(&self) -> Result<(), StoreError> {
        let mut place = self.place.lock().await;
        if let Some(connection) = place.as_mut() {
            Transactions::begin_transaction(&mut **connection).await?;
        }
        Ok(())
    }

    /// The connection, once no other call uses it; `None` when the transaction has ended.
    pub(crate) async fn connection(&self) -> Option<Connection> {
        let place = Arc::clone(&self.place).lock_owned().await;
        let connection = OwnedMutexGuard::try_map(place, Option::as_mut).ok()?;
        Some(Connection::Held(connection))
    }

    /// Commits. When that fails, what became of it is not known; the connection is closed.
    pub(crate) async fn commit(&self) -> Result<(), StoreError> {
        let mut place = self.place.lock().await;
        if let Some(connection) = place.as_mut() {
            Transactions::commit_transaction(&mut **connection).await?;
            *place = None;
        }
        Ok(())
    }

    /// Takes everything back.
    pub(crate) async fn roll_back(&self) -> Result<(), StoreError> {
        let mut place = self.place.lock().await;
        if let Some(connection) = place.as_mut() {
            Transactions::rollback_transaction(&mut **connection).await?;
            *place = None;
        }
        Ok(())
    }

    pub(crate) fn note_deletion(&self) {
        self.deleted.store(true, Ordering::Relaxed);
    }

    pub(crate) fn has_deleted(&self) -> bool {
        self.deleted.load(Ordering::Relaxed)
    }
}

impl Drop for Held {
    /// A transaction that nobody ends is taken back by the database when its connection is closed. In the pool it
    /// would keep its locks until somebody takes that connection.
    fn drop(&mut self) {
        if let Ok(mut place) = self.place.try_lock()
            && let Some(connection) = place.take()
        {
            drop(Pooled::take(connection));
        }
    }
}
