//! Lines of logs, page by page.

use domain::spelling;
use serde_json::{Map, Value};
use store::read::LogLine;

use super::super::wire;
use crate::failure::Failure;
use crate::times;

/// How many lines a page has.
pub(crate) const LINES_PER_PAGE: u32 = 500;

/// The place after which a page begins.
pub(crate) fn after(raw: Option<&str>) -> Result<i64, Failure> {
    let after = raw.map_or(Some(0), spelling::digits);
    after.ok_or_else(|| Failure::Invalid("after must be an integer from 0".to_owned()))
}

/// `lines` may hold one more than a page: then there is a next one.
pub(crate) fn logs(mut lines: Vec<LogLine>) -> wire::Logs {
    let size = usize::try_from(LINES_PER_PAGE).unwrap_or(usize::MAX);
    let is_whole = lines.len() <= size;
    lines.truncate(size);
    let last = lines.last().map(|it| it.position);
    wire::Logs {
        logs: lines.into_iter().map(log).collect(),
        next: last.filter(|_| !is_whole),
    }
}

fn log(line: LogLine) -> wire::Log {
    let LogLine {
        position,
        attempt,
        hook,
        recorded_at,
        entry,
    } = line;
    wire::Log {
        position,
        attempt_id: attempt.map(|id| id.to_string()),
        hook_id: hook.map(|id| id.to_string()),
        recorded_at: times::millis(recorded_at),
        entry: match entry {
            Value::Object(fields) => fields,
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_) => Map::new(),
        },
    }
}
