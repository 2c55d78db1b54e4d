//! No key and no token gets into the log, however much of it is asked for; the request's id is on its lines.

use reqwest::blocking::{Client, RequestBuilder};

use crate::crash::reporter::{KEY, USERNAME};
use crate::crash::user::User;
use crate::harness::Running;

const WRONG: &str = "a-wrong-key-that-nobody-may-read";
const TOKEN: &str = "a-read-token-that-nobody-may-read";

/// `USERNAME:KEY` and `USERNAME:WRONG` as HTTP Basic has them.
fn basic(key: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(format!("{USERNAME}:{key}"))
}

#[test]
fn keys_and_tokens_stay_out_of_the_log() {
    let user = User::ours();
    let (mut running, line) = Running::start(user.command().env("RUST_LOG", "trace"));
    let url = line
        .split(' ')
        .find(|word| word.starts_with("http://"))
        .unwrap();
    let client = Client::new();
    let mut number = 0;
    let mut send = |request: RequestBuilder| {
        number += 1;
        let id = format!("request-{number}");
        let answer = request.header("X-Request-Id", &id).send().unwrap();
        assert_eq!(answer.headers()["x-request-id"], id.as_str());
        id
    };
    let mut ids = Vec::new();
    for key in [KEY, WRONG] {
        for path in [
            "/api/v2/projects",
            "/api/v1/me",
            "/v1/runs/1/results",
            "/ext/v1/builds/1",
            "/api/result/1",
            "/api/verdict/results/1",
            "/nobodys",
            "/healthz",
        ] {
            let plain = format!("{url}{path}");
            let query = format!("{plain}?apiKey={key}&read_token={TOKEN}");
            ids.push(send(client.get(&plain).basic_auth(USERNAME, Some(key))));
            ids.push(send(client.get(&plain).bearer_auth(key)));
            ids.push(send(
                client
                    .get(&plain)
                    .header("API-TOKEN", format!("{USERNAME}:{key}")),
            ));
            ids.push(send(client.get(&query)));
            ids.push(send(client.delete(&query)));
        }
    }
    running.signal("TERM");
    let (code, _, log) = running.wait();
    assert_eq!(code, Some(0));
    for secret in [KEY, WRONG, TOKEN, &basic(KEY), &basic(WRONG)] {
        assert!(
            !log.contains(secret),
            "{secret} is in the log: {}",
            around(&log, secret)
        );
    }
    for id in ids {
        let line = log.lines().find(|line| {
            line.contains(&format!("id={id}}}")) || line.contains(&format!("id={id} "))
        });
        assert!(line.is_some(), "no line has {id}");
    }
}

/// The first line that holds the secret.
fn around<'a>(log: &'a str, secret: &str) -> &'a str {
    log.lines()
        .find(|line| line.contains(secret))
        .unwrap_or_default()
}
