//! Takes values out of what was found and keeps what is wrong with them.

use std::collections::BTreeMap;

use config::{Value, ValueKind};

use super::Settings;
use super::key::Key;
use super::kinds::Kind;
use super::layers::Found;

/// Values that are not taken yet. What is left at the end is no setting of ours.
pub(super) struct Reader {
    values: BTreeMap<String, Value>,
    problems: Vec<String>,
}

impl Reader {
    pub(super) fn new(found: Found) -> Self {
        Self {
            values: found.values,
            problems: found.problems,
        }
    }

    /// The value of a key; `None`, and a problem kept, where it is missing or of the wrong kind.
    pub(super) fn value<K: Kind>(&mut self, path: &str) -> Option<K> {
        let value = self.values.remove(path)?;
        let read = K::read(&value.kind);
        if read.is_none() {
            let names = Settings::keys()
                .find(|key| key.path == path)
                .map_or_else(|| path.to_owned(), Key::names);
            let shown = if K::SECRET {
                "the value".to_owned()
            } else {
                shown(&value.kind)
            };
            let origin = origin(&value);
            self.problems
                .push(format!("{names}{origin}: {shown} is not {}", K::EXPECTED));
        }
        read
    }

    /// All that is wrong, the values that nobody took included.
    pub(super) fn into_problems(mut self) -> Vec<String> {
        for (path, value) in &self.values {
            let inside = format!("{path}.");
            let is_section = Settings::keys().any(|key| key.path.starts_with(&inside));
            let is_empty = matches!(&value.kind, ValueKind::Table(_));
            let what = match (is_section, is_empty) {
                (true, true) => continue,
                (true, false) => "a section, not a setting",
                (false, _) => "no such setting",
            };
            self.problems
                .push(format!("{path}{}: {what}", origin(value)));
        }
        self.problems
    }
}

/// ` in FILE` where a file gave the value. The library's origin of variables names none of them.
fn origin(value: &Value) -> String {
    match value.origin() {
        Some(origin) if origin != "the environment" => format!(" in {origin}"),
        _ => String::new(),
    }
}

fn shown(value: &ValueKind) -> String {
    match value {
        ValueKind::String(text) => format!("{text:?}"),
        ValueKind::Table(_) => "a section".to_owned(),
        ValueKind::Array(_) => "a list".to_owned(),
        other => other.to_string(),
    }
}
