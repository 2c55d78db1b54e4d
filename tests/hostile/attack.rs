//! One hostile request.

use std::fmt;

use e2e::{Client, Reply};

/// A request that no client should send.
pub(super) struct Attack {
    /// What is wrong with it.
    pub(super) wrong: String,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) content_type: Option<String>,
    pub(super) body: Vec<u8>,
}

impl Attack {
    pub(super) async fn send(&self, client: &Client) -> Reply {
        client
            .raw(
                &self.method,
                &self.path,
                self.content_type.as_deref(),
                self.body.clone(),
            )
            .await
    }
}

impl fmt::Display for Attack {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path: String = self.path.chars().take(120).collect();
        write!(out, "{} {path} ({})", self.method, self.wrong)
    }
}
