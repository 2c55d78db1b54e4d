//! Which member of the workspace may depend on which.

use super::Dependency;
use crate::problem::Problem;

/// What one member may depend on, of this workspace.
struct Row {
    member: &'static str,
    always: &'static [&'static str],
    in_tests: &'static [&'static str],
}

/// `domain <- store <- api <- server`, `postgres <- server`; tests may start a Postgres, and torture a server.
const ALLOWED: [Row; 8] = [
    row("domain", &[], &[]),
    row("postgres", &[], &[]),
    row("store", &["domain"], &["postgres"]),
    row("api", &["domain", "store"], &[]),
    row(
        "server",
        &["domain", "store", "api", "postgres"],
        &["torture"],
    ),
    row("torture", &["postgres"], &[]),
    row(
        "e2e",
        &["domain", "store", "api", "server", "postgres", "torture"],
        &[],
    ),
    row("xtask", &["postgres", "torture"], &[]),
];

const fn row(
    member: &'static str,
    always: &'static [&'static str],
    in_tests: &'static [&'static str],
) -> Row {
    Row {
        member,
        always,
        in_tests,
    }
}

pub(super) fn problems(dependencies: &[Dependency]) -> Vec<Problem> {
    dependencies
        .iter()
        .filter(|edge| edge.is_member)
        .filter_map(problem)
        .collect()
}

fn problem(edge: &Dependency) -> Option<Problem> {
    let Some(row) = ALLOWED.iter().find(|row| row.member == edge.from) else {
        let what = "a member without a row: say in xtask/src/layers/edges.rs what it may know";
        return Some(Problem::new(&edge.from, what));
    };
    let to = edge.to.as_str();
    if row.always.contains(&to) || (edge.for_tests && row.in_tests.contains(&to)) {
        return None;
    }
    Some(Problem::new(
        &edge.from,
        format!("must not depend on `{to}`"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(from: &str, to: &str, for_tests: bool) -> Dependency {
        Dependency {
            from: from.to_owned(),
            to: to.to_owned(),
            for_tests,
            is_member: true,
        }
    }

    #[test]
    fn edges_down_the_layers_are_allowed() {
        for (from, to, for_tests) in [
            ("store", "domain", false),
            ("api", "store", false),
            ("server", "api", false),
            ("server", "postgres", false),
            ("store", "postgres", true),
            ("e2e", "postgres", true),
            ("xtask", "postgres", false),
            ("xtask", "torture", false),
            ("server", "torture", true),
        ] {
            assert_eq!(problems(&[edge(from, to, for_tests)]), [], "{from} -> {to}");
        }
    }

    #[test]
    fn edges_up_or_across_are_not() {
        for (from, to, for_tests) in [
            ("domain", "store", false),
            ("domain", "store", true),
            ("store", "api", false),
            ("store", "postgres", false),
            ("api", "postgres", false),
            ("postgres", "domain", false),
            ("xtask", "server", false),
            ("torture", "store", false),
            ("server", "torture", false),
            ("newcomer", "domain", false),
        ] {
            assert_eq!(
                problems(&[edge(from, to, for_tests)]).len(),
                1,
                "{from} -> {to}"
            );
        }
    }

    #[test]
    fn libraries_from_outside_are_not_judged_here() {
        let mut outside = edge("domain", "serde", false);
        outside.is_member = false;
        assert_eq!(problems(&[outside]), []);
    }
}
