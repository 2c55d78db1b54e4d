//! Steps of a result.

use domain::number::{CustomStatusNumber, ResultNumber, RunNumber, Seq, StepNumber};
use domain::outcome::StepOutcome;

use super::super::status::STATUS;
use super::super::wire::Step;
use crate::times;

/// The steps of the result at `seq`, with the ids they have: the places just below the result's.
pub(super) fn steps(run: RunNumber, seq: Option<Seq>, steps: &[StepOutcome]) -> Vec<Step> {
    let count = i32::try_from(steps.len()).unwrap_or(i32::MAX);
    let first = seq.map(|seq| seq.get().saturating_sub(count));
    let numbered = (0..).zip(steps);
    numbered
        .map(|(place, outcome)| {
            let seq = first.and_then(|first| Seq::new(first.saturating_add(place)));
            step(seq.map(|seq| ResultNumber::new(run, seq)), outcome)
        })
        .collect()
}

fn step(id: Option<ResultNumber>, outcome: &StepOutcome) -> Step {
    let StepOutcome {
        position,
        step,
        given_id,
        status,
        note,
        keyword,
        text,
        expected,
        started_at,
        finished_at,
        elapsed_ms,
        failure,
    } = outcome;
    let plain = |text: &Option<domain::text::Text>| text.as_ref().map(ToString::to_string);
    Step {
        id: id.map(ResultNumber::get),
        position: *position,
        catalogued: step.map(StepNumber::get),
        given_id: plain(given_id),
        status: status.map(|it| STATUS.to_wire(it.status)),
        custom_status: status.and_then(|it| it.custom).map(CustomStatusNumber::get),
        note: plain(note),
        keyword: plain(keyword),
        text: plain(text),
        expected: plain(expected),
        started_at: started_at.map(times::millis),
        finished_at: finished_at.map(times::millis),
        elapsed_ms: *elapsed_ms,
        failure: plain(failure),
    }
}
