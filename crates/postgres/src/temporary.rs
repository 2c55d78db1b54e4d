//! Clusters for tests and benchmarks.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::account::Account;
use crate::cluster::Home;
use crate::error::Error;
use crate::launch::Launch;
use crate::log::Log;
use crate::scratch;
use crate::search::Search;
use crate::socket;
use crate::supervisor::Supervisor;
use crate::sys;

/// A cluster in a directory for temporary files, deleted with it when this value is dropped.
///
/// What a killed process left is removed by the next one that makes such a cluster.
#[derive(Debug)]
pub struct Temporary {
    directory: PathBuf,
    /// Empty once it is closed.
    running: Mutex<Option<Running>>,
}

#[derive(Debug)]
struct Running {
    supervisor: Supervisor,
    /// Locked, which tells other processes that this cluster is in use.
    _lock: File,
}

static SHARED: OnceLock<Temporary> = OnceLock::new();

impl Temporary {
    /// A fast cluster: it does not flush to disk, so a crash of the machine would break it.
    ///
    /// # Errors
    /// When Postgres cannot be found or obtained, or does not start.
    pub fn start() -> Result<Self, Error> {
        Self::make(false)
    }

    /// A cluster that flushes like a [`Managed`](crate::Managed) one, for tests of crashes and for measuring.
    ///
    /// # Errors
    /// As [`Temporary::start`].
    pub fn durable() -> Result<Self, Error> {
        Self::make(true)
    }

    /// The one fast cluster of this process, started by the first caller and removed when the process exits.
    ///
    /// # Panics
    /// When it does not start: there is nothing a test could do about that.
    #[must_use]
    pub fn shared() -> &'static Self {
        SHARED.get_or_init(|| {
            #[expect(clippy::panic, reason = "tests have no use for a Result here")]
            let made = Self::start().unwrap_or_else(|error| panic!("{error}"));
            sys::at_exit(close_shared);
            made
        })
    }

    /// The address of a database; [`DATABASE`](crate::DATABASE) and `postgres` exist.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        socket::url(&self.directory, database)
    }

    /// Where it lives.
    #[must_use]
    pub fn place(&self) -> &Path {
        &self.directory
    }

    fn make(durable: bool) -> Result<Self, Error> {
        let account = Account::choose()?;
        scratch::sweep(&account);
        let (directory, lock) = scratch::claim(&account)?;
        let home = Home::at(directory.clone());
        let made = Self {
            directory,
            running: Mutex::new(None),
        };
        let programs = Search::from_environment().find(&account, &home.cluster(), None)?;
        home.create(&programs, &account, durable)?;
        let launch = Launch {
            cluster: home.cluster(),
            log: Log::at(home.log()),
            socket_directory: made.directory.clone(),
            // Tests that run side by side each have a pool of connections.
            settings: vec![("max_connections".to_owned(), "300".to_owned())],
            account,
            programs,
            durable,
        };
        let running = Running {
            supervisor: Supervisor::start(launch)?,
            _lock: lock,
        };
        *made.running.lock().unwrap_or_else(PoisonError::into_inner) = Some(running);
        Ok(made)
    }

    fn close(&self) {
        // Stop before the directory goes, and unlock after it has gone.
        let running = self
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(Running {
            supervisor,
            _lock: lock,
        }) = running
        {
            drop(supervisor);
            drop(fs::remove_dir_all(&self.directory));
            drop(lock);
        } else {
            drop(fs::remove_dir_all(&self.directory));
        }
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        self.close();
    }
}

extern "C" fn close_shared() {
    if let Some(shared) = SHARED.get() {
        shared.close();
    }
}
