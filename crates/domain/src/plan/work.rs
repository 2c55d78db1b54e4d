//! Takes submissions one by one: first every item is resolved, then the good ones are recorded.

use std::collections::BTreeMap;

use time::OffsetDateTime;
use uuid::Uuid;

use super::facts::Facts;
use super::record::RunWork;
use super::resolve::{Resolved, resolve};
use super::{Plan, RunPlan};
use crate::case::{CaseStep, RowKey};
use crate::draft::CheckedDraft;
use crate::number::{CaseNumber, RunNumber, Seq, UserNumber};
use crate::run_state::RunState;
use crate::submission::{Answer, BadItem, ClosedRun, Receipt, Refusal, Repeat, Submission};

pub(super) struct Work {
    runs: BTreeMap<RunNumber, RunWork>,
    steps: BTreeMap<CaseNumber, Vec<CaseStep>>,
}

impl Work {
    pub(super) fn new(facts: Facts, now: OffsetDateTime) -> Self {
        let runs = facts
            .runs
            .into_iter()
            .map(|(run, known)| (run, RunWork::new(known, now)));
        Self {
            runs: runs.collect(),
            steps: facts.steps,
        }
    }

    pub(super) fn carry_out(mut self, submissions: Vec<Submission>) -> Plan {
        let answers = submissions
            .into_iter()
            .map(|it| self.submission(it))
            .collect();
        let runs = self
            .runs
            .into_iter()
            .filter_map(|(run, work)| Some((run, work.finished()?)));
        Plan {
            runs: runs.collect::<BTreeMap<RunNumber, RunPlan>>(),
            answers,
        }
    }

    fn submission(&mut self, submission: Submission) -> Answer {
        let Submission {
            run,
            policy,
            author,
            items,
        } = submission;
        let Some(work) = self.runs.get_mut(&run) else {
            return refused(Refusal::UnknownRun);
        };
        let facts = &work.facts;
        if facts.state == RunState::Closed && policy.closed == ClosedRun::Refuse {
            return refused(Refusal::RunClosed);
        }
        let resolved: Vec<Result<Resolved, Refusal>> = items
            .into_iter()
            .map(|item| resolve(item, facts, &self.steps, policy))
            .collect();
        if policy.bad_item == BadItem::RefuseAll {
            let at_fault: Vec<(usize, Refusal)> = resolved
                .iter()
                .enumerate()
                .filter_map(|(place, item)| Some((place, item.as_ref().err()?.clone())))
                .collect();
            if let Some((_, reason)) = at_fault.first() {
                return Answer::Refused {
                    reason: reason.clone(),
                    items: at_fault,
                };
            }
        }
        if !fits(&resolved, facts.next_seq) {
            return refused(Refusal::RunFull);
        }
        Answer::Recorded(match policy.repeat {
            Repeat::Append => resolved
                .into_iter()
                .map(|item| Ok(record_one(work, item?, author)))
                .collect(),
            Repeat::Upsert => upsert(work, resolved, author),
        })
    }
}

fn refused(reason: Refusal) -> Answer {
    Answer::Refused {
        reason,
        items: Vec::new(),
    }
}

fn record_one(work: &mut RunWork, item: Resolved, author: UserNumber) -> Receipt {
    match item {
        Resolved::Row(key, draft) => work.append(key, draft.over(None, author)),
        Resolved::Finish(attempt, key, draft) => work.finish(attempt, key, draft, author),
    }
}

/// What the items of an upsert come to.
enum Write {
    /// All items of one row; the later ones apply to what the first one makes of it.
    Row(RowKey, CheckedDraft, Vec<CheckedDraft>),
    /// The end of an attempt, which has a rule for repeats of its own.
    Finish(Uuid, RowKey, CheckedDraft),
}

/// Folds all items of one row into one outcome, so that repeating the submission changes nothing.
fn upsert(
    work: &mut RunWork,
    resolved: Vec<Result<Resolved, Refusal>>,
    author: UserNumber,
) -> Vec<Result<Receipt, Refusal>> {
    let mut placed = Vec::with_capacity(resolved.len());
    let mut writes: Vec<Write> = Vec::with_capacity(resolved.len());
    let mut known: BTreeMap<RowKey, usize> = BTreeMap::new();
    for item in resolved {
        placed.push(item.map(|item| match item {
            Resolved::Finish(attempt, key, draft) => {
                writes.push(Write::Finish(attempt, key, draft));
                writes.len() - 1
            }
            Resolved::Row(key, draft) => {
                let place = *known.entry(key).or_insert(writes.len());
                match writes.get_mut(place) {
                    Some(Write::Row(_, _, later)) => later.push(draft),
                    _ => writes.push(Write::Row(key, draft, Vec::new())),
                }
                place
            }
        }));
    }
    let receipts: Vec<Receipt> = writes
        .into_iter()
        .map(|write| match write {
            Write::Row(key, first, later) => work.upsert(key, first, later, author),
            Write::Finish(attempt, key, draft) => work.finish(attempt, key, draft, author),
        })
        .collect();
    // Every place is the place of a write, so every accepted item has its receipt.
    placed
        .into_iter()
        .map(|place| receipts.get(place?).cloned().ok_or(Refusal::UnknownCase))
        .collect()
}

/// Whether the run has places left for everything that may be recorded.
fn fits(resolved: &[Result<Resolved, Refusal>], next_seq: i32) -> bool {
    let needed: usize = resolved
        .iter()
        .flatten()
        .map(|item| match item {
            Resolved::Row(_, draft) | Resolved::Finish(_, _, draft) => draft.step_rows() + 1,
        })
        .sum();
    i32::try_from(needed).is_ok_and(|needed| needed <= Seq::MAX.get() - next_seq + 1)
}
