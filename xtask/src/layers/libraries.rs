//! Which libraries a layer may use: `domain` only a few pure ones, `api` no database, `store` no HTTP.

use super::Dependency;
use crate::problem::Problem;

/// All that `domain` may use outside its tests. A program embeds it, so each one is a price it pays.
const PURE: [&str; 3] = ["thiserror", "time", "uuid"];

/// What a member must not name in its manifest, by the beginning of the library's name.
const FORBIDDEN: [(&str, &[&str]); 2] = [
    ("api", &["diesel", "deadpool", "tokio-postgres"]),
    ("store", &["actix", "http", "hyper", "reqwest"]),
];

pub(super) fn problems(dependencies: &[Dependency]) -> Vec<Problem> {
    dependencies
        .iter()
        .filter(|edge| !edge.is_member)
        .filter_map(problem)
        .collect()
}

fn problem(edge: &Dependency) -> Option<Problem> {
    if edge.from == "domain" && !edge.for_tests && !PURE.contains(&edge.to.as_str()) {
        let what = format!("`domain` is pure and may only use {}", PURE.join(", "));
        return Some(Problem::new(
            &edge.from,
            format!("uses `{}`: {what}", edge.to),
        ));
    }
    let (_, beginnings) = FORBIDDEN.iter().find(|(member, _)| *member == edge.from)?;
    beginnings
        .iter()
        .any(|beginning| edge.to.starts_with(beginning))
        .then(|| Problem::new(&edge.from, format!("must not use `{}`", edge.to)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uses(from: &str, to: &str, for_tests: bool) -> Vec<Problem> {
        problems(&[Dependency {
            from: from.to_owned(),
            to: to.to_owned(),
            for_tests,
            is_member: false,
        }])
    }

    #[test]
    fn what_fits_the_layer_is_allowed() {
        for (from, to, for_tests) in [
            ("domain", "time", false),
            ("domain", "proptest", true),
            ("store", "diesel-async", false),
            ("api", "actix-web", false),
            ("server", "http", false),
        ] {
            assert_eq!(uses(from, to, for_tests), [], "{from} uses {to}");
        }
    }

    #[test]
    fn what_belongs_to_another_layer_is_not() {
        for (from, to, for_tests) in [
            ("domain", "serde", false),
            ("domain", "tokio", false),
            ("api", "diesel", false),
            ("api", "diesel_migrations", true),
            ("store", "actix-web", false),
            ("store", "http", false),
        ] {
            assert_eq!(uses(from, to, for_tests).len(), 1, "{from} uses {to}");
        }
    }
}
