//! Limits of requests, in each vendor's words.

use std::time::Duration;

use api::RateLimits;
use e2e::{Client, KEY, Reply, TestApp, USER};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// A request that does little, for each dialect, and the word its envelope says it under.
const DIALECTS: [(&str, &str, &str); 6] = [
    ("browserstack", "/api/v2/projects", "message"),
    ("reporting", "/ext/v1/builds/1", "message"),
    ("testably", "/v1/runs/1/results", "message"),
    ("applitools", "/api/result/1", "error"),
    ("qahub", "/api/v1/me", "error"),
    ("native", "/api/verdict/results/1", "error"),
];

async fn app(a_minute: u32) -> TestApp {
    TestApp::with(|app| {
        app.rate_limits = RateLimits {
            browserstack: a_minute,
            reporting: a_minute,
            testably: a_minute,
            applitools: a_minute,
            qahub: a_minute,
            native: a_minute,
        };
    })
    .await
}

fn too_many(reply: &Reply, what: &str) {
    assert_eq!(reply.status(), 429, "{what}: {}", reply.text());
    let seconds: u32 = reply.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=60).contains(&seconds), "{what}: {seconds}");
}

#[tokio::test]
async fn what_is_too_much_answers_429_in_the_dialect_s_envelope() {
    let app = app(1).await;
    for (dialect, path, word) in DIALECTS {
        let first = app.bearer().get(path).await;
        assert!(
            [200, 404].contains(&first.status()),
            "{dialect}: {}",
            first.text()
        );
        let second = app.bearer().get(path).await;
        too_many(&second, dialect);
        assert!(
            second.json().get(word).is_some(),
            "{dialect}: {}",
            second.text()
        );
    }
}

#[tokio::test]
async fn what_is_refused_for_its_key_or_its_path_is_not_counted() {
    let app = app(1).await;
    assert_eq!(
        app.anonymous().get("/v1/runs/1/results").await.status(),
        401
    );
    assert_eq!(
        app.with_key("wrong")
            .get("/v1/runs/1/results")
            .await
            .status(),
        401
    );
    assert_eq!(app.bearer().get("/v1/nothing").await.status(), 404);
    assert_eq!(app.bearer().get("/v1/runs/1/results").await.status(), 404);
    too_many(&app.bearer().get("/v1/runs/1/results").await, "the second");
}

#[tokio::test]
async fn an_organization_a_user_or_a_key_is_counted_as_the_vendor_does() {
    let app = app(1).await;
    let other = app.limited(&store::Scope::ALL).await;
    for (dialect, path, _) in DIALECTS {
        assert_ne!(app.bearer().get(path).await.status(), 429, "{dialect}");
        // Another key of the same user.
        let together = ["browserstack", "reporting"].contains(&dialect);
        let counted = other.get(path).await.status() == 429;
        assert_eq!(counted, together, "{dialect}");
    }
}

#[tokio::test]
async fn testably_tells_what_is_left_and_when_to_come_back() {
    let app = app(2).await;
    let send = async |client: Client| client.get("/v1/runs/1/results").await;
    for remaining in ["1", "0"] {
        let reply = send(app.bearer()).await;
        assert_eq!(reply.header("x-ratelimit-limit"), Some("2"));
        assert_eq!(reply.header("x-ratelimit-remaining"), Some(remaining));
    }
    let reply = send(app.bearer()).await;
    too_many(&reply, "the third");
    assert_eq!(reply.header("x-ratelimit-remaining"), Some("0"));
    let seconds = reply.json()["retry_after_seconds"].as_u64().unwrap();
    assert_eq!(
        reply.header("retry-after"),
        Some(seconds.to_string().as_str())
    );
    let expected = json!({
        "error": "Too Many Requests",
        "message": format!("Rate limit exceeded. Retry after {seconds} seconds."),
        "retry_after_seconds": seconds,
    });
    assert_eq!(*reply.json(), expected);
}

#[tokio::test]
async fn without_room_every_dialect_answers_503_in_its_envelope() {
    let app = TestApp::with(|app| app.max_requests = 0).await;
    for (dialect, path, word) in DIALECTS {
        for client in [app.bearer(), app.anonymous()] {
            let reply = client.get(path).await;
            assert_eq!(reply.status(), 503, "{dialect}: {}", reply.text());
            assert_eq!(reply.header("retry-after"), Some("1"), "{dialect}");
            assert!(
                reply.json().get(word).is_some(),
                "{dialect}: {}",
                reply.text()
            );
        }
    }
    assert_eq!(app.anonymous().get("/v1/nothing").await.status(), 404);
    assert_eq!(app.anonymous().get("/healthz").await.status(), 200);
}

#[tokio::test]
async fn a_place_is_free_again_when_its_request_is_answered() {
    let app = TestApp::with(|app| app.max_requests = 1).await;
    for (dialect, path, _) in DIALECTS {
        for client in [app.bearer(), app.anonymous()] {
            assert_ne!(client.get(path).await.status(), 503, "{dialect}");
        }
    }
}

