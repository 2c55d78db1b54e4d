//! The connections.

use std::sync::Arc;
use std::time::Duration;

use deadpool::Runtime;
use diesel_async::AsyncPgConnection;
use diesel_async::pooled_connection::deadpool::{Object, Pool};
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
};
use tokio::sync::Notify;

use crate::connect::Address;
use crate::error::StoreError;

/// How long a request waits for a free connection, or for a new one, before it is told to come back.
const WAIT: Duration = Duration::from_secs(5);

/// The database. Cheap to clone; all clones share their connections.
#[derive(Clone)]
pub struct Store {
    pool: Pool<AsyncPgConnection>,
    /// Told when something was deleted: there is work for the purge.
    pub(crate) deletions: Arc<Notify>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Store")
            .field("connections", &self.pool.status().size)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the database at `url` with at most `connections` connections, and makes sure that it
    /// answers.
    pub async fn connect(url: &str, connections: usize) -> Result<Self, StoreError> {
        let address = Address::parse(url)?;
        let mut config = ManagerConfig::<AsyncPgConnection>::default();
        // A query to see whether a connection still answers would cost every call a round trip. One that was
        // closed is known as such without asking, and is not handed out.
        config.recycling_method = RecyclingMethod::Fast;
        config.custom_setup = Box::new(move |_| Box::pin(address.clone().connect()));
        let manager = AsyncDieselConnectionManager::new_with_config(url, config);
        let pool = Pool::builder(manager)
            .max_size(connections)
            .wait_timeout(Some(WAIT))
            .create_timeout(Some(WAIT))
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| StoreError::Unavailable(error.into()))?;
        let store = Self {
            pool,
            deletions: Arc::new(Notify::new()),
        };
        drop(store.connection().await?);
        Ok(store)
    }

    /// Wakes the purge.
    pub(crate) fn deleted(&self) {
        self.deletions.notify_one();
    }

    pub(crate) async fn connection(&self) -> Result<Object<AsyncPgConnection>, StoreError> {
        self.pool
            .get()
            .await
            .map_err(|error| StoreError::Unavailable(error.into()))
    }
}
