//! Builds as reporting's clients report them: each test is started, and finished with what the start answered.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::single::load::{self, Connection};
use crate::verdict::{KEY, USER};

/// Tests of a build.
const TESTS: usize = 1_000;

/// Connections that report a build together.
const CONNECTIONS: usize = 64;

/// Reports so many builds, all of the same tests, which pass; answers how many results that are.
pub(super) fn send(address: &str, builds: usize) -> Result<usize> {
    load::runtime()?.block_on(async {
        for build in 0..builds {
            report(address, build).await?;
        }
        anyhow::Ok(())
    })?;
    Ok(builds * TESTS)
}

async fn report(address: &str, number: usize) -> Result<()> {
    let mut first = Connection::open(address).await?;
    let body = json!({
        "name": format!("Nightly {number}"),
        "project_name": "Reported",
        "started_at": "2026-11-11T10:00:00Z",
    });
    let request = request(address, "POST", "builds/start", &body);
    let build = word(first.ask(&request).await?, "build_hashed_id")?;
    let mut reporters: JoinSet<Result<()>> = (0..CONNECTIONS)
        .map(|place| {
            let tests = (place..TESTS).step_by(CONNECTIONS);
            report_tests(address.to_owned(), build.clone(), tests)
        })
        .collect();
    while let Some(reported) = reporters.join_next().await {
        reported??;
    }
    let body = json!({"finished_at": "2026-11-11T10:30:00Z"});
    let path = format!("builds/{build}/finish");
    // The first one has said nothing for so long that the server may have closed it.
    let mut last = Connection::open(address).await?;
    last.ask(&self::request(address, "PUT", &path, &body))
        .await?;
    Ok(())
}

async fn report_tests(
    address: String,
    build: String,
    tests: impl Iterator<Item = usize>,
) -> Result<()> {
    let mut connection = Connection::open(&address).await?;
    for test in tests {
        let (file, scopes) = (format!("tests/shop_{}.py", test / 20), ["Shop", "Checkout"]);
        let start = json!({
            "name": format!("order {test} is confirmed by mail"),
            "file_name": file,
            "scopes": scopes,
            "started_at": "2026-11-11T10:00:00Z",
        });
        let path = format!("builds/{build}/tests/start");
        let started = connection
            .ask(&request(&address, "POST", &path, &start))
            .await?;
        let attempt = word(started, "uuid")?;
        let finish = json!({
            "result": "passed",
            "finished_at": "2026-11-11T10:00:01Z",
            "file_name": file,
            "scopes": scopes,
            "duration_in_ms": 100 + test % 900,
        });
        let path = format!("builds/{build}/tests/{attempt}/finish");
        connection
            .ask(&request(&address, "PUT", &path, &finish))
            .await?;
    }
    Ok(())
}

/// What an answer says under a name.
fn word(answer: &str, name: &str) -> Result<String> {
    let answer: Value = serde_json::from_str(answer)?;
    let word = answer.get(name).and_then(Value::as_str);
    Ok(word
        .with_context(|| format!("an answer without {name}"))?
        .to_owned())
}

fn request(address: &str, method: &str, path: &str, body: &Value) -> Vec<u8> {
    let body = body.to_string();
    let length = body.len();
    let request = format!(
        "{method} /ext/v1/{path} HTTP/1.1\r\nHost: {address}\r\nAPI-TOKEN: {USER}:{KEY}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    request.into_bytes()
}
