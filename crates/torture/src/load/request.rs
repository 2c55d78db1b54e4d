//! Single results as three vendors' clients send them, as bytes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::connection::Answer;
use crate::http::{Dialect, KEY, USER};
use crate::world::World;

/// Who sends, by turns.
const DIALECTS: [Dialect; 3] = [Dialect::Browserstack, Dialect::Qahub, Dialect::Testably];

const MARK: &str = "load-";

/// What the result of this number says, and no other.
pub(super) fn mark(number: usize) -> String {
    format!("{MARK}{number}")
}

/// The number of the result that says this.
pub(super) fn number_of(said: &str) -> Option<usize> {
    let number = said.strip_prefix(MARK)?.parse().ok()?;
    (mark(number) == said).then_some(number)
}

/// A request that is one result more, as its mark is another each time.
#[derive(Debug)]
pub(super) struct Single {
    pub(super) number: usize,
    dialect: Dialect,
    pub(super) bytes: Vec<u8>,
}

impl Single {
    /// The request of this number.
    pub(super) fn of(number: usize, address: &str, world: &World) -> Self {
        let place = number / DIALECTS.len();
        let pick = |all: &[String]| {
            all.get(place % all.len().max(1))
                .cloned()
                .unwrap_or_default()
        };
        let (case, row) = (pick(&world.cases), pick(&world.rows));
        let (run, mark) = (&world.run, mark(number));
        let dialect = DIALECTS
            .get(number % DIALECTS.len())
            .copied()
            .unwrap_or(Dialect::Qahub);
        let (method, path, body) = match dialect {
            Dialect::Browserstack => (
                "POST",
                format!("/api/v2/projects/{}/test-runs/{run}/results", world.project),
                format!(
                    r#"{{"test_case_id":"{case}","test_result":{{"status":"passed","description":"{mark}"}}}}"#
                ),
            ),
            Dialect::Testably => (
                "PUT",
                format!("/v1/runs/{run}/results/{row}"),
                format!(r#"{{"status":"failed","note":"{mark}"}}"#),
            ),
            Dialect::Qahub | Dialect::Reporting | Dialect::Applitools | Dialect::Native => (
                "POST",
                format!("/api/v1/runs/{run}/results"),
                format!(
                    r#"{{"results":[{{"test_case_code":"{case}","status":"PASSED","comment":"{mark}"}}]}}"#
                ),
            ),
        };
        let length = body.len();
        let authorization = match dialect {
            Dialect::Browserstack => format!("Basic {}", STANDARD.encode(format!("{USER}:{KEY}"))),
            Dialect::Qahub
            | Dialect::Testably
            | Dialect::Reporting
            | Dialect::Applitools
            | Dialect::Native => {
                format!("Bearer {KEY}")
            }
        };
        let text = format!(
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: {authorization}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        Self {
            number,
            dialect,
            bytes: text.into_bytes(),
        }
    }

    /// Whether the answer tells the client in its vendor's words to come back.
    pub(super) fn is_told_to_come_back(&self, answer: &Answer<'_>) -> bool {
        let body: Value = serde_json::from_slice(answer.body).unwrap_or_default();
        let has_text = |key: &str| body.get(key).is_some_and(Value::is_string);
        let envelope = match self.dialect {
            Dialect::Browserstack | Dialect::Reporting => {
                has_text("message") && body.get("success") == Some(&Value::Bool(false))
            }
            Dialect::Testably => has_text("error") && has_text("message"),
            Dialect::Qahub => has_text("error"),
            Dialect::Applitools | Dialect::Native => body.pointer("/error/message").is_some(),
        };
        let head = answer.head.to_ascii_lowercase();
        answer.status == 503 && head.contains("\r\nretry-after: ") && envelope
    }
}
