//! What every request needs.

use std::time::Duration;

use store::{Files, Store};

use crate::attachments;
use crate::rate::RateLimits;

/// What every request needs. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App {
    /// The database.
    pub store: Store,
    /// The files that belong to results.
    pub files: Files,
    /// What every absolute link given to a client begins with; without a slash at its end.
    pub public_url: String,
    /// The largest body a request may have. Files have a bound of their own: they are not held in memory.
    pub max_body_bytes: usize,
    /// How many connections are open at the same time, rounded up to a multiple of the processors; one more waits until
    /// one is closed.
    pub max_connections: usize,
    /// How many requests are answered at the same time; one more is told to come back.
    pub max_requests: usize,
    /// How many bytes of bodies are in memory at the same time, at least one of the largest; a request with more is
    /// told to come back.
    pub max_buffered_bytes: usize,
    /// How long a body may stand still, and how long it may take before it has to come at some speed.
    pub body_patience: Duration,
    /// The largest file that may be attached to a result.
    pub max_attachment_bytes: usize,
    /// How long the answer to a write with an `Idempotency-Key` is kept; nothing, and the header means nothing.
    pub keep_answers: Duration,
    /// How many bytes of such answers are kept of one access key; beyond it the oldest go first.
    pub keep_answer_bytes: usize,
    /// How many requests an account may send.
    pub rate_limits: RateLimits,
}

impl App {
    /// The most bytes of a form, whether it brings attachments or reports.
    pub(crate) fn largest_form(&self) -> usize {
        attachments::largest_form(self.max_attachment_bytes).max(self.max_body_bytes)
    }
}
