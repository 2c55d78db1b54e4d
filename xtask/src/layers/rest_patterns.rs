//! Translation is total: `..` in a pattern would let a new field pass unseen, so a dialect's `translate`
//! names every field. No lint reports this.

use syn::visit::Visit;

use crate::problem::Problem;
use crate::sources::Source;

const FOLDER: &str = "crates/api/src/dialects/";

pub(super) fn problems(sources: &[Source]) -> Vec<Problem> {
    sources
        .iter()
        .filter(|source| translates(source))
        .flat_map(in_file)
        .collect()
}

/// `dialects/<name>/translate*.rs`, or a Rust file in a `translate…` folder there.
fn translates(source: &Source) -> bool {
    let inside = source
        .path
        .strip_prefix(FOLDER)
        .and_then(|rest| rest.split_once('/'));
    source.is_rust()
        && inside.is_some_and(|(_dialect, path)| {
            path.split('/').any(|part| part.starts_with("translate"))
        })
}

fn in_file(source: &Source) -> Vec<Problem> {
    let file = match syn::parse_file(&source.text) {
        Ok(file) => file,
        Err(error) => return vec![Problem::new(&source.path, format!("not Rust: {error}"))],
    };
    let mut rests = Rests::default();
    rests.visit_file(&file);
    let what = "`..` hides fields from the translation: name each";
    rests
        .lines
        .into_iter()
        .map(|line| Problem::at_line(&source.path, line, what))
        .collect()
}

/// Lines with a `..` that stands for fields. In a slice it stands for items, which is no loss of a field.
#[derive(Default)]
struct Rests {
    lines: Vec<usize>,
}

impl<'ast> Visit<'ast> for Rests {
    fn visit_pat_slice(&mut self, pattern: &'ast syn::PatSlice) {
        for item in &pattern.elems {
            if !matches!(item, syn::Pat::Rest(_)) {
                self.visit_pat(item);
            }
        }
    }

    fn visit_pat_rest(&mut self, rest: &'ast syn::PatRest) {
        let [first_dot, _] = rest.dot2_token.spans;
        self.lines.push(first_dot.start().line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::source;

    const FILE: &str = "crates/api/src/dialects/alpha/translate.rs";

    fn found(path: &str, body: &str) -> usize {
        problems(&[source(path, &format!("fn f() {{ {body} }}"))]).len()
    }

    #[test]
    fn rest_patterns_are_found() {
        for body in [
            "let Run { name, .. } = run;",
            "match run { Run::Open(id, ..) => id }",
            "let (a, ..) = pair;",
            "run(|Run { name, .. }| name)",
            "if let [Run { name, .. }, ..] = runs {}",
        ] {
            assert_eq!(found(FILE, body), 1, "{body}");
        }
    }

    #[test]
    fn ranges_and_slices_are_fine() {
        for body in [
            "let Run { name, id: _ } = run;",
            "for i in 0..10 {}",
            "let part = text[..3].len();",
            "if let [first, ..] = list {}",
        ] {
            assert_eq!(found(FILE, body), 0, "{body}");
        }
    }

    #[test]
    fn only_translations_are_looked_at() {
        let body = "let Run { name, .. } = run;";
        for (path, expected) in [
            ("crates/api/src/dialects/alpha/translate_steps.rs", 1),
            ("crates/api/src/dialects/alpha/translate/steps.rs", 1),
            ("crates/api/src/dialects/alpha/results/translate.rs", 1),
            ("crates/api/src/dialects/alpha/handlers.rs", 0),
            ("crates/api/src/translate.rs", 0),
        ] {
            assert_eq!(found(path, body), expected, "{path}");
        }
    }
}
