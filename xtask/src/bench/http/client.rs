//! Uploads over HTTP, from requests that are made before the clock runs.
//!
//! No library: all there is to do is to write bytes and to read an answer with a length, and what a client
//! spends on more than that is taken from the server, which shares the machine with it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};

use super::upload::{self, Upload};
use super::workload::Workload;
use crate::verdict::Server;

/// A connection that is kept alive.
struct Connection {
    stream: BufReader<TcpStream>,
    body: Vec<u8>,
}

/// What each connection sends: one for each run of the workload.
pub(super) fn uploads(server: &Server, workload: &Workload) -> Vec<Vec<Upload>> {
    let runs = workload.runs.iter();
    runs.map(|run| upload::all(&server.address, *run, workload))
        .collect()
}

/// Sends that, and says how long it took.
///
/// The connections are new and open before the clock runs: the server closes those that say nothing for a few
/// seconds, as they would while the floor takes its turn.
pub(super) fn measure(server: &Server, uploads: &[Vec<Upload>]) -> Result<Duration> {
    let connections = uploads.iter().map(|_| Connection::open(server));
    let connections: Vec<Connection> = connections.collect::<Result<_>>()?;
    let start = Barrier::new(connections.len() + 1);
    thread::scope(|scope| {
        let mut senders = Vec::new();
        for (mut connection, uploads) in connections.into_iter().zip(uploads) {
            let start = &start;
            senders.push(scope.spawn(move || {
                start.wait();
                uploads
                    .iter()
                    .try_for_each(|upload| connection.send(upload))
            }));
        }
        start.wait();
        let started = Instant::now();
        for sender in senders {
            sender.join().map_err(|_| anyhow!("a sender panicked"))??;
        }
        Ok(started.elapsed())
    })
}

impl Connection {
    fn open(server: &Server) -> Result<Self> {
        let stream = TcpStream::connect(&server.address).context("connect to the server")?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream: BufReader::with_capacity(1 << 16, stream),
            body: Vec::new(),
        })
    }

    fn send(&mut self, upload: &Upload) -> Result<()> {
        self.stream.get_mut().write_all(&upload.request)?;
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let is_good = line.starts_with(upload.status);
        let length = self.length()?;
        self.body.resize(length, 0);
        self.stream.read_exact(&mut self.body)?;
        let beginning = self.body.get(..200).unwrap_or(&self.body);
        let beginning = String::from_utf8_lossy(beginning);
        ensure!(
            is_good && beginning.contains(&upload.accepted),
            "answered {line}{beginning}"
        );
        Ok(())
    }

    /// Reads the head to its end; the length of the body.
    fn length(&mut self) -> Result<usize> {
        let mut length = None;
        let mut line = String::new();
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let header = line.trim_end().to_ascii_lowercase();
            if header.is_empty() {
                return length.context("an answer without a length");
            }
            if let Some(value) = header.strip_prefix("content-length:") {
                length = Some(value.trim().parse()?);
            }
        }
    }
}
