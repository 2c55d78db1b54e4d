//! Times as the wire has them. The store keeps microseconds, and no dialect shows more than milliseconds.

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset, format_description::FormatItem, macros::format_description};

const MILLIS: &[FormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
const SECONDS: &[FormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
const MILLIS_OFFSET: &[FormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]+00:00");

/// Reads an ISO 8601 time with date, time and zone, cut to milliseconds in UTC.
///
/// `None` for anything else, and for years that do not have four digits.
pub(crate) fn parse(text: &str) -> Option<OffsetDateTime> {
    let time = OffsetDateTime::parse(text, &Rfc3339)
        .or_else(|_| OffsetDateTime::parse(&with_colon(text), &Rfc3339))
        .ok()?
        .checked_to_offset(UtcOffset::UTC)?;
    let time = time.replace_millisecond(time.millisecond()).ok()?;
    (1..=9999).contains(&time.year()).then_some(time)
}

/// `+0530` as `+05:30`: many languages' own way to print a time leaves the colon out (`strftime`'s `%z`).
fn with_colon(text: &str) -> String {
    let (rest, minutes) = text
        .split_at_checked(text.len().saturating_sub(2))
        .unwrap_or_default();
    let sign = rest
        .len()
        .checked_sub(3)
        .and_then(|place| rest.as_bytes().get(place));
    match sign {
        Some(b'+' | b'-') => format!("{rest}:{minutes}"),
        Some(_) | None => text.to_owned(),
    }
}

/// `2026-03-26T10:15:00.000Z`
pub(crate) fn millis(time: OffsetDateTime) -> String {
    format(time, MILLIS)
}

/// `2026-03-26T10:15:00Z`
pub(crate) fn seconds(time: OffsetDateTime) -> String {
    format(time, SECONDS)
}

/// `2026-03-26T10:15:00.000+00:00`
pub(crate) fn millis_offset(time: OffsetDateTime) -> String {
    format(time, MILLIS_OFFSET)
}

fn format(time: OffsetDateTime, description: &[FormatItem<'_>]) -> String {
    // The descriptions above have no part that a time of four-digit years lacks.
    time.to_offset(UtcOffset::UTC)
        .format(description)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_needs_date_time_and_zone() {
        for (text, expected) in [
            ("2025-11-11T10:30:10Z", Some("2025-11-11T10:30:10.000Z")),
            (
                "2025-11-11T10:30:10.123456+01:30",
                Some("2025-11-11T09:00:10.123Z"),
            ),
            ("2025-11-11T10:30:10+0130", Some("2025-11-11T09:00:10.000Z")),
            (
                "2025-11-11T10:30:10.5-0000",
                Some("2025-11-11T10:30:10.500Z"),
            ),
            ("2025-11-11T10:30:10+01", None),
            ("2025-11-11T10:30:10+2500", None),
            ("2025-11-11+0130", None),
            ("é+0130", None),
            ("+0é", None),
            ("2025-11-11T10:30:10", None),
            ("2025-11-11", None),
            ("10000-01-01T00:00:00Z", None),
            ("9999-12-31T23:59:59-01:00", None),
            ("2025-13-11T10:30:10Z", None),
            ("", None),
        ] {
            assert_eq!(parse(text).map(millis).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn each_form_is_the_vendors() {
        let time = parse("2025-11-11T10:30:10.5Z").unwrap();
        assert_eq!(seconds(time), "2025-11-11T10:30:10Z");
        assert_eq!(millis_offset(time), "2025-11-11T10:30:10.500+00:00");
    }
}
