//! Lays the origins of settings over each other.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::PathBuf;

use config::{Config, ConfigError, Environment, File, FileFormat, Map, Source, Value, ValueKind};

use super::key::{Initial, Key};
use super::{Origins, Settings};

/// Names the file where no flag does.
const FILE_VARIABLE: &str = "VERDICT_CONFIG";

/// What every other variable of ours begins with.
const PREFIX: &str = "VERDICT__";

/// A value for each path that was given, known or not, and what is wrong so far.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) values: BTreeMap<String, Value>,
    pub(super) problems: Vec<String>,
}

/// Defaults, file, environment, flags: the later one wins.
pub(super) fn load(origins: &Origins) -> Found {
    let mut found = Found::default();
    match merge(origins, &mut found.problems) {
        Ok(tree) => flatten("", tree, &mut found.values),
        Err(error) => found.problems.push(one_line(&error)),
    }
    found
}

fn merge(origins: &Origins, problems: &mut Vec<String>) -> Result<Map<String, Value>, ConfigError> {
    let mut builder = Config::builder();
    for key in Settings::keys() {
        builder = match key.initial {
            Initial::Text(text) => builder.set_default(key.path, text)?,
            Initial::Number(number) => builder.set_default(key.path, number)?,
            Initial::Switch(is_on) => builder.set_default(key.path, is_on)?,
        };
    }
    match file(origins) {
        Some(Ok(file)) => builder = builder.add_source(file),
        Some(Err(problem)) => problems.push(problem),
        None => {}
    }
    let environment = Environment::with_prefix("VERDICT")
        .prefix_separator("__")
        .separator("__")
        .source(Some(variables(origins, problems)));
    builder = builder.add_source(environment);
    for (path, value) in &origins.flags {
        builder = builder.set_override(path, value.as_str())?;
    }
    builder.build()?.cache.into_table()
}

/// The file that was asked for. A name without its ending is not completed, as the library would.
fn file(origins: &Origins) -> Option<Result<impl Source + Send + Sync + use<>, String>> {
    let named = origins.environment.get(OsStr::new(FILE_VARIABLE));
    let path = match (&origins.file, named) {
        (Some(path), _) => path.clone(),
        (None, Some(path)) if !path.is_empty() => PathBuf::from(path),
        (None, _) => return None,
    };
    if !path.is_file() {
        let shown = path.display();
        let problem = format!("{shown}: no such file (from --config or {FILE_VARIABLE})");
        return Some(Err(problem));
    }
    let file = File::from(path).format(FileFormat::Toml);
    Some(match file.collect() {
        Ok(_) => Ok(file),
        Err(error) => Err(one_line(&error)),
    })
}

/// The variables that set a key, under the name that leads to it. Those that were meant to are mistakes.
fn variables(origins: &Origins, problems: &mut Vec<String>) -> Map<String, String> {
    let mut known = Map::new();
    for (name, value) in &origins.environment {
        let name = name.to_string_lossy();
        let key = Settings::keys()
            .find(|key| key.variable() == name || key.second_variable == Some(&*name));
        match (key, value.to_str()) {
            (Some(key), Some(value)) if key.second_variable == Some(&*name) => {
                known
                    .entry(key.variable())
                    .or_insert_with(|| value.to_owned());
            }
            (Some(key), Some(value)) => {
                known.insert(key.variable(), value.to_owned());
            }
            (Some(_), None) => problems.push(format!("{name}: not UTF-8")),
            (None, _) => problems.extend(mistake(&name)),
        }
    }
    known
}

/// What is wrong with the name of a variable that sets nothing: it has our prefix, or is the name of a setting but for
/// its case and its underscores. Passed over, it would leave the server on other data. What else begins with `VERDICT_`
/// is for clients and scripts, such as `VERDICT_URL`.
fn mistake(name: &str) -> Option<String> {
    let meant = Settings::keys()
        .map(Key::variable)
        .find(|variable| spelled(variable) == spelled(name));
    match meant {
        Some(meant) => Some(format!("{name}: no such setting; {meant} is meant")),
        None if name.to_ascii_uppercase().starts_with(PREFIX) => {
            Some(format!("{name}: no such setting"))
        }
        None => None,
    }
}

/// The words of a name.
fn spelled(name: &str) -> Vec<String> {
    let words = name.split('_').filter(|word| !word.is_empty());
    words.map(str::to_ascii_uppercase).collect()
}

/// One value for each leaf of the tree, under its path. An empty table is a leaf.
fn flatten(above: &str, tree: Map<String, Value>, values: &mut BTreeMap<String, Value>) {
    for (name, value) in tree {
        let path = if above.is_empty() {
            name
        } else {
            format!("{above}.{name}")
        };
        match value.kind {
            ValueKind::Table(table) if !table.is_empty() => flatten(&path, table, values),
            _ => {
                values.insert(path, value);
            }
        }
    }
}

/// The library's message without the lines that quote the file, which may hold a secret.
fn one_line(error: &ConfigError) -> String {
    let text = error.to_string();
    let lines: Vec<_> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.contains('|'))
        .collect();
    lines.join(" ")
}
