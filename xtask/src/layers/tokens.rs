//! Rust text as names. Comments and strings are not names, so a rule on names lets prose speak freely.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// One name in the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) line: usize,
    /// A part of a path: beside `::`, or directly in the braces of `use a::{…}`.
    pub(super) in_path: bool,
}

/// Every name of a Rust file, in order; the reason where the text is not Rust.
pub(super) fn names(text: &str) -> Result<Vec<Name>, String> {
    let tokens: TokenStream = text.parse().map_err(|error| format!("not Rust: {error}"))?;
    let mut names = Vec::new();
    collect(tokens, false, &mut names);
    Ok(names)
}

/// `in_use` says that the tokens are a list directly behind `::`, where each item continues the path.
fn collect(tokens: TokenStream, in_use: bool, names: &mut Vec<Name>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut colons = 0;
    for (index, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(ident) => names.push(Name {
                text: ident.to_string().trim_start_matches("r#").to_owned(),
                line: ident.span().start().line,
                in_path: in_use || colons == 2 || starts_path(tokens.get(index + 1..)),
            }),
            TokenTree::Group(group) => {
                let continues = colons == 2 && group.delimiter() == Delimiter::Brace;
                collect(group.stream(), continues, names);
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        colons = if is_colon(token) { colons + 1 } else { 0 };
    }
}

fn starts_path(rest: Option<&[TokenTree]>) -> bool {
    matches!(rest, Some([first, second, ..]) if is_colon(first) && is_colon(second))
}

fn is_colon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_paths(text: &str) -> Vec<String> {
        let names = names(text).unwrap();
        names
            .into_iter()
            .filter(|n| n.in_path)
            .map(|n| n.text)
            .collect()
    }

    #[test]
    fn names_in_paths_are_told_from_others() {
        for (text, expected) in [
            ("use a::b;", vec!["a", "b"]),
            ("use a::{b, c::d};", vec!["a", "b", "c", "d"]),
            ("fn f(a: b) { let c = a; }", vec![]),
            ("fn f() { x.a(b::c) }", vec!["b", "c"]),
            ("m! { a::b }", vec!["a", "b"]),
        ] {
            assert_eq!(in_paths(text), expected, "{text}");
        }
    }

    #[test]
    fn comments_and_strings_hold_no_names() {
        let names = names("// a::b\n/// c::d\nconst X: u8 = \"e::f\";").unwrap();
        let texts: Vec<_> = names.iter().map(|n| n.text.as_str()).collect();
        assert_eq!(texts, ["doc", "const", "X", "u8"]);
    }

    #[test]
    fn a_name_has_its_line() {
        let names = names("mod a;\nmod b;\n").unwrap();
        assert_eq!(names.last().map(|n| n.line), Some(2));
    }

    #[test]
    fn text_that_is_not_rust_is_refused() {
        assert!(names("fn (").is_err());
    }
}
