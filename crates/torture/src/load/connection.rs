//! One request after the other on a connection that is kept alive.
//!
//! No library: what a client spends on more than writing bytes and reading an answer with a length is taken from the
//! server, which shares the machine with it.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// A connection.
#[derive(Debug)]
pub(super) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer.
#[derive(Debug)]
pub(super) struct Answer<'a> {
    pub(super) status: u16,
    pub(super) head: &'a str,
    pub(super) body: &'a [u8],
}

impl Answer<'_> {
    /// Whether the connection may be used again.
    pub(super) fn keeps_the_connection(&self) -> bool {
        !self
            .head
            .to_ascii_lowercase()
            .contains("\r\nconnection: close\r\n")
    }
}

impl Connection {
    pub(super) async fn open(address: &str, patience: Duration) -> Result<Self> {
        let stream = timeout(patience, TcpStream::connect(address)).await;
        let stream = stream
            .with_context(|| format!("not connected in {patience:?}"))?
            .context("connect")?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::new(),
        })
    }

    /// Sends a request and hears the whole answer, within that time.
    pub(super) async fn exchange(
        &mut self,
        request: &[u8],
        patience: Duration,
    ) -> Result<Answer<'_>> {
        let heard = timeout(patience, self.hear(request)).await;
        heard.with_context(|| format!("no whole answer in {patience:?}"))?
    }

    async fn hear(&mut self, request: &[u8]) -> Result<Answer<'_>> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let mut extent = None;
        while extent.is_none_or(|(_, end)| self.buffer.len() < end) {
            let read = self.stream.read_buf(&mut self.buffer).await?;
            ensure!(read > 0, "the server closed the connection");
            if extent.is_none() {
                extent = extent_of(&self.buffer)?;
            }
        }
        let (head, _) = extent.unwrap_or_default();
        let (head, body) = self
            .buffer
            .split_at_checked(head)
            .context("a short answer")?;
        let head = std::str::from_utf8(head)?;
        let status = head.split(' ').nth(1).and_then(|it| it.parse().ok());
        Ok(Answer {
            status: status.context("an answer without a status")?,
            head,
            body,
        })
    }
}

/// Where the head ends, and where the body does, once the head is there.
fn extent_of(buffer: &[u8]) -> Result<Option<(usize, usize)>> {
    const END: &[u8] = b"\r\n\r\n";
    let Some(head) = buffer.windows(END.len()).position(|it| it == END) else {
        return Ok(None);
    };
    let text = std::str::from_utf8(buffer.get(..head).unwrap_or_default())?;
    let body = text
        .lines()
        .find_map(|line| {
            line.to_ascii_lowercase()
                .strip_prefix("content-length:")?
                .trim()
                .parse::<usize>()
                .ok()
        })
        .context("an answer without a length")?;
    let head = head + END.len();
    Ok(Some((head, head + body)))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::io::AsyncWriteExt as _;
    use tokio::net::TcpListener;

    use super::{Connection, extent_of};

    const PATIENCE: Duration = Duration::from_millis(50);

    #[tokio::test]
    async fn a_server_that_says_half_an_answer_is_not_waited_for() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let mut connection = Connection::open(&address, PATIENCE).await.unwrap();
        let (mut server, _) = listener.accept().await.unwrap();
        let half = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{";
        server.write_all(half).await.unwrap();
        let error = connection.exchange(b"GET", PATIENCE).await.unwrap_err();
        assert_eq!(error.to_string(), "no whole answer in 50ms");
    }

    #[test]
    fn an_answer_ends_with_its_body() {
        let head = b"HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\n";
        assert_eq!(extent_of(head).unwrap(), Some((head.len(), head.len() + 5)));
        assert_eq!(
            extent_of(b"HTTP/1.1 201 Created\r\nContent-Le").unwrap(),
            None
        );
        assert!(extent_of(b"HTTP/1.1 201 Created\r\n\r\n").is_err());
    }
}
