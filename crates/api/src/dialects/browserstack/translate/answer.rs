//! What answers submitted results.

use domain::number::{ResultNumber, RunNumber, Seq};
use domain::outcome::{IssueLink, Outcome, Recorded, StepOutcome};
use domain::submission::{Answer, Receipt, Refusal};
use domain::text::Text;
use store::locate::Run;

use super::super::links::Links;
use super::super::status::Statuses;
use super::super::wire;
use super::names::{invalid_cases, once};
use super::submission::Sent;
use crate::failure::{Failure, sentence};
use crate::times;

/// Whether the answer to a validated submission stands: it was recorded, or refused for the run's sake or
/// for an unmatched id. Refused for other items, it is to be recorded without these.
pub(crate) fn is_final(answer: Option<&Answer>) -> bool {
    match answer {
        Some(Answer::Refused { reason: _, items }) => {
            items.is_empty() || items.iter().any(|(_, refusal)| is_unmatched(refusal))
        }
        Some(Answer::Recorded(_)) | None => true,
    }
}

fn is_unmatched(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::UnknownCase | Refusal::NotInRun)
}

/// The answer to a single result.
pub(crate) fn single(
    links: Links<'_>,
    statuses: &Statuses,
    run: &Run,
    sent: &[Sent],
    answer: Option<Answer>,
) -> Result<wire::Single, Failure> {
    let receipts = recorded(sent, answer)?;
    match (sent.first(), receipts.into_iter().next()) {
        (Some(sent), Some(Ok(receipt))) => Ok(single_of(links, statuses, run, sent, &receipt)),
        (Some(sent), Some(Err(refusal))) => Err(Failure::Invalid(problem(sent, &refusal))),
        (None, _) | (_, None) => Err(Failure::Internal),
    }
}

/// The answer to many results.
pub(crate) fn bulk(sent: &[Sent], answer: Option<Answer>) -> Result<wire::Bulk, Failure> {
    let receipts = recorded(sent, answer)?;
    let mut skipped = Vec::new();
    let mut errors = Vec::new();
    for (index, (sent, receipt)) in sent.iter().zip(receipts).enumerate() {
        match receipt {
            Ok(_) => {}
            Err(refusal) if is_unmatched(&refusal) => skipped.extend(ids(sent)),
            Err(refusal) => errors.push(wire::BulkError {
                index,
                test_case_id: named(sent),
                message: problem(sent, &refusal),
            }),
        }
    }
    Ok(wire::Bulk {
        skipped_test_case_ids: once(skipped).into_iter().map(str::to_owned).collect(),
        errors,
    })
}

/// One entry for each item, or why nothing was recorded: unmatched ids before anything else.
fn recorded(
    sent: &[Sent],
    answer: Option<Answer>,
) -> Result<Vec<Result<Receipt, Refusal>>, Failure> {
    let (reason, items) = match answer {
        Some(Answer::Recorded(items)) => return Ok(items),
        Some(Answer::Refused { reason, items }) => (reason, items),
        None => return Err(Failure::Internal),
    };
    let at_fault = |(place, refusal): &(usize, Refusal)| {
        let sent = sent.get(*place)?;
        is_unmatched(refusal).then_some(sent)
    };
    let unmatched = items.iter().filter_map(at_fault).flat_map(ids);
    let unmatched: Vec<&str> = unmatched.collect();
    if !unmatched.is_empty() {
        return Err(invalid_cases(unmatched));
    }
    let first = items.first().and_then(|(place, _)| sent.get(*place));
    Err(match first {
        Some(sent) => Failure::Invalid(problem(sent, &reason)),
        None => Failure::Refused(reason),
    })
}

fn ids(sent: &Sent) -> impl Iterator<Item = &str> {
    sent.ids.iter().map(String::as_str)
}

fn named(sent: &Sent) -> String {
    sent.ids.join(", ")
}

