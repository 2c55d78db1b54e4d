//! A way to Postgres that can be cut.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use anyhow::{Context as _, Result};
use tokio_postgres::config::Host;

/// A TCP port that leads to a Postgres' socket.
#[derive(Debug)]
pub(crate) struct Cut {
    port: u16,
    wire: Arc<Wire>,
}

#[derive(Debug)]
struct Wire {
    socket: PathBuf,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    is_cut: bool,
    /// Both ends of every connection.
    open: Vec<(TcpStream, UnixStream)>,
}

impl Cut {
    /// Leads to the Postgres at this address, which is that of a socket.
    pub(crate) fn before(database: &str) -> Result<Self> {
        let config: tokio_postgres::Config = database.parse()?;
        let directory = config.get_hosts().iter().find_map(|host| match host {
            Host::Unix(directory) => Some(directory.as_path()),
            Host::Tcp(_) => None,
        });
        let port = config
            .get_ports()
            .first()
            .context("an address without a port")?;
        let directory: &Path = directory.context("an address without a socket")?;
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let cut = Self {
            port: listener.local_addr()?.port(),
            wire: Arc::new(Wire {
                socket: directory.join(format!(".s.PGSQL.{port}")),
                state: Mutex::default(),
            }),
        };
        let wire = Arc::clone(&cut.wire);
        // Accepts as long as the program runs: there are few of these.
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                wire.join(client);
            }
        });
        Ok(cut)
    }

    /// The address of a database behind it.
    pub(crate) fn url(&self, database: &str) -> String {
        format!(
            "postgres://verdict@127.0.0.1:{}/{database}?sslmode=disable",
            self.port
        )
    }

    /// Ends all connections wherever they are, and lets nobody through.
    pub(crate) fn cut(&self) {
        let mut state = self.wire.lock();
        state.is_cut = true;
        for (client, server) in state.open.drain(..) {
            // It may have ended by itself.
            drop(client.shutdown(Shutdown::Both));
            drop(server.shutdown(Shutdown::Both));
        }
    }

    /// Lets new connections through again.
    pub(crate) fn heal(&self) {
        self.wire.lock().is_cut = false;
    }
}

impl Wire {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Carries what both say, until one has ended or is cut off.
    fn join(&self, client: TcpStream) {
        let mut state = self.lock();
        if state.is_cut {
            return;
        }
        // Without a server the client finds its connection closed.
        let Ok(server) = UnixStream::connect(&self.socket) else {
            return;
        };
        let (Ok(from_client), Ok(from_server)) = (client.try_clone(), server.try_clone()) else {
            return;
        };
        let (Ok(to_client), Ok(to_server)) = (client.try_clone(), server.try_clone()) else {
            return;
        };
        state.open.push((client, server));
        thread::spawn(move || carry(from_client, to_server, |it| it.shutdown(Shutdown::Both)));
        thread::spawn(move || carry(from_server, to_client, |it| it.shutdown(Shutdown::Both)));
    }
}

/// Carries bytes as they come. Either end of either connection is the end of both.
fn carry<T: Write>(mut from: impl Read, mut to: T, end: impl Fn(&T) -> std::io::Result<()>) {
    drop(std::io::copy(&mut from, &mut to));
    drop(end(&to));
}
