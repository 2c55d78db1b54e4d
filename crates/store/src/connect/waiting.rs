//! How long a call waits for what another holds, and what it sees afterwards.
//!
//! Whoever writes locks what it writes until its transaction ends; whoever waits for that has a connection meanwhile. So
//! nobody waits for ever: each wait ends after 20 seconds, and the call fails with [`StoreError::Overloaded`](crate::error::StoreError::Overloaded).
//! What it reads then is what was committed meanwhile, and not what was there when its transaction began, whatever the
//! role or the database is set to.

use std::time::Duration;

use diesel::{ConnectionError, ConnectionResult};
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};

use crate::pooler::Answers;

/// The same for whoever waits before there is a connection.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

const BOUNDED: &str =
    "set lock_timeout = '20s'; set default_transaction_isolation = 'read committed'";

/// For every transaction of a connection. It stays with the connection, so that must not be somebody else's next.
pub(crate) async fn bounded(connection: &mut AsyncPgConnection) -> ConnectionResult<()> {
    let set = connection.batch_execute(BOUNDED).await;
    set.map_err(ConnectionError::CouldntSetupConfiguration)
}

/// What begins a transaction, in one round trip. Where the connection is somebody else's next, the same is said to each.
pub(crate) const fn begin(answers: Answers) -> &'static str {
    match answers {
        Answers::Postgres => "begin",
        Answers::Pooler => "begin isolation level read committed; set local lock_timeout = '20s'",
    }
}
