//! The filters of the list of runs (documents, "Test runs").

use domain::run_state::RunState;
use store::locate::{Period, RunFilter};

use super::super::run_state;
use super::filter::{listed, period};
use super::names::flag;
use crate::failure::Failure;

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
        states_if_short_or_late: None,
        states: states(run_state, include_closed, closed != Period::default())?,
        assignees: listed(assignee).map(str::to_owned).collect(),
        created,
        closed,
        plan,
    })
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
