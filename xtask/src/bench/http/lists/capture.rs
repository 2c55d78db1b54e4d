//! Hears what a server asks its database: a way to the database that passes everything on and keeps the statements.
//!
//! A floor that is written down beside the server is no floor any more when the server changes; this one is what
//! the server does.

use std::collections::HashMap;
use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, bail, ensure};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy};
use tokio::net::tcp::ReadHalf;
use tokio::net::unix::OwnedWriteHalf;
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio_postgres::Config;
use tokio_postgres::config::Host;

use super::message::{Bind, Parse};

/// The way, open for as long as its runtime lives.
pub(super) struct Capture {
    /// Where a server finds it.
    pub(super) url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

/// A statement that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// As text.
    Simple(String),
    /// Prepared before, with parameters.
    Prepared(Parse, Bind),
}

impl Capture {
    /// Opens a way to the database at this address, which is a Unix socket.
    pub(super) async fn open(url: &str) -> Result<Self> {
        let config: Config = url.parse()?;
        let (Some(Host::Unix(folder)), Some(port)) =
            (config.get_hosts().first(), config.get_ports().first())
        else {
            bail!("{url} is no Unix socket");
        };
        let socket = folder.join(format!(".s.PGSQL.{port}"));
        let user = config.get_user().context("an address without a user")?;
        let database = config.get_dbname();
        let database = database.context("an address without a database")?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(pass_on(client, socket.clone(), Arc::clone(&kept)));
            }
        });
        Ok(Self {
            url: format!("postgres://{user}@{address}/{database}?sslmode=disable"),
            asked,
        })
    }

    /// What was asked since the last time, in order.
    pub(super) fn taken(&self) -> Vec<Asked> {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *asked)
    }
}

/// Both directions end with the connection.
async fn pass_on(
    mut client: TcpStream,
    socket: PathBuf,
    asked: Arc<Mutex<Vec<Asked>>>,
) -> Result<()> {
    client.set_nodelay(true)?;
    let (mut answers, server) = UnixStream::connect(socket).await?.into_split();
    let (from_client, mut to_client) = client.split();
    tokio::select! {
        ended = listen(from_client, server, &asked) => match ended? {},
        ended = copy(&mut answers, &mut to_client) => ended.map(drop).map_err(Into::into),
    }
}

/// Passes the messages of a client on, and keeps those that have a statement carried out.
async fn listen(
    mut client: ReadHalf<'_>,
    mut server: OwnedWriteHalf,
    asked: &Mutex<Vec<Asked>>,
) -> Result<Infallible> {
    let mut prepared: HashMap<String, Parse> = HashMap::new();
    let mut bound: Option<Bind> = None;
    // The first message has no type.
    let mut kind = None;
    loop {
        let length = client.read_u32().await?;
        let size = usize::try_from(length)?.checked_sub(4);
        let mut body = vec![0; size.context("a message shorter than its length")?];
        client.read_exact(&mut body).await?;
        let heard = match kind {
            Some(b'P') => {
                let (name, parse) = Parse::read(&body)?;
                prepared.insert(name, parse);
                None
            }
            Some(b'B') => {
                bound = Some(Bind::read(&body)?);
                None
            }
            Some(b'E') => {
                let bind = bound.take().context("nothing to execute")?;
                let parse = prepared.get(&bind.statement).cloned();
                let parse = parse.context("a statement that was never prepared")?;
                Some(Asked::Prepared(parse, bind))
            }
            Some(b'Q') => {
                ensure!(body.pop() == Some(0), "a text without its end");
                Some(Asked::Simple(String::from_utf8(body.clone())?))
            }
            _ => None,
        };
        if let Some(b'Q') = kind {
            body.push(0);
        }
        if let Some(heard) = heard {
            let mut asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
            asked.push(heard);
        }
        if let Some(kind) = kind {
            server.write_u8(kind).await?;
        }
        server.write_u32(length).await?;
        server.write_all(&body).await?;
        kind = Some(client.read_u8().await?);
    }
}
