//! Tags in titles of automated tests (docs: Ingest, "Tag convention").

/// The code in `@qa-hub('TC-042')`. The vendor's own program takes it out of the title before it sends; here it
/// is found as well, so that other programs need not.
pub(super) fn code_in_title(title: &str) -> Option<&str> {
    let (_, rest) = title.split_once("@qa-hub(")?;
    let quote = rest.chars().next().filter(|it| matches!(it, '\'' | '"'))?;
    let (code, rest) = rest.get(quote.len_utf8()..)?.split_once(quote)?;
    (rest.starts_with(')') && !code.is_empty()).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_anywhere_in_a_title() {
        for (title, code) in [
            ("@qa-hub('TC-042') adds to the cart", Some("TC-042")),
            ("adds to the cart @qa-hub(\"TC-042\")", Some("TC-042")),
            ("adds @qa-hub('TC-1') and @qa-hub('TC-2')", Some("TC-1")),
            ("adds @qa-hub()", None),
            ("adds @qa-hub('')", None),
            ("adds @qa-hub(TC-042)", None),
            ("adds @qa-hub('TC-042\")", None),
            ("adds @qa-hub('TC-042", None),
            ("adds TC-042", None),
        ] {
            assert_eq!(code_in_title(title), code, "{title}");
        }
    }
}
