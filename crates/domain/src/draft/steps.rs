//! Finds the steps that a draft names.

use super::{StepDraft, StepRef};
use crate::case::CaseStep;
use crate::outcome::StepOutcome;
use crate::submission::Refusal;

pub(super) fn resolve(
    drafts: Vec<StepDraft>,
    catalogue: &[CaseStep],
) -> Result<Vec<StepOutcome>, Refusal> {
    let mut steps = Vec::with_capacity(drafts.len());
    for (draft, reported_position) in drafts.into_iter().zip(1..) {
        let known = match &draft.step {
            StepRef::Id(id) => Some(
                catalogue
                    .iter()
                    .find(|it| it.id == *id)
                    .ok_or(Refusal::UnknownStep(id.get()))?,
            ),
            StepRef::Index(index) => Some(
                catalogue
                    .iter()
                    .find(|it| it.position == *index)
                    .ok_or(Refusal::UnknownStep(*index))?,
            ),
            StepRef::Reported(_) => None,
        };
        steps.push(StepOutcome {
            position: known.map_or(reported_position, |it| it.position),
            step: known.map(|it| it.id),
            given_id: match draft.step {
                StepRef::Reported(id) => Some(id),
                StepRef::Id(_) | StepRef::Index(_) => None,
            },
            status: draft.status,
            note: draft.note,
            keyword: draft.keyword,
            text: draft.text.or(known.map(|it| it.action.clone())),
            expected: known.map(|it| it.expected.clone()),
            started_at: draft.started_at,
            finished_at: draft.finished_at,
            elapsed_ms: draft.elapsed_ms,
            failure: draft.failure,
        });
    }
    Ok(steps)
}
