//! Nothing is left open: no unfinished code, no note to oneself, no test that never runs.

use crate::problem::Problem;
use crate::sources::Source;

/// What is looked for, and what to say about it.
const LEFTOVERS: [(&str, &str); 6] = [
    ("todo!(", "unfinished code"),
    ("unimplemented!(", "unfinished code"),
    ("TODO", "a note to oneself: do it, or file it"),
    ("FIXME", "a note to oneself: do it, or file it"),
    ("XXX", "a note to oneself: do it, or file it"),
    ("#[ignore", "a test that never runs: mend it or remove it"),
];

/// Kinds of file that are looked at.
const KINDS: [&str; 5] = ["rs", "sql", "sh", "toml", "md"];

/// This file, which names what it looks for.
const ITSELF: &str = "xtask/src/check/leftovers.rs";

pub(crate) fn problems(sources: &[Source]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let looked_at = sources
        .iter()
        .filter(|source| KINDS.iter().any(|kind| source.has_extension(kind)))
        .filter(|source| source.path != ITSELF);
    for source in looked_at {
        for (number, line) in source.lines() {
            for (leftover, what) in LEFTOVERS {
                if contains_word(line, leftover) {
                    problems.push(Problem::at_line(
                        &source.path,
                        number,
                        format!("`{leftover}`: {what}"),
                    ));
                }
            }
        }
    }
    problems
}

/// Whether `word` stands in the line other than inside a longer word.
fn contains_word(line: &str, word: &str) -> bool {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
    let closed = !word.ends_with(part_of_word);
    line.match_indices(word).any(|(start, _)| {
        let (before, rest) = line.split_at(start);
        let after = rest.strip_prefix(word).unwrap_or_default();
        !before.ends_with(part_of_word) && (closed || !after.starts_with(part_of_word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::source;

    #[test]
    fn each_leftover_is_found() {
        for line in [
            "fn a() { todo!() }",
            "unimplemented!(\"later\")",
            "// TODO: more",
            "-- FIXME",
            "// XXX",
            "#[ignore]",
            "#[ignore = \"slow\"]",
        ] {
            assert_eq!(problems(&[source("a.rs", line)]).len(), 1, "{line}");
        }
    }

    #[test]
    fn words_that_only_contain_one_are_not() {
        for line in [
            "let mastodon = TODOS;",
            "#[serde(skip)] // ignored",
            "run_XXXL",
            "fn todo() {}",
        ] {
            assert_eq!(problems(&[source("a.rs", line)]), [], "{line}");
        }
    }

    #[test]
    fn the_place_has_a_line_and_data_is_not_looked_at() {
        let found = problems(&[
            source("a.sql", "select 1;\n-- TODO\n"),
            source("report.json", "TODO"),
        ]);
        let places: Vec<_> = found.iter().map(|p| p.place.as_str()).collect();
        assert_eq!(places, ["a.sql:2"]);
    }
}
