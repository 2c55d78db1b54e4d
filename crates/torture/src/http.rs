//! Requests as clients of each dialect send them.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use reqwest::Method;
use reqwest::blocking::{Client, RequestBuilder};
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use serde_json::Value;

/// The user of every request.
pub(crate) const USER: &str = "torture";
/// The user's key.
pub(crate) const KEY: &str = "a-key-for-torture-0123456789";

/// How long a client waits for an answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Whose API a request is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Browserstack,
    Reporting,
    Testably,
    Applitools,
    Qahub,
    Native,
}

/// A write.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) dialect: Dialect,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) body: Body,
    /// Its `Idempotency-Key`, if it has one: then it may be sent again.
    pub(crate) key: Option<String>,
}

/// What a write says.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    Json(Value),
    /// Files, each in a part of a form.
    Files(Vec<File>),
}

/// A file that is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// Parts a form; no file holds it.
const BOUNDARY: &str = "torture-torture-torture";

/// What a client hears.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    Answer(u16, Value),
    /// That it cannot be carried out now, and when to come back (503 with `Retry-After`).
    ComeBack,
    /// No answer, or only a part of one.
    Nothing,
}

/// A client of one server.
#[derive(Clone, Debug)]
pub(crate) struct Http {
    address: String,
    client: Client,
}

impl Http {
    pub(crate) fn of(address: &str) -> Result<Self> {
        Ok(Self {
            address: address.to_owned(),
            client: Client::builder().timeout(PATIENCE).build()?,
        })
    }

    /// Sends a write once.
    pub(crate) fn send(&self, request: &Request) -> Reply {
        let sent = self.request(request.dialect, request.method.clone(), &request.path);
        let mut sent = match &request.body {
            Body::Json(body) => sent.json(body),
            Body::Files(files) => {
                let kind = format!("multipart/form-data; boundary={BOUNDARY}");
                sent.header(CONTENT_TYPE, kind).body(form(files))
            }
        };
        if let Some(key) = &request.key {
            sent = sent.header("Idempotency-Key", key);
        }
        let answer = sent.send().and_then(|it| {
            let comes_back = it.status() == 503 && it.headers().contains_key(RETRY_AFTER);
            Ok((it.status(), comes_back, it.bytes()?))
        });
        match answer {
            Ok((_, true, _)) => Reply::ComeBack,
            Ok((status, false, body)) => Reply::Answer(
                status.as_u16(),
                serde_json::from_slice(&body).unwrap_or_default(),
            ),
            Err(_) => Reply::Nothing,
        }
    }

    /// Sends a write that must be done.
    pub(crate) fn make(
        &self,
        dialect: Dialect,
        method: Method,
        path: &str,
        body: Value,
    ) -> Result<Value> {
        let request = Request {
            dialect,
            method,
            path: path.to_owned(),
            body: Body::Json(body),
            key: None,
        };
        match self.send(&request) {
            Reply::Answer(200..300, body) => Ok(body),
            other @ (Reply::Answer(..) | Reply::ComeBack | Reply::Nothing) => {
                anyhow::bail!("{} {path}: {other:?}", request.method)
            }
        }
    }

    pub(crate) fn get(&self, dialect: Dialect, path: &str) -> Result<Value> {
        let text = self.read(dialect, path)?;
        serde_json::from_str(&text).with_context(|| format!("GET {path}"))
    }

    /// What is there, as it is.
    pub(crate) fn read(&self, dialect: Dialect, path: &str) -> Result<String> {
        let answer = self.request(dialect, Method::GET, path).send()?;
        let status = answer.status();
        let text = answer.text()?;
        ensure!(status == 200, "GET {path} answered {status}: {text}");
        Ok(text)
    }

    /// Whether it says that it is ready.
    pub(crate) fn is_ready(&self) -> bool {
        let asked = self.client.get(format!("http://{}/readyz", self.address));
        asked.send().is_ok_and(|it| it.status() == 200)
    }

    /// With the key where this vendor's clients put it.
    fn request(&self, dialect: Dialect, method: Method, path: &str) -> RequestBuilder {
        let request = self
            .client
            .request(method, format!("http://{}{path}", self.address));
        match dialect {
            Dialect::Browserstack | Dialect::Reporting => request.basic_auth(USER, Some(KEY)),
            Dialect::Testably | Dialect::Qahub | Dialect::Native => request.bearer_auth(KEY),
            Dialect::Applitools => request.header("API-TOKEN", KEY),
        }
    }
}

/// The form that `file`s are sent in.
fn form(files: &[File]) -> String {
    let mut form = String::new();
    for File { name, text } in files {
        form.extend([
            &format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"),
            text.as_str(),
            "\r\n",
        ]);
    }
    form + &format!("--{BOUNDARY}--\r\n")
}

/// A text or a number of an answer, as a text.
pub(crate) fn text(answer: &Value, pointer: &str) -> Result<String> {
    match answer.pointer(pointer) {
        Some(Value::String(text)) => Ok(text.clone()),
        Some(Value::Number(number)) => Ok(number.to_string()),
        Some(_) | None => anyhow::bail!("no {pointer} in {answer}"),
    }
}

/// A list of an answer.
pub(crate) fn list(answer: &Value, pointer: &str) -> Result<Vec<Value>> {
    let found = answer.pointer(pointer).and_then(Value::as_array);
    found
        .cloned()
        .with_context(|| format!("no {pointer} in {answer}"))
}

/// A number of an answer.
pub(crate) fn number(answer: &Value, pointer: &str) -> Result<u64> {
    let found = answer.pointer(pointer).and_then(Value::as_u64);
    found.with_context(|| format!("no {pointer} in {answer}"))
}
