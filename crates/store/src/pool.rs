//! The connections.

use std::sync::Arc;
use std::time::Duration;

use deadpool::Runtime;
use deadpool::managed::{PoolError, TimeoutType};
use diesel::{ConnectionError, ConnectionResult};
use diesel_async::AsyncPgConnection;
use diesel_async::pooled_connection::deadpool::Pool;
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
};
use tokio::runtime::Handle;
use tokio::sync::{Notify, Semaphore};
use tokio::task::JoinError;
use tokio::time::{Instant, timeout};

use crate::connect::{Address, planning, waiting, warn_of_another};
use crate::error::{self, StoreError};
use crate::gathered::Gathered;
use crate::held::{Connection, Held, Leased};
use crate::migrate;
use crate::once::Kept;
use crate::pooler::Answers;
use crate::record::KnownNames;
use crate::turns::{Taken, Turn, Turns};

/// How long a request waits for a free connection, or for a new one, before it is told to come back.
const WAIT: Duration = Duration::from_secs(5);

/// The database. Cheap to clone; all clones share their connections.
#[derive(Clone)]
pub struct Store {
    pub(crate) connections: Connections,
    /// What is carried out together with the same of others.
    pub(crate) gathered: Gathered,
    /// What names of cases lead to.
    pub(crate) names: KnownNames,
    /// How much was kept of what they were answered.
    pub(crate) kept: Kept,
    /// Told when something was deleted: there is work for the purge.
    pub(crate) deletions: Arc<Notify>,
}

/// How much is asked of the database at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// Connections at most.
    pub connections: usize,
    /// How many requests may wait for a connection, and how many for others to be carried out with. One more is told
    /// to come back.
    pub waiting: usize,
    /// Whether small requests that arrive together are carried out together.
    pub gather: bool,
}

impl Load {
    /// At most so many connections, and otherwise as usual.
    #[must_use]
    pub const fn on(connections: usize) -> Self {
        Self {
            connections,
            waiting: 1_024,
            gather: true,
        }
    }
}

/// Connections that are kept. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Connections {
    pool: Pool<AsyncPgConnection>,
    /// What they lead to.
    answers: Answers,
    /// Who of this process may ask for one.
    pub(crate) turns: Turns,
    /// Places for those that ask for a connection and have none yet.
    places: Arc<Semaphore>,
    /// How many connections may be held for more than one call. The others are left to calls that need one for a
    /// moment, those of a holder included.
    holds: Arc<Semaphore>,
    /// The connection that all calls share, if one is held.
    held: Option<Arc<Held>>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Store")
            .field("connections", &self.connections.pool.status().size)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the database at `url`, and makes sure that it answers and that this program can live with its schema.
    /// `answers` is what does there.
    pub async fn connect(url: &str, load: Load, answers: Answers) -> Result<Self, StoreError> {
        let address = Address::parse(url)?;
        let mut config = ManagerConfig::<AsyncPgConnection>::default();
        // A query to see whether a connection still answers would cost every call a round trip. One that was
        // closed is known as such without asking, and is not handed out.
        config.recycling_method = RecyclingMethod::Fast;
        // What a connection reads and writes is a task of the runtime that it was opened on. The one that the store
        // was opened on lasts longest: a worker that has nothing to do ends first when a server stops, and would take
        // its connections from the requests that are finished meanwhile.
        let runtime = Handle::current();
        let names = KnownNames::new();
        let known = names.clone();
        config.custom_setup = Box::new(move |_| {
            let opened = runtime.spawn(open(address.clone(), answers));
            let gone = |error: JoinError| ConnectionError::BadConnection(error.to_string());
            let known = known.clone();
            Box::pin(async move {
                let opened = opened.await.map_err(gone)?;
                // It may lead to a database with another history.
                known.forget();
                opened
            })
        });
        let manager = AsyncDieselConnectionManager::new_with_config(url, config);
        let pool = Pool::builder(manager)
            .max_size(load.connections)
            .wait_timeout(Some(WAIT))
            .create_timeout(Some(WAIT))
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| StoreError::Unavailable(error.into()))?;
        // A part is left to those that need one for a moment.
        let most = (load.connections - load.connections / 4).max(1);
        let connections = Connections {
            pool,
            answers,
            turns: Turns::new(most),
            places: Arc::new(Semaphore::new(load.connections + load.waiting)),
            holds: Arc::new(Semaphore::new(most)),
            held: None,
        };
        let room = load.gather.then_some(load.waiting);
        let store = Self {
            gathered: Gathered::new(&connections, &names, room),
            connections,
            names,
            kept: Kept::default(),
            deletions: Arc::new(Notify::new()),
        };
        let mut connection = store.connection().await?;
        migrate::admitted(&mut connection).await?;
        warn_of_another(&mut connection).await?;
        drop(connection);
        Ok(store)
    }

    /// Wakes the purge, once it can see what was deleted.
    pub(crate) fn deleted(&self) {
        match &self.connections.held {
            Some(held) => held.note_deletion(),
            None => self.deletions.notify_one(),
        }
    }

    pub(crate) async fn connection(&self) -> Result<Connection, StoreError> {
        self.connections.get().await
    }

    /// A connection for what is written in an organization, when it is the call's turn.
    pub(crate) async fn connection_in_turn<const N: usize>(
        &self,
        organization: i32,
        turns: [Turn; N],
    ) -> Result<Connection, StoreError> {
        self.connections.in_turn(organization, turns.into()).await
    }

    /// Whether what a call does is committed when it returns, and not with what other calls do.
    #[must_use]
    pub const fn commits_at_once(&self) -> bool {
        self.connections.held.is_none()
    }

    /// A connection from the pool, for what must be committed by itself.
    pub(crate) async fn own_connection(&self) -> Result<Connection, StoreError> {
        self.connections.own().await
    }

    /// A clone whose calls commit by themselves again.
    pub(crate) fn released(&self) -> Self {
        let connections = Connections {
            held: None,
            ..self.connections.clone()
        };
        Self {
            connections,
            ..self.clone()
        }
    }

    /// A clone whose calls share one connection and one transaction, which is begun. It gathers nothing: its calls
    /// are carried out where it was begun.
    pub(crate) async fn hold(&self, turns: Vec<Taken>) -> Result<(Self, Arc<Held>), StoreError> {
        let held = self.connections.hold(turns).await?;
        let connections = Connections {
            held: Some(Arc::clone(&held)),
            ..self.connections.clone()
        };
        // What it sees of its own transaction may be rolled back.
        let names = KnownNames::none();
        let store = Self {
            gathered: Gathered::new(&connections, &names, None),
            connections,
            names,
            kept: self.kept.clone(),
            deletions: Arc::clone(&self.deletions),
        };
        Ok((store, held))
    }
}

