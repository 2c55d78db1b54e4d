//! How a connection's statements are planned.
//!
//! What the store asks for is found by an index. But Postgres plans a statement once and keeps the plan: one that was
//! planned while its tables were known to be small reads all of them, and goes on to do so when they are not small any
//! more, until statistics are taken again. In the first minutes of a new database that was ten times slower than what
//! follows. So a table is read as a whole only where no index does.

use diesel::{ConnectionError, ConnectionResult, QueryResult};
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};

/// Compiling would take longer than a plan that is expensive only because a table has to be read as a whole.
const BY_INDEX: &str = "set enable_seqscan = off; set jit = off";

const FOR_WHOLE_TABLES: &str = "set local enable_seqscan = on; set local jit = on";

/// For what is about some rows of large tables. It stays with the connection, so that must not be somebody else's next.
pub(crate) async fn by_index(connection: &mut AsyncPgConnection) -> ConnectionResult<()> {
    let set = connection.batch_execute(BY_INDEX).await;
    set.map_err(ConnectionError::CouldntSetupConfiguration)
}

/// For what is about whole tables, until the transaction ends.
pub(crate) async fn for_whole_tables(connection: &mut AsyncPgConnection) -> QueryResult<()> {
    connection.batch_execute(FOR_WHOLE_TABLES).await
}
