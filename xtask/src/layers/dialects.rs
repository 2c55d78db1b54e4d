//! No dialect knows another: nothing under `dialects/a/` names `dialects::b`.

use super::tokens;
use crate::problem::Problem;
use crate::sources::Source;

const FOLDER: &str = "crates/api/src/dialects/";

pub(super) fn problems(sources: &[Source]) -> Vec<Problem> {
    let dialects = names(sources);
    let mut problems = Vec::new();
    for source in sources {
        let Some(own) = dialect(source) else {
            continue;
        };
        let names = match tokens::names(&source.text) {
            Ok(names) => names,
            Err(reason) => {
                problems.push(Problem::new(&source.path, reason));
                continue;
            }
        };
        for name in names {
            let other = name.text != own && dialects.contains(&name.text.as_str());
            if other && name.in_path {
                let what = format!("dialect `{own}` names dialect `{}`", name.text);
                problems.push(Problem::at_line(&source.path, name.line, what));
            }
        }
    }
    problems
}

/// The dialects there are: the folders in `dialects/`.
fn names(sources: &[Source]) -> Vec<&str> {
    let mut names: Vec<_> = sources.iter().filter_map(dialect).collect();
    names.dedup();
    names
}

/// The dialect whose folder holds this Rust file.
fn dialect(source: &Source) -> Option<&str> {
    let (name, _file) = source.path.strip_prefix(FOLDER)?.split_once('/')?;
    source.is_rust().then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::source;

    fn found(text: &str) -> usize {
        problems(&[
            source(
                "crates/api/src/dialects/mod.rs",
                "mod alpha; use alpha::x; use beta::y;",
            ),
            source("crates/api/src/dialects/alpha/wire.rs", text),
            source("crates/api/src/dialects/beta/wire.rs", "mod alpha_like {}"),
        ])
        .len()
    }

    #[test]
    fn another_dialect_in_a_path_is_found() {
        for text in [
            "use crate::dialects::beta::wire::Run;",
            "use crate::dialects::{beta, status};",
            "use super::super::beta;",
            "fn f() { super::super::beta::wire::run() }",
            "fn f() { call!(crate::dialects::beta::run) }",
        ] {
            assert_eq!(found(text), 1, "{text}");
        }
    }

    #[test]
    fn itself_and_plain_words_are_fine() {
        for text in [
            "use crate::dialects::alpha::wire::Run;",
            "// unlike crate::dialects::beta",
            "const VENDOR: &str = \"beta\";",
            "fn f(beta: u8) -> u8 { beta }",
        ] {
            assert_eq!(found(text), 0, "{text}");
        }
    }
}
