//! Single results over many connections, from requests that are made before the clock runs.
//!
//! One thread for all connections: the machine is shared with the server, and what a client spends on switching
//! between threads is taken from it.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

/// What one connection sends, request by request: each when the one before is answered.
pub(in crate::bench::http) type Requests = Vec<Vec<u8>>;

/// How long it took.
pub(in crate::bench::http) struct Taken {
    requests: usize,
    all: Duration,
    /// How long each request waited for its answer, the shortest first.
    each: Vec<Duration>,
}

impl Taken {
    /// Requests a second.
    pub(in crate::bench::http) fn rate(&self) -> Result<f64> {
        Ok(f64::from(u32::try_from(self.requests)?) / self.all.as_secs_f64())
    }

    /// The latency that half of the requests stay below, in milliseconds.
    pub(in crate::bench::http) fn median_ms(&self) -> f64 {
        self.each
            .get(self.each.len() / 2)
            .map_or(f64::NAN, |it| it.as_secs_f64() * 1e3)
    }

    /// How long each request waited for its answer.
    pub(in crate::bench::http) fn latencies_ms(&self) -> impl Iterator<Item = f64> {
        self.each.iter().map(|it| it.as_secs_f64() * 1e3)
    }

    /// The latency that 99 of 100 requests stay below, in milliseconds.
    pub(in crate::bench::http) fn p99_ms(&self) -> f64 {
        let place = self.each.len().saturating_sub(1) * 99 / 100;
        self.each
            .get(place)
            .map_or(f64::NAN, |it| it.as_secs_f64() * 1e3)
    }
}

/// A connection that is kept alive, one request at a time.
pub(in crate::bench::http) struct Connection {
    stream: TcpStream,
    /// The answer to the last request.
    answer: Vec<u8>,
}

impl Connection {
    pub(in crate::bench::http) async fn open(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await.context("connect")?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            answer: Vec::with_capacity(4096),
        })
    }

    /// Sends a request and waits for its answer; fails unless that is 200 or 201.
    async fn send(&mut self, request: &[u8]) -> Result<()> {
        self.stream.write_all(request).await?;
        let buffer = &mut self.answer;
        buffer.clear();
        let mut end = None;
        while end.is_none_or(|end| buffer.len() < end) {
            let read = self.stream.read_buf(buffer).await?;
            ensure!(read > 0, "the server closed the connection");
            if end.is_none() {
                end = length(buffer)?;
            }
        }
        let is_good = [&b"HTTP/1.1 200 "[..], b"HTTP/1.1 201 "]
            .iter()
            .any(|good| buffer.starts_with(good));
        ensure!(is_good, "answered {}", String::from_utf8_lossy(buffer));
        Ok(())
    }

    /// The same, and gives the answer's body.
    pub(in crate::bench::http) async fn ask(&mut self, request: &[u8]) -> Result<&str> {
        self.send(request).await?;
        let text = str::from_utf8(&self.answer)?;
        let body = text.split_once("\r\n\r\n").map(|(_, body)| body);
        body.context("an answer without a body")
    }
}

/// Sends everything, a connection for each list, and fails unless every answer is 200 or 201.
pub(in crate::bench::http) fn send(address: &str, connections: Vec<Requests>) -> Result<Taken> {
    let connections = connections.into_iter();
    send_to(connections.map(|it| (address.to_owned(), it)).collect())
}

/// The same to several servers: each list with the address of its own.
pub(in crate::bench::http) fn send_to(connections: Vec<(String, Requests)>) -> Result<Taken> {
    runtime()?.block_on(async {
        let mut open = Vec::new();
        for (address, requests) in connections {
            open.push((Connection::open(&address).await?, requests));
        }
        let requests = open.iter().map(|(_, requests)| requests.len()).sum();
        let started = Instant::now();
        let mut sending: JoinSet<Result<Vec<Duration>>> = open
            .into_iter()
            .map(|(connection, requests)| send_all(connection, requests))
            .collect();
        let mut each = Vec::new();
        while let Some(sent) = sending.join_next().await {
            each.extend(sent??);
        }
        let all = started.elapsed();
        each.sort_unstable();
        Ok(Taken {
            requests,
            all,
            each,
        })
    })
}

/// The body that one request is answered with.
pub(in crate::bench::http) fn ask(address: &str, request: &[u8]) -> Result<String> {
    runtime()?.block_on(async {
        let mut connection = Connection::open(address).await?;
        Ok(connection.ask(request).await?.to_owned())
    })
}

/// For everything that one thread is to do.
pub(in crate::bench::http) fn runtime() -> Result<Runtime> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    Ok(runtime)
}

async fn send_all(mut connection: Connection, requests: Requests) -> Result<Vec<Duration>> {
    let mut taken = Vec::with_capacity(requests.len());
    for request in requests {
        let started = Instant::now();
        connection.send(&request).await?;
        taken.push(started.elapsed());
    }
    Ok(taken)
}

/// The length of head and body, once the head is there.
fn length(buffer: &[u8]) -> Result<Option<usize>> {
    const END: &[u8] = b"\r\n\r\n";
    let Some(head) = buffer.windows(END.len()).position(|it| it == END) else {
        return Ok(None);
    };
    let lines = buffer
        .get(..head)
        .unwrap_or_default()
        .split(|it| *it == b'\n');
    for line in lines {
        let line = String::from_utf8_lossy(line).to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            let body: usize = value.trim().parse()?;
            return Ok(Some(head + END.len() + body));
        }
    }
    anyhow::bail!("an answer without a length")
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn an_answer_ends_with_its_body() {
        let head = "HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\n";
        assert_eq!(length(head.as_bytes()).unwrap(), Some(head.len() + 5));
        assert_eq!(length(b"HTTP/1.1 201 Created\r\nContent-Le").unwrap(), None);
        assert!(length(b"HTTP/1.1 201 Created\r\n\r\n").is_err());
    }
}
