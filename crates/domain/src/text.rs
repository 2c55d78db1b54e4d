//! The one text type that reaches storage.

use thiserror::Error;

/// Text that Postgres can hold: no U+0000, and no longer than [`Text::MAX_CHARS`] characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(String);

/// Why a text was refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TextDefect {
    /// Postgres cannot store the character U+0000.
    #[error("must not contain the character U+0000")]
    Nul,
    /// Longer than its place allows.
    #[error("must be at most {0} characters")]
    TooLong(usize),
    /// A required text with nothing in it.
    #[error("must not be empty")]
    Empty,
}

impl Text {
    /// The bound of a text for which no vendor names one.
    pub const MAX_CHARS: usize = 1_000_000;

    /// Screens a text for which no vendor names a bound.
    pub fn new(raw: impl Into<String>) -> Result<Self, TextDefect> {
        Self::at_most(raw, Self::MAX_CHARS)
    }

    /// Screens a text of at most `max` characters (Unicode code points, not bytes).
    pub fn at_most(raw: impl Into<String>, max: usize) -> Result<Self, TextDefect> {
        let raw = raw.into();
        if raw.contains('\0') {
            return Err(TextDefect::Nul);
        }
        // A text of few bytes has few characters: only long ones are counted.
        if raw.len() > max && raw.chars().count() > max {
            return Err(TextDefect::TooLong(max));
        }
        Ok(Self(raw))
    }

    /// Screens a required text: it must hold something besides white space.
    pub fn required(raw: impl Into<String>, max: usize) -> Result<Self, TextDefect> {
        let text = Self::at_most(raw, max)?;
        if text.0.trim().is_empty() {
            Err(TextDefect::Empty)
        } else {
            Ok(text)
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, as it came.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_inclusive_and_count_characters() {
        for (raw, max, expected) in [
            ("ééé", 3, Ok(())),
            ("éééé", 3, Err(TextDefect::TooLong(3))),
            ("", 3, Ok(())),
            ("a\0b", 9, Err(TextDefect::Nul)),
        ] {
            assert_eq!(Text::at_most(raw, max).map(|_| ()), expected);
        }
        assert_eq!(Text::required("  ", 9), Err(TextDefect::Empty));
    }
}
