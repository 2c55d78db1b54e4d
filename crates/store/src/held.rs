//! One connection, and one transaction on it, that several calls share.
//!
//! A [`Store`](crate::Store) takes a connection from the pool for each call, and each call commits by itself. A clone
//! that holds one uses it for all of them: what they begin is a savepoint in the transaction that was begun before.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use diesel::QueryResult;
use diesel::result::Error as DieselError;
use diesel_async::pooled_connection::deadpool::Object;
use diesel_async::{AsyncConnection, AsyncPgConnection, TransactionManager};
use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard, OwnedSemaphorePermit};

use crate::connect::waiting;
use crate::error::StoreError;
use crate::pooler::Answers;
use crate::turns::Taken;

type Pooled = Object<AsyncPgConnection>;
/// What begins and ends transactions.
pub(crate) type Transactions = <AsyncPgConnection as AsyncConnection>::TransactionManager;

/// A connection on loan from the pool.
///
/// A call that is given up, because its client went away, may leave a transaction behind. In the pool it would keep
/// its locks until somebody takes that very connection; one that is closed is taken back by the database.
pub(crate) struct Leased {
    connection: Option<Pooled>,
    answers: Answers,
    /// End when the connection is back.
    _turns: Vec<Taken>,
}

impl Leased {
    pub(crate) const fn new(connection: Pooled, answers: Answers, turns: Vec<Taken>) -> Self {
        Self {
            connection: Some(connection),
            answers,
            _turns: turns,
        }
    }

    /// Begins a transaction.
    async fn begin(&mut self) -> QueryResult<()> {
        let begin = waiting::begin(self.answers);
        Transactions::begin_transaction_sql(&mut **self, begin).await
    }
}

impl Deref for Leased {
    type Target = AsyncPgConnection;

    fn deref(&self) -> &Self::Target {
        match &self.connection {
            Some(connection) => connection,
            None => unreachable!("it is taken out when it is dropped"),
        }
    }
}

impl DerefMut for Leased {
    fn deref_mut(&mut self) -> &mut Self::Target {
        match &mut self.connection {
            Some(connection) => connection,
            None => unreachable!("it is taken out when it is dropped"),
        }
    }
}

impl Drop for Leased {
    fn drop(&mut self) {
        let is_left = |it: &mut Pooled| Transactions::is_broken_transaction_manager(&mut **it);
        if let Some(connection) = self.connection.take_if(is_left) {
            drop(Pooled::take(connection));
        }
    }
}

/// The connection of one call.
#[expect(clippy::large_enum_variant, reason = "nearly every one is of the pool")]
pub(crate) enum Connection {
    /// Its own.
    Own(Leased),
    /// One that it shares with other calls, which wait.
    Shared(OwnedMappedMutexGuard<Option<Leased>, Leased>),
}

impl Deref for Connection {
    type Target = AsyncPgConnection;

    fn deref(&self) -> &Self::Target {
        match self {
            Self::Own(connection) => connection,
            Self::Shared(connection) => connection,
        }
    }
}

impl DerefMut for Connection {
    fn deref_mut(&mut self) -> &mut Self::Target {
        match self {
            Self::Own(connection) => connection,
            Self::Shared(connection) => connection,
        }
    }
}

impl Connection {
    /// Does some work, all or nothing: in a transaction, or in a savepoint of the one that is shared. It waits only so
    /// long for what others hold, and sees what they committed meanwhile.
    pub(crate) async fn transaction<T, E: From<DieselError>>(
        &mut self,
        work: impl AsyncFnOnce(&mut AsyncPgConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        match self {
            Self::Own(connection) => connection.begin().await?,
            Self::Shared(connection) => {
                Transactions::begin_transaction(&mut ***connection).await?;
            }
        }
        match work(self).await {
            Ok(done) => {
                Transactions::commit_transaction(&mut **self).await?;
                Ok(done)
            }
            Err(error) => match Transactions::rollback_transaction(&mut **self).await {
                // Broken by what went wrong before.
                Ok(()) | Err(DieselError::BrokenTransactionManager) => Err(error),
                Err(worse) => Err(worse.into()),
            },
        }
    }
}

/// A connection that is held.
pub(crate) struct Held {
    /// Empty once the transaction came to its end.
    place: Arc<Mutex<Option<Leased>>>,
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
    pub(crate) fn new(connection: Leased, permit: OwnedSemaphorePermit) -> Self {
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
            connection.begin().await?;
        }
        Ok(())
    }

    /// The connection, once no other call uses it; `None` when the transaction has ended.
    pub(crate) async fn connection(&self) -> Option<Connection> {
        let place = Arc::clone(&self.place).lock_owned().await;
        let connection = OwnedMutexGuard::try_map(place, Option::as_mut).ok()?;
        Some(Connection::Shared(connection))
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