fn problem(sent: &Sent, refusal: &Refusal) -> String {
    match (refusal, &sent.problem, sent.configuration) {
        (Refusal::StatusMissing, Some(problem), _) => problem.clone(),
        (Refusal::UnknownCase | Refusal::NotInRun, _, _) => invalid_cases(ids(sent)).message(),
        (Refusal::UnknownConfiguration | Refusal::NotUnderConfiguration, _, Some(id)) => {
            format!("Invalid configuration IDs: {id}")
        }
        (Refusal::AmbiguousConfiguration, _, _) => format!(
            "configuration_id is required: the test run holds {} under several configurations",
            named(sent)
        ),
        (
            Refusal::UnknownRun
            | Refusal::UnknownConfiguration
            | Refusal::NotUnderConfiguration
            | Refusal::UnknownStep(_)
            | Refusal::StatusMissing
            | Refusal::UnknownAttempt
            | Refusal::RunClosed
            | Refusal::RunFull
            | Refusal::Malformed(_),
            _,
            _,
        ) => sentence(&refusal.to_string()),
    }
}

fn single_of(
    links: Links<'_>,
    statuses: &Statuses,
    run: &Run,
    sent: &Sent,
    receipt: &Receipt,
) -> wire::Single {
    let Receipt {
        key,
        recorded,
        effect: _,
    } = receipt;
    let Recorded {
        seq,
        recorded_at,
        outcome,
    } = recorded.as_ref();
    let id = ResultNumber::new(run.number, *seq);
    let overall = statuses.shown(outcome.status);
    let at = times::millis(*recorded_at);
    let steps = sent.has_steps.then(|| wire::RecordedSteps {
        steps: step_results(statuses, run.number, *seq, &at, outcome),
        overall: overall.display.to_owned(),
    });
    wire::Single {
        steps,
        test_result: wire::Recorded {
            id: id.get(),
            created_at: at.clone(),
            updated_at: at,
            description: outcome.note.as_ref().map(Text::to_string),
            status: sent
                .status
                .clone()
                .unwrap_or_else(|| overall.internal.to_owned()),
            issues: outcome.issues.iter().filter_map(issue_key).collect(),
            urls: links.result(run.project, run.number, key.case, id),
        },
    }
}

fn issue_key(link: &IssueLink) -> Option<String> {
    let IssueLink {
        key,
        url: _,
        tracker: _,
        host: _,
    } = link;
    key.as_ref().map(Text::to_string)
}

/// The step rows have the places just below their result's.
fn step_results(
    statuses: &Statuses,
    run: RunNumber,
    seq: Seq,
    at: &str,
    outcome: &Outcome,
) -> Vec<wire::StepRecorded> {
    let steps = i32::try_from(outcome.steps.len()).unwrap_or_default();
    let places = (seq.get() - steps..).map_while(Seq::new);
    let numbered = places.zip(&outcome.steps);
    numbered
        .map(|(place, step)| step_recorded(statuses, ResultNumber::new(run, place), at, step))
        .collect()
}

/// The vendor tells a step's row in the run from its result; here a step has no row but its results.
fn step_recorded(
    statuses: &Statuses,
    id: ResultNumber,
    at: &str,
    step: &StepOutcome,
) -> wire::StepRecorded {
    let StepOutcome {
        position,
        step: permanent,
        given_id: _,
        status,
        note,
        keyword: _,
        text,
        expected,
        started_at: _,
        finished_at: _,
        elapsed_ms: _,
        failure: _,
    } = step;
    let shown = statuses.of_step(*status);
    let plain = |text: &Option<Text>| text.as_ref().map(Text::to_string);
    wire::StepRecorded {
        id: id.get(),
        created_at: at.to_owned(),
        description: plain(note),
        status: shown.internal.to_owned(),
        issues: [],
        test_run_test_case_step_details: wire::StepDetails {
            id: id.get(),
            status: shown.internal.to_owned(),
            status_id: shown.id,
            step_mapping_id: permanent.map(domain::number::StepNumber::get),
            colour: shown.colour.to_owned(),
            field_value: shown.display.to_owned(),
            step: plain(text).unwrap_or_default(),
            result: plain(expected).unwrap_or_default(),
            order: *position,
        },
    }
}
