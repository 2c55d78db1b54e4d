//! Locks that are held for longer than one transaction takes.
//!
//! They belong to a transaction that does nothing else, on a connection of its own, and not to the session: behind a
//! pooler that gives connections out by the transaction, a session's lock would stay with a connection that others get
//! next.

use diesel_async::{AsyncPgConnection, SimpleAsyncConnection, TransactionManager};

use crate::error::StoreError;
use crate::held::Transactions;
use crate::locks::Lock;
use crate::migrate;

/// For work that takes as long as it takes, whatever the role or the database is set to, until the transaction ends.
/// Not every version knows all of these. Who keeps still for long, while a program beside us works, is still there.
const PATIENCE: &str = "
    select set_config(name, value, true) from pg_settings join (values
        ('statement_timeout', '0'), ('lock_timeout', '0'), ('transaction_timeout', '0'),
        ('idle_in_transaction_session_timeout', '0'),
        ('tcp_keepalives_idle', '60'), ('tcp_keepalives_interval', '60')
    ) as wanted (name, value) using (name)";

/// A transaction that holds locks. They end with it, and with its connection.
pub(crate) struct Guard {
    connection: AsyncPgConnection,
}

impl Guard {
    /// Holds nothing yet.
    pub(crate) async fn begin(url: &str) -> Result<Self, StoreError> {
        let connection = begun(url).await?;
        Ok(Self { connection })
    }

    /// Waits until nobody else has the lock.
    pub(crate) async fn alone(&mut self, lock: Lock) -> Result<(), StoreError> {
        lock.alone_here(&mut self.connection).await
    }

    /// Waits until nobody has the lock alone.
    pub(crate) async fn together(&mut self, lock: Lock) -> Result<(), StoreError> {
        lock.together_here(&mut self.connection).await
    }

    /// For what is asked while the locks are held. Every statement sees what is committed by then. Tables that it reads
    /// cannot be changed before the end.
    pub(crate) const fn connection(&mut self) -> &mut AsyncPgConnection {
        &mut self.connection
    }

    /// Gives the locks back, and commits what was done on its connection.
    ///
    /// # Errors
    ///
    /// The connection was lost, and the locks with it, nobody knows when.
    pub(crate) async fn release(mut self) -> Result<(), StoreError> {
        Ok(Transactions::commit_transaction(&mut self.connection).await?)
    }
}

/// Whatever the role or the database is set to: what is asked after a wait sees what was committed meanwhile.
const BEGIN: &str = "begin isolation level read committed";

/// A connection of its own with a transaction that has time.
pub(crate) async fn begun(url: &str) -> Result<AsyncPgConnection, StoreError> {
    let mut connection = migrate::connect(url).await?;
    Transactions::begin_transaction_sql(&mut connection, BEGIN).await?;
    take_time(&mut connection).await?;
    Ok(connection)
}

/// Gives a transaction that has begun all the time it takes.
pub(crate) async fn take_time(connection: &mut AsyncPgConnection) -> Result<(), StoreError> {
    Ok(connection.batch_execute(PATIENCE).await?)
}
