//! Members share one set of lints and one set of versions, both in the root manifest.

use toml::{Table, Value};

use crate::problem::Problem;
use crate::sources::Source;

const TABLES: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

pub(super) fn problems(sources: &[Source]) -> Vec<Problem> {
    sources
        .iter()
        .filter(|source| source.path.ends_with("/Cargo.toml"))
        .flat_map(member)
        .collect()
}

fn member(source: &Source) -> Vec<Problem> {
    let manifest: Table = match source.text.parse() {
        Ok(manifest) => manifest,
        Err(error) => return vec![Problem::new(&source.path, error.to_string())],
    };
    let mut problems = Vec::new();
    if !manifest.get("lints").is_some_and(is_inherited) {
        problems.push(Problem::new(
            &source.path,
            "lacks `[lints] workspace = true`",
        ));
    }
    for table in TABLES {
        let Some(Value::Table(dependencies)) = manifest.get(table) else {
            continue;
        };
        for (name, value) in dependencies {
            if !is_inherited(value) {
                let what = format!("`{name}`: say `workspace = true`, the version is the root's");
                problems.push(Problem::new(&source.path, what));
            }
        }
    }
    problems
}

fn is_inherited(value: &Value) -> bool {
    value.get("workspace").and_then(Value::as_bool) == Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::source;

    fn found(text: &str) -> usize {
        problems(&[source("crates/a/Cargo.toml", text)]).len()
    }

    #[test]
    fn a_member_that_inherits_both_is_fine() {
        let text = "[lints]\nworkspace = true\n[dependencies]\n\
                    a.workspace = true\nb = { workspace = true, features = ['x'] }\n";
        assert_eq!(found(text), 0);
    }

    #[test]
    fn own_lints_and_own_versions_are_found() {
        assert_eq!(found("[dependencies]\na.workspace = true\n"), 1);
        assert_eq!(
            found("[lints]\nworkspace = true\n[dependencies]\na = '1'\n"),
            1
        );
        let text = "[lints]\nworkspace = true\n[dev-dependencies]\na = { version = '1' }\n";
        assert_eq!(found(text), 1);
    }

    #[test]
    fn the_root_manifest_is_not_a_member() {
        let root = source("Cargo.toml", "[workspace.dependencies]\na = '1'\n");
        assert_eq!(problems(&[root]), []);
    }
}
