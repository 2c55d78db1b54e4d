//! What every answer must be, however bad the request was.

use e2e::Reply;
use jsonschema::Validator;
use serde_json::Value;

use crate::documents::operations::{errors, validator};

/// Judges the answers of one dialect.
pub(super) struct Judge {
    envelope: Validator,
}

impl Judge {
    pub(super) fn of(document: &Value) -> Self {
        let mut refusals = document["components"]["responses"]
            .as_object()
            .unwrap()
            .values();
        let envelope = &refusals.next().unwrap()["content"]["application/json"]["schema"];
        Self {
            envelope: validator(document, envelope),
        }
    }

    /// A refusal is JSON in the dialect's envelope; nothing is a fault, a page, or empty.
    pub(super) fn hold(&self, reply: &Reply, what: &str) {
        let status = reply.status();
        assert!(status < 500, "{what}: {status} {}", reply.text());
        if status < 400 {
            return;
        }
        let kind = reply.header("content-type").unwrap_or_default();
        assert_eq!(kind, "application/json", "{what}: {status}");
        let problems = errors(&self.envelope, reply.json());
        assert!(
            problems.is_empty(),
            "{what}: {status} {problems:#?} {}",
            reply.text()
        );
    }
}
