//! Where a run is in its life.

use domain::run_state::RunState;

use super::names::flag;
use crate::failure::Failure;

/// The vendor's states; what Verdict has besides them reads as the nearest one.
const STATES: [(&str, RunState); 7] = [
    ("new_run", RunState::New),
    ("in_progress", RunState::InProgress),
    ("under_review", RunState::UnderReview),
    ("rejected", RunState::Rejected),
    ("done", RunState::Done),
    ("closed", RunState::Closed),
    // What an example of the documents calls `new_run`.
    ("new", RunState::New),
];

pub(super) fn read(spelled: &str) -> Option<RunState> {
    let mut states = STATES.iter();
    states
        .find(|(known, _)| known.eq_ignore_ascii_case(spelled))
        .map(|(_, state)| *state)
}

pub(super) fn word(state: RunState) -> &'static str {
    match state {
        RunState::New => "new_run",
        RunState::InProgress => "in_progress",
        RunState::UnderReview => "under_review",
        RunState::Rejected => "rejected",
        RunState::Done | RunState::Synced => "done",
        RunState::Closed => "closed",
    }
}

/// The states of the runs to list: those named, else all but closed ones unless these are asked for too.
pub(crate) fn shown_states(
    run_state: Option<&str>,
    include_closed: Option<&str>,
) -> Result<Vec<RunState>, Failure> {
    if let Some(words) = run_state.filter(|it| !it.is_empty()) {
        let mut shown = Vec::new();
        for spelled in words.split(',').map(str::trim) {
            let wanted = read(spelled)
                .ok_or_else(|| Failure::Invalid(format!("Invalid run_state value: {spelled}")))?;
            let alike = |it: &RunState| word(*it) == word(wanted);
            shown.extend(RunState::ALL.into_iter().filter(alike));
        }
        return Ok(shown);
    }
    let with_closed = flag(include_closed);
    let shown = |it: &RunState| with_closed || *it != RunState::Closed;
    Ok(RunState::ALL.into_iter().filter(shown).collect())
}
