//! Speaks to the server as a vendor's client does.

use reqwest::Method;
use serde_json::Value;

/// A client with a credential, or without one.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    url: String,
    headers: Vec<(String, String)>,
    basic: Option<(String, String)>,
    query_key: Option<String>,
}

/// What the server answered.
#[derive(Debug)]
pub struct Reply {
    status: u16,
    headers: reqwest::header::HeaderMap,
    body: Vec<u8>,
    text: String,
    json: Option<Value>,
}

impl Client {
    pub(crate) fn new(http: reqwest::Client, url: String) -> Self {
        Self {
            http,
            url,
            headers: Vec::new(),
            basic: None,
            query_key: None,
        }
    }

    pub(crate) fn basic(mut self, username: &str, key: &str) -> Self {
        self.basic = Some((username.to_owned(), key.to_owned()));
        self
    }

    pub(crate) fn query_key(mut self, key: &str) -> Self {
        self.query_key = Some(key.to_owned());
        self
    }

    /// The same client with one more header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sends GET.
    pub async fn get(&self, path: &str) -> Reply {
        self.raw("GET", path, None, Vec::new()).await
    }

    /// Sends DELETE.
    pub async fn delete(&self, path: &str) -> Reply {
        self.raw("DELETE", path, None, Vec::new()).await
    }

    /// Sends POST with a JSON body.
    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        self.send_json("POST", path, body).await
    }

    /// Sends PUT with a JSON body.
    pub async fn put(&self, path: &str, body: &Value) -> Reply {
        self.send_json("PUT", path, body).await
    }

    /// Sends PATCH with a JSON body.
    pub async fn patch(&self, path: &str, body: &Value) -> Reply {
        self.send_json("PATCH", path, body).await
    }

    async fn send_json(&self, method: &str, path: &str, body: &Value) -> Reply {
        let body = serde_json::to_vec(body).expect("a value is JSON");
        self.raw(method, path, Some("application/json"), body).await
    }

    /// The same client, that speaks to what listens elsewhere.
    #[must_use]
    pub fn through(mut self, url: &str) -> Self {
        url.clone_into(&mut self.url);
        self
    }

    /// Sends anything.
    pub async fn raw(
        &self,
        method: &str,
        path: &str,
        content_type: Option<&str>,
        body: Vec<u8>,
    ) -> Reply {
        let answered = self.attempt(method, path, content_type, body).await;
        answered.expect("the server answers")
    }

    /// Sends anything; `None` if no answer comes.
    pub async fn attempt(
        &self,
        method: &str,
        path: &str,
        content_type: Option<&str>,
        body: Vec<u8>,
    ) -> Option<Reply> {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let mut url = format!("{}{path}", self.url);
        if let Some(key) = &self.query_key {
            url.push(if path.contains('?') { '&' } else { '?' });
            url.push_str("apiKey=");
            url.push_str(key);
        }
        let mut request = self.http.request(method, url).body(body);
        if let Some((username, key)) = &self.basic {
            request = request.basic_auth(username, Some(key));
        }
        if let Some(content_type) = content_type {
            request = request.header("Content-Type", content_type);
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let response = request.send().await.ok()?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.bytes().await.ok()?.to_vec();
        let text = String::from_utf8_lossy(&body).into_owned();
        let json = serde_json::from_str(&text).ok();
        Some(Reply {
            status,
            headers,
            body,
            text,
            json,
        })
    }
}

impl Reply {
    /// The status code.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// The body as JSON.
    #[must_use]
    pub fn json(&self) -> &Value {
        let Some(json) = &self.json else {
            panic!("{} is not JSON: {:?}", self.status, self.text)
        };
        json
    }

    /// The body as JSON, of an answer that must have this status.
    #[must_use]
    pub fn expect(&self, status: u16) -> &Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.json()
    }

    /// The body as it came.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The body's bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.body
    }

    /// A header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}
