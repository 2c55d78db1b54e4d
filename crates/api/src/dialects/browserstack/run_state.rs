//! Where a run is in its life.

use domain::run_state::RunState;

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

fn read(spelled: &str) -> Option<RunState> {
    let mut states = STATES.iter();
    states
        .find(|(known, _)| known.eq_ignore_ascii_case(spelled))
        .map(|(_, state)| *state)
}

/// Every word that a client may write, in any case.
pub(super) fn written() -> Vec<&'static str> {
    STATES.iter().map(|(word, _)| *word).collect()
}

/// Every word that a client may read, once.
pub(super) fn shown() -> Vec<&'static str> {
    let mut words = RunState::ALL.map(word).to_vec();
    words.dedup();
    words
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

/// A state that must be one of the vendor's.
pub(super) fn required(spelled: &str) -> Result<RunState, Failure> {
    read(spelled).ok_or_else(|| Failure::Invalid(format!("Invalid run_state value: {spelled}")))
}

/// Every state that reads as this one does.
pub(super) fn alike(state: RunState) -> impl Iterator<Item = RunState> {
    let same = move |it: &RunState| word(*it) == word(state);
    RunState::ALL.into_iter().filter(same)
}
