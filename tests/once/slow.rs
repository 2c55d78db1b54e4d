//! Forms that come slowly.

use e2e::{Form, KEY};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::Bench;

/// A form with a key of its own that has come but for its last byte.
struct Slow {
    stream: TcpStream,
    last: u8,
}

impl Slow {
    async fn send(bench: &Bench, key: &str) -> Self {
        let path = bench.attachments().await;
        let address = bench.app.url.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address).await.unwrap();
        let body = Form::default().file("file", "log.txt", b"paid\n").finish();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {KEY}\r\nconnection: close\r\n\
             idempotency-key: {key}\r\ncontent-type: {}\r\ncontent-length: {}\r\nexpect: 100-continue\r\n\r\n",
            Form::CONTENT_TYPE,
            body.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        // The server has read the head, and begins to answer.
        let mut said = [0; 25];
        let _ = stream.read_exact(&mut said).await.unwrap();
        assert_eq!(said, *b"HTTP/1.1 100 Continue\r\n\r\n");
        let (last, rest) = body.split_last().unwrap();
        stream.write_all(rest).await.unwrap();
        Self {
            stream,
            last: *last,
        }
    }

    async fn finish(mut self) -> String {
        self.stream.write_all(&[self.last]).await.unwrap();
        let mut answer = String::new();
        let _ = self.stream.read_to_string(&mut answer).await.unwrap();
        answer
    }
}

#[tokio::test]
async fn forms_that_come_slowly_keep_no_connection_from_others() {
    let bench = Bench::new().await;
    let mut forms = Vec::new();
    for number in 0..6 {
        forms.push(Slow::send(&bench, &format!("slow-{number}")).await);
    }
    for number in 0..10 {
        let posted = bench.post(&format!("quick-{number}"), "paid").await;
        assert_eq!(posted.status(), 200, "{}", posted.text());
    }
    for form in forms {
        let answer = form.finish().await;
        assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    }
}
