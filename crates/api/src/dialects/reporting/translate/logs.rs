//! Lines of a log. One bad line refuses all of them.

use domain::text::Text;
use serde_json::{Map, Value};
use store::record::NewLog;

use super::super::{limits, wire};
use super::build::screen;
use super::parts;
use crate::body::Object;
use crate::failure::Failure;
use crate::integer::Integer;
use crate::{fields, times};

pub(crate) fn logs(body: wire::AddLogs) -> Result<Vec<NewLog>, Failure> {
    let wire::AddLogs { logs } = body;
    let logs = logs.ok_or_else(|| Failure::Invalid("logs is required".to_owned()))?;
    parts::bounded("logs", logs, limits::LOGS)?
        .into_iter()
        .enumerate()
        .map(|(place, Object(log))| line(|name| format!("logs[{place}].{name}"), log))
        .collect()
}

fn line(at: impl Fn(&str) -> String, log: wire::Log) -> Result<NewLog, Failure> {
    let wire::Log {
        kind,
        test_run_uuid,
        hook_run_uuid,
        timestamp,
        level,
        message,
        duration,
        failure,
        file_name,
        file_size,
        attachment_type,
        http_response,
    } = log;
    let kind = kind.ok_or_else(|| Failure::Invalid(format!("{} is required", at("kind"))))?;
    let timestamp = fields::optional_time(at("timestamp"), timestamp.as_deref())?;
    let plain = |name: &str, raw: Option<String>, most: usize| {
        let text = fields::optional_at_most(at(name), raw, most)?;
        Ok::<_, Failure>(text.map(Text::into_string))
    };
    if file_size.is_some_and(|it| it.0 < 0) {
        let problem = format!("{} must not be negative", at("file_size"));
        return Err(Failure::Invalid(problem));
    }
    let entry = wire::StoredLog {
        kind: word(&at("kind"), kind, &limits::LOG_KINDS)?,
        timestamp: timestamp.map(times::millis),
        level: plain("level", level, Text::MAX_CHARS)?,
        message: plain("message", message, limits::MESSAGE_CHARS)?,
        duration: parts::milliseconds(&at("duration"), duration, 0)?,
        failure,
        file_name: plain("file_name", file_name, Text::MAX_CHARS)?,
        file_size: file_size.map(|it| it.0),
        attachment_type: attachment_type
            .map(|it| word(&at("attachment_type"), it, &limits::ATTACHMENT_TYPES))
            .transpose()?,
        http_response: http_response
            .map(|it| self::http_response(&at("http_response"), it))
            .transpose()?,
    };
    let id =
        |name: &str, raw: Option<String>| raw.map(|raw| parts::uuid(&at(name), &raw)).transpose();
    Ok(NewLog {
        attempt: id("test_run_uuid", test_run_uuid)?,
        hook: id("hook_run_uuid", hook_run_uuid)?,
        entry: serde_json::to_value(entry).map_err(|_| Failure::Internal)?,
    })
}

fn word(at: &str, word: String, known: &[&str]) -> Result<String, Failure> {
    if known.contains(&word.as_str()) {
        Ok(word)
    } else {
        let problem = format!("{at} must be one of {}", known.join(", "));
        Err(Failure::Invalid(problem))
    }
}

/// The vendor's page breaks off after these two fields, so the others are free.
fn http_response(at: &str, raw: Map<String, Value>) -> Result<Map<String, Value>, Failure> {
    let code = raw.get("status_code").filter(|it| !it.is_null());
    let is_code = |it: &Value| {
        let code = it.as_number().and_then(Integer::of);
        code.is_some_and(|it| (100..=599).contains(&it.0))
    };
    if !code.is_none_or(is_code) {
        let problem = format!("{at}.status_code must be an integer of 100 to 599");
        return Err(Failure::Invalid(problem));
    }
    let method = raw.get("method").filter(|it| !it.is_null());
    if !method.is_none_or(Value::is_string) {
        return Err(Failure::Malformed(format!("{at}.method must be a string")));
    }
    for (key, value) in &raw {
        fields::text(at, key.clone())?;
        screen(at, value)?;
    }
    Ok(raw)
}
