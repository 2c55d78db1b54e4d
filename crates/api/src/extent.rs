//! How much a JSON body may hold, counted before anything is made of it.
//!
//! `{}` is three bytes of a list and about two thousand of memory once it is a result that was read, judged and
//! answered: a body that is small enough by its bytes alone can be too much for the machine.

use thiserror::Error;

/// Entries of one list or object. The largest runs that anybody uploads have some ten thousand tests.
pub(crate) const MAX_ENTRIES: usize = 50_000;

/// Values of all lists and objects together.
pub(crate) const MAX_VALUES: usize = 1_000_000;

/// Deeper than this is refused by the parser.
const PARSED_DEPTH: usize = 128;

/// What there is too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum Excess {
    #[error("a list may have at most {MAX_ENTRIES} entries")]
    Entries,
    #[error("the body may have at most {MAX_VALUES} values")]
    Values,
}

/// Counts what the body holds. What is no JSON is left to the parser.
pub(crate) fn check(body: &[u8]) -> Result<(), Excess> {
    // Nearly every body is small enough even if each such byte in its texts counted as well.
    if at_most(body) < MAX_ENTRIES {
        return Ok(());
    }
    let mut values = 0;
    let mut open: Vec<usize> = Vec::new();
    let mut bytes = body.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => {
                while let Some(b'\\') = bytes.find(|it| matches!(it, b'"' | b'\\')) {
                    bytes.next();
                }
            }
            b'[' | b'{' => {
                if open.len() == PARSED_DEPTH {
                    return Ok(());
                }
                open.push(1);
                values += 1;
            }
            b']' | b'}' => {
                open.pop();
            }
            b',' => {
                values += 1;
                if let Some(entries) = open.last_mut() {
                    *entries += 1;
                    if *entries > MAX_ENTRIES {
                        return Err(Excess::Entries);
                    }
                }
            }
            _ => {}
        }
        if values > MAX_VALUES {
            return Err(Excess::Values);
        }
    }
    Ok(())
}

/// No fewer than there are entries and values. Counted in single bytes, of which a processor takes many at once.
fn at_most(body: &[u8]) -> usize {
    let begins = |byte: &u8| u8::from(matches!(byte, b',' | b'[' | b'{'));
    let counted = body.chunks(255).map(|chunk| {
        let count: u8 = chunk.iter().map(begins).sum();
        usize::from(count)
    });
    counted.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(entry: &str, times: usize) -> String {
        format!("[{}]", vec![entry; times].join(","))
    }

    #[test]
    fn the_bounds_are_inclusive() {
        let most = list("{}", MAX_ENTRIES);
        assert_eq!(check(most.as_bytes()), Ok(()));
        let more = format!(r#"{{"results": {}}}"#, list("{}", MAX_ENTRIES + 1));
        assert_eq!(check(more.as_bytes()), Err(Excess::Entries));
        // A list's brackets open a value, and so does every comma.
        let lists = list(&list("0", 1_000), 999);
        assert_eq!(check(lists.as_bytes()), Ok(()));
        let lists = list(&list("0", 1_000), 1_001);
        assert_eq!(check(lists.as_bytes()), Err(Excess::Values));
    }

    #[test]
    fn what_stands_in_texts_does_not_count() {
        let commas = ",[{".repeat(MAX_VALUES);
        for text in [
            format!(r#"["{commas}"]"#),
            format!(r#"["\"{commas}"]"#),
            format!(r#"["\\", "{commas}\\"]"#),
        ] {
            assert_eq!(check(text.as_bytes()), Ok(()));
        }
    }

    #[test]
    fn what_is_no_json_is_left_to_the_parser() {
        for body in ["", "\"", "\"\\", "]]", "{\"", &"[".repeat(1_000)] {
            assert_eq!(check(body.as_bytes()), Ok(()));
        }
    }
}
