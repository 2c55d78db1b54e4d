//! One statement that may have to wait for what others hold. It is carried out in a transaction, which bounds that.

use diesel_async::methods::{ExecuteDsl, LoadQuery};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::StoreError;
use crate::held::Connection;

impl Connection {
    /// Carries it out; how many rows it changed.
    pub(crate) async fn execute_alone(
        &mut self,
        statement: impl ExecuteDsl<AsyncPgConnection> + Send,
    ) -> Result<usize, StoreError> {
        self.transaction(async |connection| Ok(statement.execute(connection).await?))
            .await
    }

    /// Carries it out; the rows that it answers.
    pub(crate) async fn load_alone<Row: Send>(
        &mut self,
        statement: impl for<'query> LoadQuery<'query, AsyncPgConnection, Row> + Send,
    ) -> Result<Vec<Row>, StoreError> {
        self.transaction(async |connection| Ok(statement.load(connection).await?))
            .await
    }
}
