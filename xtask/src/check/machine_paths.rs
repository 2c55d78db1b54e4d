//! No path of one person's machine: what names one works only there.

use crate::problem::Problem;
use crate::sources::Source;

/// Beginnings of paths that exist on one machine only.
const MACHINE: [&str; 5] = ["/home/", "/root/", "/Users/", "/work/", "/mnt/"];

/// Kinds of file that are looked at. Recorded data (`.json`, `.xml`, snapshots) keeps what was in it.
const KINDS: [&str; 7] = ["rs", "sql", "sh", "toml", "md", "yml", "run"];

/// This file, which names what it looks for.
const ITSELF: &str = "xtask/src/check/machine_paths.rs";

pub(crate) fn problems(sources: &[Source]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for source in sources.iter().filter(|source| is_looked_at(source)) {
        for (number, line) in source.lines() {
            for start in MACHINE {
                if names_path(line, start) {
                    problems.push(Problem::at_line(
                        &source.path,
                        number,
                        format!("`{start}…` is a path of one machine"),
                    ));
                }
            }
        }
    }
    problems
}

fn is_looked_at(source: &Source) -> bool {
    let hand_written =
        KINDS.iter().any(|kind| source.has_extension(kind)) || source.path.starts_with(".ci/");
    hand_written && source.path != ITSELF
}

/// Whether an absolute path that begins so stands in the line; `~/work/` or `a/work/` is not one.
fn names_path(line: &str, start: &str) -> bool {
    let continues = |c: char| c.is_alphanumeric() || "._-~}>/".contains(c);
    line.match_indices(start)
        .any(|(at, _)| !line.split_at(at).0.ends_with(continues))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::source;

    #[test]
    fn absolute_paths_of_a_machine_are_found() {
        for (path, line) in [
            ("a.rs", "let dir = \"/home/me/verdict\";"),
            ("README.md", "cd /root/verdict"),
            (".ci/run", "cp x /work/y"),
            ("Cargo.toml", "path = '/Users/me/x'"),
        ] {
            assert_eq!(problems(&[source(path, line)]).len(), 1, "{line}");
        }
    }

    #[test]
    fn other_paths_are_not() {
        for (path, line) in [
            ("a.rs", "GET /api/v1/work/items"),
            ("a.rs", "https://example.org/home/page"),
            ("README.md", "ls ~/work/x; ls $HOME/work/x; ls target/work/"),
            ("a.rs", "/tmp/x, /var/lib/x, /usr/lib/postgresql"),
            ("testdata/report.json", "\"file\": \"/home/me/a.test.js\""),
        ] {
            assert_eq!(problems(&[source(path, line)]), [], "{line}");
        }
    }
}
