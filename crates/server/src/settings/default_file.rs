//! `config/default.toml`: every key with its default, written from the keys themselves.

use super::Settings;
use super::key::{Initial, Key};

const HEAD: &str = "\
# Every setting of Verdict with its default. Written from crates/server/src/settings: change it there; the
# tests of `server` write this file anew.
#
# A file of your own needs only the keys you change. Name it with --config or VERDICT_CONFIG. A variable goes
# before the file, and a flag before the variable. Mind the double underscores: one that is nearly a setting's is refused.
";

/// The text of the file.
#[must_use]
pub fn default_file() -> String {
    let mut parts = vec![HEAD.to_owned()];
    let mut current = "";
    for key in Settings::keys() {
        let (section, name) = key.path.rsplit_once('.').unwrap_or(("", key.path));
        if section != current {
            parts.push(format!("\n[{section}]\n"));
            current = section;
        }
        parts.push(entry(key, name));
    }
    parts.concat()
}

fn entry(key: &Key, name: &str) -> String {
    let about: String = key
        .about
        .iter()
        .flat_map(|line| ["#", line, "\n"])
        .collect();
    let variable = key.variable();
    let also = key
        .second_variable
        .map_or_else(String::new, |second| format!(" or {second}"));
    let value = match key.initial {
        Initial::Text(text) => format!("{text:?}"),
        Initial::Number(number) => number.to_string(),
        Initial::Switch(is_on) => is_on.to_string(),
    };
    format!("\n{about}# {variable}{also}\n{name} = {value}\n")
}
