//! Messages of Postgres' protocol on a stream.

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

/// A stream of messages. Waiting for one may be given up and begun again.
pub(super) struct Wire<S> {
    stream: S,
    read: Vec<u8>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Wire<S> {
    pub(super) const fn new(stream: S) -> Self {
        Self {
            stream,
            read: Vec::new(),
        }
    }

    /// The next message, with its type in front; none after the last.
    pub(super) async fn message(&mut self) -> Option<Vec<u8>> {
        self.next(1).await
    }

    /// The first message of a client, which has no type.
    pub(super) async fn greeting(&mut self) -> Option<Vec<u8>> {
        self.next(0).await
    }

    pub(super) async fn send(&mut self, message: &[u8]) -> Option<()> {
        self.stream.write_all(message).await.ok()
    }

    async fn next(&mut self, head: usize) -> Option<Vec<u8>> {
        loop {
            if let Some(length) = self.read.get(head..head + 4) {
                let length = u32::from_be_bytes(length.try_into().unwrap());
                let end = head + usize::try_from(length).unwrap();
                if self.read.len() >= end {
                    return Some(self.read.drain(..end).collect());
                }
            }
            if self.stream.read_buf(&mut self.read).await.ok()? == 0 {
                return None;
            }
        }
    }
}

/// A message of this type.
pub(super) fn message(kind: u8, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 4).unwrap();
    [&[kind], &length.to_be_bytes()[..], body].concat()
}

/// The text at this place of a message, which ends with a zero, and where it ends.
pub(super) fn text(message: &[u8], at: usize) -> (String, usize) {
    let length = message[at..].iter().position(|it| *it == 0).unwrap();
    let text = String::from_utf8(message[at..at + length].to_vec()).unwrap();
    (text, at + length)
}

/// The message with another text at this place.
pub(super) fn with_text(whole: &[u8], at: usize, new: &str) -> Vec<u8> {
    let (_, end) = text(whole, at);
    let body = [&whole[5..at], new.as_bytes(), &whole[end..]].concat();
    message(whole[0], &body)
}
