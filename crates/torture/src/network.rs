//! A proxy that treats requests as a bad network does: it loses answers, holds requests up, and sends them twice.
#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "it stands before servers that live: a failure here is a failed test"
)]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::random::Random;

/// How many of a hundred requests each thing happens to.
const FAULTY: usize = 30;

/// How long a request is held up at most, if none comes after it.
const HOLD: Duration = Duration::from_millis(20);

/// A proxy in front of a server.
#[derive(Debug)]
pub struct Proxy {
    /// Where it listens, without a slash at the end.
    pub url: String,
    wire: Arc<Wire>,
    accepting: tokio::task::JoinHandle<()>,
}

#[derive(Debug)]
struct Wire {
    server: String,
    random: Mutex<Random>,
    /// Told whenever a request comes.
    passing: Notify,
    carried: AtomicUsize,
    lost: AtomicUsize,
    /// Requests on their way, those that come late included.
    under_way: Mutex<JoinSet<()>>,
}

impl Proxy {
    /// In front of the server at `url`; what happens to which request follows from `seed`.
    pub async fn before(url: &str, seed: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let wire = Arc::new(Wire {
            server: url.trim_start_matches("http://").to_owned(),
            random: Mutex::new(Random::of(seed, 0)),
            passing: Notify::new(),
            carried: AtomicUsize::new(0),
            lost: AtomicUsize::new(0),
            under_way: Mutex::new(JoinSet::new()),
        });
        let accepting = tokio::spawn({
            let wire = Arc::clone(&wire);
            async move {
                while let Ok((client, _)) = listener.accept().await {
                    wire.launch(Arc::clone(&wire).serve(client));
                }
            }
        });
        Self {
            url: format!("http://{address}"),
            wire,
            accepting,
        }
    }

    /// How many requests the server answered, and how many of these answers were lost, once no more is under way.
    pub async fn settled(&self) -> (usize, usize) {
        loop {
            let mut under_way = std::mem::take(&mut *self.wire.lock());
            if under_way.is_empty() {
                break;
            }
            while let Some(ended) = under_way.join_next().await {
                ended.expect("a request is carried to its end");
            }
        }
        let of = |count: &AtomicUsize| count.load(Ordering::Relaxed);
        (of(&self.wire.carried), of(&self.wire.lost))
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Wire {
    fn lock(&self) -> std::sync::MutexGuard<'_, JoinSet<()>> {
        self.under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn launch(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.lock().spawn(work);
    }

    /// Whether something happens now.
    fn happens(&self) -> bool {
        let mut random = self.random.lock().unwrap_or_else(PoisonError::into_inner);
        random.happens(FAULTY)
    }

    async fn serve(self: Arc<Self>, mut client: TcpStream) {
        let Some(request) = request(&mut client).await else {
            return;
        };
        self.passing.notify_waiters();
        if self.happens() {
            self.is_overtaken().await;
        }
        if self.happens() {
            let late = self.happens();
            let (wire, request) = (Arc::clone(&self), request.clone());
            self.launch(async move {
                if late {
                    wire.is_overtaken().await;
                }
                wire.carry(&request).await;
            });
        }
        let answer = self.carry(&request).await;
        if self.happens() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        } else {
            // The client may have gone away.
            drop(client.write_all(&answer).await);
        }
    }

    /// Until another request has come.
    async fn is_overtaken(&self) {
        drop(tokio::time::timeout(HOLD, self.passing.notified()).await);
    }

    /// The server's answer.
    async fn carry(&self, request: &[u8]) -> Vec<u8> {
        let mut server = TcpStream::connect(&self.server)
            .await
            .expect("the server listens");
        server.write_all(request).await.expect("the server reads");
        let mut answer = Vec::new();
        let read = server.read_to_end(&mut answer).await;
        read.expect("the server answers");
        self.carried.fetch_add(1, Ordering::Relaxed);
        answer
    }
}

/// A whole request, as one after whose answer the connection is closed.
async fn request(client: &mut TcpStream) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    loop {
        if let Some(end) = bytes.windows(4).position(|it| it == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(bytes.get(..end)?).to_lowercase();
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length:"))
                .map_or(Some(0), |length| length.trim().parse().ok())?;
            if bytes.len() >= end + 4 + length {
                bytes.splice(end..end, *b"\r\nConnection: close");
                return Some(bytes);
            }
        }
        if client.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
}
