//! What filters of lists have in common: words with commas between, and days.

use store::locate::Period;
use time::macros::format_description;
use time::{Date, OffsetDateTime};

use crate::failure::Failure;
use crate::times;

/// The words of a list with commas.
pub(super) fn listed(raw: Option<&str>) -> impl Iterator<Item = &str> {
    let words = raw.into_iter().flat_map(|it| it.split(','));
    words.map(str::trim).filter(|it| !it.is_empty())
}

/// From the first moment of the day named `after` to the last before the day named `before`.
pub(super) fn period(
    (after_name, after): (&str, Option<&str>),
    (before_name, before): (&str, Option<&str>),
) -> Result<Period, Failure> {
    Ok(Period {
        from: moment(after_name, after)?,
        before: moment(before_name, before)?,
    })
}

/// `2024-08-19` or `19-08-2024`, as the documents have it, in UTC; a full time is understood as well.
fn moment(name: &str, raw: Option<&str>) -> Result<Option<OffsetDateTime>, Failure> {
    let Some(raw) = raw.filter(|it| !it.is_empty()) else {
        return Ok(None);
    };
    let year_first = format_description!("[year]-[month]-[day]");
    let day_first = format_description!("[day]-[month]-[year]");
    let day = Date::parse(raw, year_first).or_else(|_| Date::parse(raw, day_first));
    let moment = match day {
        Ok(day) => Some(day.midnight().assume_utc()),
        Err(_) => times::parse(raw),
    };
    let problem = || Failure::Invalid(format!("Invalid {name} value: {raw}"));
    moment.map(Some).ok_or_else(problem)
}
