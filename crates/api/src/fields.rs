//! Screens the fields of a body on their way into the domain. What a field is called is written only where something
//! is wrong with it.

use std::fmt::Display;

use domain::text::Text;

use crate::failure::Failure;

/// A text for which the vendor names no bound.
pub(crate) fn text(at: impl Display, raw: impl Into<String>) -> Result<Text, Failure> {
    at_most(at, raw, Text::MAX_CHARS)
}

/// A text of at most `max` characters.
pub(crate) fn at_most(
    at: impl Display,
    raw: impl Into<String>,
    max: usize,
) -> Result<Text, Failure> {
    Text::at_most(raw, max).map_err(|defect| Failure::Invalid(format!("{at} {defect}")))
}

/// A text that must hold something, of at most `max` characters.
pub(crate) fn required(
    at: impl Display,
    raw: Option<impl Into<String>>,
    max: usize,
) -> Result<Text, Failure> {
    let raw = raw.ok_or_else(|| Failure::Invalid(format!("{at} is required")))?;
    Text::required(raw, max).map_err(|defect| Failure::Invalid(format!("{at} {defect}")))
}

/// A text that may be left out.
pub(crate) fn optional(at: impl Display, raw: Option<String>) -> Result<Option<Text>, Failure> {
    raw.map(|raw| text(at, raw)).transpose()
}

/// A text of at most `max` characters that may be left out.
pub(crate) fn optional_at_most(
    at: impl Display,
    raw: Option<String>,
    max: usize,
) -> Result<Option<Text>, Failure> {
    raw.map(|raw| at_most(at, raw, max)).transpose()
}

/// A time that may be left out.
pub(crate) fn optional_time(
    at: impl Display,
    raw: Option<&str>,
) -> Result<Option<time::OffsetDateTime>, Failure> {
    raw.map(|raw| time_of(at, raw)).transpose()
}

/// A time with date, time and zone.
pub(crate) fn time_of(at: impl Display, raw: &str) -> Result<time::OffsetDateTime, Failure> {
    crate::times::parse(raw).ok_or_else(|| {
        Failure::Invalid(format!(
            "{at} must be an ISO 8601 time with a zone, in years 1 to 9999"
        ))
    })
}
