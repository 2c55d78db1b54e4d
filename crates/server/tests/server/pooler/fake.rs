//! A pooler that gives connections out by the transaction, as `PgBouncer` does with `pool_mode=transaction`: the next
//! transaction of a client gets whichever connection is free. What is set on one stays set.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::runtime::Builder;
use tokio::sync::oneshot;
use tokio_postgres::Config;
use tokio_postgres::config::Host;

use super::names::Names;
use super::wire::{Wire, message};

/// What a client asks first where it could speak TLS.
const WANTS_TLS: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];

/// One that runs, until it is dropped.
pub(super) struct Pooler {
    pub(super) address: SocketAddr,
    _stop: oneshot::Sender<()>,
}

/// What all clients share. All of them work on one database.
struct Pool {
    socket: PathBuf,
    /// Whether prepared statements are kept for a client, whichever connection it gets.
    keeps: bool,
    idle: Mutex<Vec<Upstream>>,
    clients: AtomicUsize,
}

/// A connection to Postgres.
struct Upstream {
    wire: Wire<UnixStream>,
    /// The names of the statements that were prepared on it.
    known: HashSet<String>,
    /// What Postgres said when it was opened.
    greeting: Vec<u8>,
}

impl Pooler {
    /// Starts one before the cluster that this address names.
    pub(super) fn start(url: &str, keeps: bool) -> Self {
        let config: Config = url.parse().unwrap();
        let Some(Host::Unix(folder)) = config.get_hosts().first() else {
            panic!("{url} is no Unix socket");
        };
        let pool = Arc::new(Pool {
            socket: folder.join(format!(".s.PGSQL.{}", config.get_ports()[0])),
            keeps,
            idle: Mutex::new(Vec::new()),
            clients: AtomicUsize::new(0),
        });
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build().unwrap();
            runtime.spawn(async move {
                let listener = TcpListener::from_std(listener).unwrap();
                while let Ok((client, _)) = listener.accept().await {
                    tokio::spawn(serve(Arc::clone(&pool), client));
                }
            });
            drop(runtime.block_on(stopped));
        });
        Self {
            address,
            _stop: stop,
        }
    }
}

/// Serves a client to its end. In a transaction the connection goes with it.
async fn serve(pool: Arc<Pool>, client: TcpStream) -> Option<()> {
    client.set_nodelay(true).ok()?;
    let mut client = Wire::new(client);
    let mut startup = client.greeting().await?;
    if startup == WANTS_TLS {
        client.send(b"N").await?;
        startup = client.greeting().await?;
    }
    let first = pool.take(&startup).await?;
    client.send(&first.greeting).await?;
    pool.give_back(first);
    let mut names = Names::of(pool.clients.fetch_add(1, Ordering::Relaxed));
    loop {
        let asked = client.message().await?;
        if asked[0] == b'X' {
            return None;
        }
        let mut upstream = pool.take(&startup).await?;
        transact(&pool, &mut client, &mut upstream, &mut names, asked).await?;
        pool.give_back(upstream);
    }
}

/// Until the end of the transaction that this message begins.
async fn transact(
    pool: &Pool,
    client: &mut Wire<TcpStream>,
    upstream: &mut Upstream,
    names: &mut Names,
    first: Vec<u8>,
) -> Option<()> {
    let mut asked = Some(first);
    loop {
        if let Some(asked) = asked.take() {
            let mut none = HashSet::new();
            let sent = if pool.keeps {
                names.sent(asked, &mut upstream.known)
            } else {
                // Counted, and sent as it is.
                names.sent(asked.clone(), &mut none);
                asked
            };
            upstream.wire.send(&sent).await?;
        }
        tokio::select! {
            more = client.message() => asked = Some(more?),
            answer = upstream.wire.message() => {
                let answer = answer?;
                if names.is_for_client(&answer) || !pool.keeps {
                    client.send(&answer).await?;
                }
                if answer == message(b'Z', b"I") && names.is_done() {
                    return Some(());
                }
            }
        }
    }
}

impl Pool {
    /// The connection that was used last, or a new one.
    async fn take(&self, startup: &[u8]) -> Option<Upstream> {
        let idle = self.idle.lock().unwrap().pop();
        if idle.is_some() {
            return idle;
        }
        let mut wire = Wire::new(UnixStream::connect(&self.socket).await.ok()?);
        wire.send(startup).await?;
        let mut greeting = Vec::new();
        loop {
            let said = wire.message().await?;
            greeting.extend(&said);
            if said[0] == b'Z' || said[0] == b'E' {
                break;
            }
        }
        Some(Upstream {
            wire,
            known: HashSet::new(),
            greeting,
        })
    }

    fn give_back(&self, upstream: Upstream) {
        self.idle.lock().unwrap().push(upstream);
    }
}