/// Opens a connection. Where it will be somebody else's next, it stays as Postgres has it.
async fn open(address: Address, answers: Answers) -> ConnectionResult<AsyncPgConnection> {
    let mut opened = address.connect().await?;
    match answers {
        Answers::Postgres => {
            planning::by_index(&mut opened).await?;
            waiting::bounded(&mut opened).await?;
        }
        Answers::Pooler => {}
    }
    Ok(opened)
}

impl Connections {
    /// The one that is held, else one from the pool.
    pub(crate) async fn get(&self) -> Result<Connection, StoreError> {
        if let Some(held) = &self.held
            && let Some(connection) = held.connection().await
        {
            return Ok(connection);
        }
        self.own().await
    }

    /// The one that is held, whose turn it is, else one from the pool, when it is the call's turn at all of these.
    pub(crate) async fn in_turn(
        &self,
        organization: i32,
        mut turns: Vec<Turn>,
    ) -> Result<Connection, StoreError> {
        if let Some(held) = &self.held
            && let Some(connection) = held.connection().await
        {
            return Ok(connection);
        }
        turns.push(Turn::Organization(organization));
        let until = Instant::now() + waiting::PATIENCE;
        let taken = self.turns.take_all(turns, until).await?;
        self.leased(taken).await.map(Connection::Own)
    }

    async fn own(&self) -> Result<Connection, StoreError> {
        self.leased(Vec::new()).await.map(Connection::Own)
    }

    async fn leased(&self, turns: Vec<Taken>) -> Result<Leased, StoreError> {
        let place = self.places.try_acquire();
        let place = place.map_err(|_| StoreError::Overloaded)?;
        let connection = self.pool.get().await.map_err(|error| match error {
            PoolError::Timeout(TimeoutType::Wait) => StoreError::Overloaded,
            PoolError::Backend(diesel_async::pooled_connection::PoolError::ConnectionError(
                error,
            )) => error::not_connected(error),
            other => StoreError::Unavailable(other.into()),
        })?;
        drop(place);
        Ok(Leased::new(connection, self.answers, turns))
    }

    /// One that is held, in a transaction.
    async fn hold(&self, turns: Vec<Taken>) -> Result<Arc<Held>, StoreError> {
        let permit = timeout(WAIT, Arc::clone(&self.holds).acquire_owned()).await;
        let permit = permit.ok().and_then(Result::ok);
        let permit = permit.ok_or(StoreError::Overloaded)?;
        let held = Arc::new(Held::new(self.leased(turns).await?, permit));
        held.begin().await?;
        Ok(held)
    }
}
