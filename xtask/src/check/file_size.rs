//! Hand-written Rust files stay short: a file that grows past the limit holds two things.

use crate::problem::Problem;
use crate::sources::Source;

/// The most lines a hand-written file may have.
const LIMIT: usize = 400;

/// Files that diesel writes.
const GENERATED: [&str; 1] = ["crates/store/src/schema.rs"];

/// Files that may be longer, each with its reason.
pub(crate) const EXCEPTIONS: &[(&str, &str)] = &[];

/// Files over the limit that are not excepted, and exceptions that are not needed (any more).
pub(crate) fn problems(sources: &[Source], exceptions: &[(&str, &str)]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let long: Vec<_> = sizes(sources)
        .into_iter()
        .filter(|(lines, _)| *lines > LIMIT)
        .collect();
    for (lines, path) in &long {
        if !exceptions.iter().any(|(excepted, _)| excepted == path) {
            problems.push(Problem::new(
                *path,
                format!("{lines} lines, more than {LIMIT}: split it, or list it with a reason"),
            ));
        }
    }
    for (excepted, _) in exceptions {
        if !long.iter().any(|(_, path)| path == excepted) {
            problems.push(Problem::new(
                *excepted,
                format!("excepted from {LIMIT} lines without need: take it off the list"),
            ));
        }
    }
    problems
}

/// Number of files, median and longest, in one line.
pub(crate) fn summary(sources: &[Source]) -> String {
    let mut sizes = sizes(sources);
    sizes.sort_unstable();
    let median = sizes.get(sizes.len() / 2).map_or(0, |(lines, _)| *lines);
    let longest = sizes.last().map_or_else(String::new, |(lines, path)| {
        format!(", longest {lines} ({path})")
    });
    format!(
        "{} hand-written files, median {median} lines{longest}",
        sizes.len()
    )
}

fn sizes(sources: &[Source]) -> Vec<(usize, &str)> {
    sources
        .iter()
        .filter(|source| source.is_rust() && !GENERATED.contains(&source.path.as_str()))
        .map(|source| (source.text.lines().count(), source.path.as_str()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::source;

    fn lines(path: &str, count: usize) -> Source {
        source(path, &"//\n".repeat(count))
    }

    #[test]
    fn only_hand_written_rust_is_counted() {
        let sources = [
            lines("a.rs", LIMIT),
            lines("crates/store/src/schema.rs", 5_000),
            lines("README.md", 5_000),
        ];
        assert_eq!(problems(&sources, &[]), []);
    }

    #[test]
    fn a_longer_file_needs_an_exception() {
        let sources = [lines("a.rs", LIMIT + 1)];
        assert_eq!(problems(&sources, &[]).len(), 1);
        assert_eq!(problems(&sources, &[("a.rs", "one table")]), []);
    }

    #[test]
    fn an_exception_without_need_is_a_problem() {
        let sources = [lines("a.rs", LIMIT)];
        assert_eq!(problems(&sources, &[("a.rs", "one table")]).len(), 1);
        assert_eq!(problems(&sources, &[("gone.rs", "one table")]).len(), 1);
    }

    #[test]
    fn the_summary_names_the_longest() {
        let sources = [lines("a.rs", 1), lines("b.rs", 30), lines("c.rs", 4)];
        assert_eq!(
            summary(&sources),
            "3 hand-written files, median 4 lines, longest 30 (b.rs)"
        );
    }
}
