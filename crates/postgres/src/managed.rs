//! The cluster of a server.

use std::fs;
use std::path::Path;

use crate::account::Account;
use crate::cluster::Home;
use crate::error::Error;
use crate::launch::Launch;
use crate::log::Log;
use crate::options::Options;
use crate::place;
use crate::postmaster::{Postmaster, wait_until_gone};
use crate::programs::Programs;
use crate::socket;
use crate::supervisor::Supervisor;

/// A cluster that runs as long as this value lives. Dropping it shuts Postgres down and waits for that.
///
/// Everything acknowledged survives a crash: `fsync` and `synchronous_commit` are always on. A Postgres that dies is
/// started again after a growing pause, and `tracing` events tell of it.
#[derive(Debug)]
pub struct Managed {
    supervisor: Supervisor,
    /// Held after Postgres has ended: fields are dropped in their order.
    _lock: place::Lock,
}

impl Managed {
    /// Finds or obtains the programs, makes the cluster if there is none, starts it and waits until it accepts
    /// connections. Blocks for about a second the first time.
    ///
    /// # Errors
    /// Among others when another server uses the same data directory, or no Postgres can be found or obtained.
    pub fn start(options: &Options) -> Result<Self, Error> {
        let account = Account::choose()?;
        let (data_dir, lock) = place::lock(&options.data_dir)?;
        let home = match place::existing(&data_dir)? {
            Some(home) => home,
            None => place::choose(&data_dir, options, &account)?,
        };
        let cluster = home.cluster();
        let account = account.for_cluster(&cluster);
        let major = home.major()?;
        let programs = options.search.find(&account, &cluster, major)?;
        match major {
            Some(_) => account.may_open(&cluster)?,
            None => home.create(&programs, &account, true)?,
        }
        let socket_directory =
            socket::recorded_directory(&home.socket_record(), &account, &cluster)?;
        wait_until_gone(&cluster, &socket_directory)?;
        let launch = Launch {
            socket_directory,
            log: Log::at(home.log()),
            settings: options.settings.clone(),
            durable: true,
            account,
            programs,
            cluster,
        };
        Ok(Self {
            supervisor: Supervisor::start(launch)?,
            _lock: lock,
        })
    }

    /// Whether the data directory has a cluster, or names one.
    ///
    /// # Errors
    /// When the data directory names a cluster that is missing or is none.
    pub fn exists(options: &Options) -> Result<bool, Error> {
        let Ok(data_dir) = options.data_dir.canonicalize() else {
            return Ok(false);
        };
        Ok(place::existing(&data_dir)?.is_some())
    }

    /// The address of a database of a cluster that another process runs on the same data directory, if one does.
    ///
    /// # Errors
    /// When the data directory names a cluster that is missing or is none.
    pub fn url_of_running(options: &Options, database: &str) -> Result<Option<String>, Error> {
        let Ok(data_dir) = options.data_dir.canonicalize() else {
            return Ok(None);
        };
        let Some(home) = place::existing(&data_dir)? else {
            return Ok(None);
        };
        let running = Postmaster::read(&home.cluster())
            .filter(|found| found.ready && found.lives(&home.cluster()));
        Ok(running.map(|found| socket::url(&found.socket_directory, database)))
    }

    /// The address of a database, as `tokio-postgres` understands it. [`DATABASE`](crate::DATABASE) exists from
    /// the first start.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        socket::url(&self.supervisor.launch().socket_directory, database)
    }

    /// Where the cluster lives.
    #[must_use]
    pub fn place(&self) -> &Path {
        &self.supervisor.launch().cluster
    }

    /// The programs it runs with.
    #[must_use]
    pub fn programs(&self) -> &Programs {
        &self.supervisor.launch().programs
    }

    /// Whether Postgres accepts connections now; false while it is being started again.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.supervisor.is_ready()
    }

    /// Shuts Postgres down and waits for that, at most a minute before it is forced.
    ///
    /// # Errors
    /// When it had to be forced.
    pub fn stop(mut self) -> Result<(), Error> {
        self.close()
    }

    fn close(&mut self) -> Result<(), Error> {
        let stopped = self.supervisor.stop();
        let Launch {
            socket_directory,
            cluster,
            ..
        } = self.supervisor.launch();
        if let Some(home) = cluster.parent() {
            let record = Home::at(home.to_owned()).socket_record();
            // Only tidiness: what stays is used again.
            drop(fs::remove_dir(socket_directory).and_then(|()| fs::remove_file(record)));
        }
        stopped
    }
}

impl Drop for Managed {
    fn drop(&mut self) {
        if let Err(error) = self.close() {
            tracing::warn!(%error, "stopping Postgres");
        }
    }
}