#[tokio::test]
async fn a_body_that_does_not_fit_beside_others_may_come_back() {
    let app = TestApp::with(|app| {
        app.max_body_bytes = 4_000;
        app.max_buffered_bytes = 4_000;
    })
    .await;
    let project = |name: &str, length| json!({ "name": name, "description": "x".repeat(length) });
    let slow = json!({ "project": project("Slow", 3_000) }).to_string();
    let (most, last) = slow.split_at(slow.len() - 1);
    let begin_slow = async || {
        let address = app.url.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = format!(
            "POST /api/v2/projects HTTP/1.1\r\nHost: verdict\r\nAPI-TOKEN: {USER}:{KEY}\r\n\
             Connection: close\r\nContent-Length: {}\r\n\r\n",
            slow.len()
        );
        let begun = format!("{head}{most}");
        stream.write_all(begun.as_bytes()).await.unwrap();
        stream
    };
    let mut stream = begin_slow().await;

    // The others fit until the server has read what came of the slow one.
    let send = async |place: usize| {
        let body = json!({ "project": project(&format!("Quick {place}"), 2_000) });
        app.api_token().post("/api/v2/projects", &body).await
    };
    let mut place = 0;
    let refused = loop {
        let reply = send(place).await;
        if reply.status() != 200 {
            break reply;
        }
        place += 1;
        // It may be the one that did not fit, if it came beside another.
        if stream.try_read(&mut [0]).is_ok() {
            stream = begin_slow().await;
        }
    };
    assert_eq!(refused.status(), 503, "{}", refused.text());
    assert_eq!(refused.header("retry-after"), Some("1"));

    let mut answer = String::new();
    stream.write_all(last.as_bytes()).await.unwrap();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert_eq!(send(place).await.status(), 200);
}

#[tokio::test]
async fn one_connection_too_many_waits_until_another_is_closed() {
    let app = TestApp::with(|app| app.max_connections = 1).await;
    let ask = async || {
        let address = app.url.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).await.unwrap();
        let asked = b"GET /healthz HTTP/1.1\r\nHost: verdict\r\n\r\n";
        stream.write_all(asked).await.unwrap();
        stream
    };
    // One for each processor, and then nobody else, whatever time it is given.
    let mut open = Vec::new();
    for _ in 0..std::thread::available_parallelism().unwrap().get() {
        let mut stream = ask().await;
        assert_eq!(stream.read_u8().await.unwrap(), b'H');
        open.push(stream);
    }
    let mut waiting = ask().await;
    let answered = timeout(Duration::from_millis(300), waiting.read_u8()).await;
    assert!(answered.is_err(), "{answered:?}");
    drop(open);
    assert_eq!(waiting.read_u8().await.unwrap(), b'H');
}

#[tokio::test]
async fn who_is_told_to_come_back_need_not_connect_anew() {
    let app = TestApp::with(|app| app.max_requests = 0).await;
    let project = json!({ "project": { "name": "Shop", "description": "x".repeat(2_000) } });
    let reply = app.api_token().post("/api/v2/projects", &project).await;
    assert_eq!(reply.status(), 503, "{}", reply.text());
    assert_eq!(reply.header("connection"), None);
}

#[tokio::test]
async fn a_body_that_does_not_come_gives_its_place_back_and_ends_its_connection() {
    let app = TestApp::with(|app| {
        app.max_requests = 4;
        app.body_patience = Duration::from_secs(3);
    })
    .await;
    let key = format!("API-TOKEN: {USER}:{KEY}");
    let mut stalled = Vec::new();
    for headers in [
        "Content-Length: 30",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nIdempotency-Key: one",
        "Content-Length: 30\r\nIdempotency-Key: two\r\nContent-Type: multipart/form-data; boundary=a",
    ] {
        stalled.push(begin(&app, &[&key, headers].join("\r\n")).await);
    }
    let list = async || app.api_token().get("/api/v2/projects").await;
    assert_eq!(list().await.status(), 503);
    for stream in stalled {
        let answer = until_the_end(stream).await;
        assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
        assert!(answer.contains("connection: close"), "{answer}");
        assert!(
            answer.ends_with('}') && answer.contains("\"success\":false"),
            "{answer}"
        );
    }
    assert_eq!(list().await.expect(200)["projects"], json!([]));
}

#[tokio::test]
async fn whoever_is_refused_before_the_body_has_come_keeps_no_connection() {
    let app = TestApp::start().await;
    for headers in ["Content-Length: 30", "Transfer-Encoding: chunked"] {
        let answer = until_the_end(begin(&app, headers).await).await;
        assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
        assert!(answer.contains("connection: close"), "{answer}");
    }
}

/// Sends the head of a request whose body does not come. When it returns, the server has read the head.
async fn begin(app: &TestApp, headers: &str) -> TcpStream {
    let mut stream = TcpStream::connect(app.url.strip_prefix("http://").unwrap())
        .await
        .unwrap();
    let head = format!(
        "POST /api/v2/projects HTTP/1.1\r\nHost: verdict\r\n{headers}\r\nExpect: 100-continue\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut said = [0; 25];
    stream.read_exact(&mut said).await.unwrap();
    assert_eq!(said, *b"HTTP/1.1 100 Continue\r\n\r\n");
    stream
}

/// All that the server says before it closes the connection.
async fn until_the_end(mut stream: TcpStream) -> String {
    let mut answer = String::new();
    let read = timeout(Duration::from_mins(1), stream.read_to_string(&mut answer)).await;
    read.expect("the connection is closed").unwrap();
    answer
}

#[tokio::test]
async fn without_a_limit_nothing_is_counted_and_nothing_told() {
    let app = TestApp::start().await;
    for (dialect, path, _) in DIALECTS {
        for _ in 0..3 {
            let reply = app.bearer().get(path).await;
            assert_ne!(reply.status(), 429, "{dialect}");
            assert_eq!(reply.header("x-ratelimit-limit"), None, "{dialect}");
        }
    }
}
