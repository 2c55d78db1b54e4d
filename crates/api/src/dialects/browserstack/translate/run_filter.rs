//! The filters of the list of runs (documents, "Test runs").

use domain::run_state::RunState;
use store::locate::{Period, RunFilter};
use time::macros::format_description;
use time::{Date, OffsetDateTime};

use super::names::flag;
use super::run_state;
use crate::failure::Failure;
use crate::times;

/// What the query says; an empty parameter says nothing.
#[derive(Debug, Default)]
pub(crate) struct RunQuery<'a> {
    pub(crate) run_state: Option<&'a str>,
    pub(crate) include_closed: Option<&'a str>,
    pub(crate) assignee: Option<&'a str>,
    pub(crate) created_after: Option<&'a str>,
    pub(crate) created_before: Option<&'a str>,
    pub(crate) closed_after: Option<&'a str>,
    pub(crate) closed_before: Option<&'a str>,
}

pub(crate) fn run_filter(query: &RunQuery<'_>, plan: Option<i32>) -> Result<RunFilter, Failure> {
    let RunQuery {
        run_state,
        include_closed,
        assignee,
        created_after,
        created_before,
        closed_after,
        closed_before,
    } = *query;
    let created = period(
        ("created_after", created_after),
        ("created_before", created_before),
    )?;
    let closed = period(
        ("closed_after", closed_after),
        ("closed_before", closed_before),
    )?;
    Ok(RunFilter {
        states: states(run_state, include_closed, closed != Period::default())?,
        assignees: listed(assignee).map(str::to_owned).collect(),
        created,
        closed,
        plan,
    })
}

/// The words of a list with commas.
fn listed(raw: Option<&str>) -> impl Iterator<Item = &str> {
    let words = raw.into_iter().flat_map(|it| it.split(','));
    words.map(str::trim).filter(|it| !it.is_empty())
}

/// The states named; else, where it is asked when runs were closed, the closed ones; else all but these
/// unless they are asked for too.
fn states(
    run_state: Option<&str>,
    include_closed: Option<&str>,
    asks_when_closed: bool,
) -> Result<Vec<RunState>, Failure> {
    let mut named = Vec::new();
    for word in listed(run_state) {
        named.extend(run_state::alike(run_state::required(word)?));
    }
    if !named.is_empty() {
        return Ok(named);
    }
    if asks_when_closed {
        return Ok(vec![RunState::Closed]);
    }
    let with_closed = flag(include_closed);
    let shown = |it: &RunState| with_closed || *it != RunState::Closed;
    Ok(RunState::ALL.into_iter().filter(shown).collect())
}

/// From the first moment of the day named `after` to the last before the day named `before`.
fn period(
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
