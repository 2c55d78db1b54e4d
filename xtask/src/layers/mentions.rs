//! Words that have no business in a crate, in code or in prose.

use super::tokens::{self, Name};
use crate::problem::Problem;
use crate::sources::Source;

/// A name in code, by its beginning, that files below `folder` must not have.
struct CodeRule {
    folder: &'static str,
    beginning: &'static str,
    why: &'static str,
}

const CODE: [CodeRule; 3] = [
    CodeRule {
        folder: "crates/api/",
        beginning: "diesel",
        why: "`api` asks `store` and never the database",
    },
    CodeRule {
        folder: "crates/store/",
        beginning: "actix",
        why: "`store` knows no HTTP",
    },
    CodeRule {
        folder: "crates/store/",
        beginning: "http",
        why: "`store` knows no HTTP",
    },
];

/// The only crate that may hold `unsafe`.
const UNSAFE_CRATE: &str = "crates/postgres/";

/// Vendors, in lower case. The dialect `reporting` is left out, since its name is a plain word.
const VENDORS: [&str; 4] = ["browserstack", "testably", "applitools", "qahub"];

/// Crates that know no vendor, in prose neither.
const VENDOR_FREE: [&str; 2] = ["crates/domain/", "crates/store/"];

pub(super) fn problems(sources: &[Source]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for source in sources {
        problems.extend(vendors(source));
        if source.is_rust() {
            match tokens::names(&source.text) {
                Ok(names) => problems.extend(code(source, &names)),
                Err(reason) => problems.push(Problem::new(&source.path, reason)),
            }
        }
    }
    problems
}

fn code(source: &Source, names: &[Name]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for name in names {
        let mut found = |why: &str| {
            let what = format!("`{}`: {why}", name.text);
            problems.push(Problem::at_line(&source.path, name.line, what));
        };
        for rule in &CODE {
            if source.path.starts_with(rule.folder) && name.text.starts_with(rule.beginning) {
                found(rule.why);
            }
        }
        if name.text == "unsafe" && !source.path.starts_with(UNSAFE_CRATE) {
            found("only `postgres` may hold it");
        }
    }
    problems
}

fn vendors(source: &Source) -> Vec<Problem> {
    let mut problems = Vec::new();
    if VENDOR_FREE
        .iter()
        .any(|folder| source.path.starts_with(folder))
    {
        for (number, line) in source.lines() {
            let line = line.to_lowercase();
            for vendor in VENDORS.iter().filter(|vendor| line.contains(**vendor)) {
                let what = format!("names the vendor `{vendor}`; only `api` knows vendors");
                problems.push(Problem::at_line(&source.path, number, what));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::source;

    fn found(path: &str, text: &str) -> usize {
        problems(&[source(path, text)]).len()
    }

    #[test]
    fn a_word_of_another_layer_is_found() {
        for (path, text) in [
            ("crates/api/src/app.rs", "use diesel::prelude::X;"),
            ("crates/api/src/app.rs", "fn f() { diesel_async::run() }"),
            ("crates/store/src/pool.rs", "use actix_web::web;"),
            ("crates/store/src/pool.rs", "use http::StatusCode;"),
            ("crates/store/src/pool.rs", "// as Testably wants it"),
            (
                "crates/store/src/ops/a.sql",
                "-- browserstack lists them together",
            ),
            ("crates/domain/README.md", "QAHub's rule"),
            ("crates/server/src/a.rs", "fn f() { unsafe { g() } }"),
        ] {
            assert_eq!(found(path, text), 1, "{path}: {text}");
        }
    }

    #[test]
    fn the_same_word_where_it_belongs_is_fine() {
        for (path, text) in [
            (
                "crates/api/src/app.rs",
                "// the store speaks diesel\nuse actix_web::web;",
            ),
            (
                "crates/store/src/pool.rs",
                "//! Knows no HTTP.\nuse diesel::prelude::X;",
            ),
            ("crates/store/src/pool.rs", "// reporting a failure"),
            ("crates/api/src/dialects/qahub/mod.rs", "//! QAHub"),
            ("crates/postgres/src/a.rs", "fn f() { unsafe { g() } }"),
        ] {
            assert_eq!(found(path, text), 0, "{path}: {text}");
        }
    }
}
