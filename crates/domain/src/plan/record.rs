//! Records results in one run: places, supersession, counts.

use std::sync::Arc;

use time::OffsetDateTime;
use uuid::Uuid;

use super::facts::{Planned, RowFacts, RunFacts};
use super::{CurrentWrite, RunPlan};
use crate::case::RowKey;
use crate::draft::CheckedDraft;
use crate::number::{Seq, UserNumber};
use crate::outcome::{Outcome, Recorded};
use crate::status::Status;
use crate::submission::{Effect, Receipt};

pub(super) struct RunWork {
    facts: RunFacts,
    plan: RunPlan,
    now: OffsetDateTime,
    touched: bool,
}

impl RunWork {
    pub(super) fn new(facts: RunFacts, now: OffsetDateTime) -> Self {
        Self {
            facts,
            plan: RunPlan::default(),
            now,
            touched: false,
        }
    }

    pub(super) const fn facts(&self) -> &RunFacts {
        &self.facts
    }

    /// The plan, or nothing if nothing changes.
    pub(super) fn finished(self) -> Option<RunPlan> {
        let Self {
            facts,
            mut plan,
            now: _,
            touched,
        } = self;
        plan.next_seq = facts.next_seq;
        plan.state = Some(facts.state);
        touched.then_some(plan)
    }

    /// Adds a result and shows it.
    pub(super) fn append(&mut self, key: RowKey, outcome: Outcome) -> Receipt {
        let recorded = Arc::new(Recorded {
            seq: self.next_place(&outcome),
            recorded_at: self.now,
            outcome,
        });
        let first = self
            .facts
            .rows
            .get(&key)
            .is_none_or(|row| row.current.is_none());
        self.rearrange(key, |results| results.push(Arc::clone(&recorded)));
        self.facts.state = self.facts.state.after_result();
        let effect = if first {
            Effect::First
        } else {
            Effect::Changed
        };
        Receipt {
            key,
            recorded,
            effect,
        }
    }

    /// Adds a result if it tells something new; the drafts apply one after the other.
    pub(super) fn upsert(
        &mut self,
        key: RowKey,
        drafts: Vec<CheckedDraft>,
        author: UserNumber,
    ) -> Receipt {
        let shown = self
            .facts
            .rows
            .get(&key)
            .and_then(|row| row.current.clone());
        let mut says_when = false;
        let mut merged = shown.as_ref().map(|it| it.outcome.clone());
        for draft in drafts {
            let carried = merged
                .as_ref()
                .and_then(|it| it.executed_at)
                .filter(|_| says_when);
            let silent = !draft.says_when();
            let mut next = draft.over(merged, author);
            if silent {
                next.executed_at = carried;
            } else {
                says_when = true;
            }
            merged = Some(next);
        }
        match (shown, merged) {
            (Some(shown), Some(merged)) if merged.repeats(&shown.outcome, says_when) => Receipt {
                key,
                recorded: shown,
                effect: Effect::Unchanged,
            },
            (Some(shown), None) => Receipt {
                key,
                recorded: shown,
                effect: Effect::Unchanged,
            },
            (_, Some(merged)) => self.append(key, merged),
            (None, None) => self.append(key, Outcome::bare(Status::Unknown.into(), author)),
        }
    }

    /// Ends an attempt, or ends it again. `key` is where its environment puts it now.
    pub(super) fn finish(
        &mut self,
        attempt: Uuid,
        key: RowKey,
        draft: CheckedDraft,
        author: UserNumber,
    ) -> Receipt {
        let known = self.facts.attempts.get(&attempt);
        let start = known.map(|it| it.start.clone());
        let (from, ended) = known.map_or((key, None), |it| (it.key, it.seq));
        let outcome = draft.over(start, author);
        let receipt = match ended {
            None => self.end_open(from, key, outcome),
            Some(seq) => self.end_again(seq, from, key, outcome),
        };
        let place = receipt.recorded.seq;
        if let Some(known) = self.facts.attempts.get_mut(&attempt) {
            known.key = key;
            known.seq = Some(place);
        }
        if receipt.effect != Effect::Unchanged {
            self.plan.attempts.insert(attempt, (key, place));
        }
        receipt
    }

    fn end_open(&mut self, from: RowKey, key: RowKey, outcome: Outcome) -> Receipt {
        let receipt = self.append(key, outcome);
        self.change(from, |row| row.open_attempts -= 1);
        let left = self.facts.rows.get(&from);
        let bare = left.is_some_and(|row| {
            row.planned == Planned::ByAttempt && row.open_attempts == 0 && row.current.is_none()
        });
        if from != key && bare {
            self.change(from, |row| row.planned = Planned::No);
            self.plan.unplanned.push(from);
        }
        receipt
    }

    /// The last word wins and keeps its place, unless it has more steps than there is room for
    /// below that place: then it goes to the end, with all its steps together.
    fn end_again(&mut self, seq: Seq, from: RowKey, key: RowKey, outcome: Outcome) -> Receipt {
        let before = self.facts.rows.get(&from).and_then(|row| {
            row.current
                .iter()
                .chain(&row.past)
                .find(|it| it.seq == seq)
                .cloned()
        });
        let Some(before) = before else {
            return self.append(key, outcome);
        };
        if from == key && before.outcome == outcome {
            return Receipt {
                key,
                recorded: before,
                effect: Effect::Unchanged,
            };
        }
        let room = before.outcome.steps.len();
        let rows = |steps: usize| i32::try_from(steps).unwrap_or(i32::MAX);
        self.plan.past.retain(|(_, it)| it.seq != seq);
        self.plan.dropped.push(seq);
        self.plan.result_rows -= 1 + rows(room);
        self.rearrange(from, |results| results.retain(|it| it.seq != seq));
        if outcome.steps.len() > room {
            return Receipt {
                effect: Effect::Changed,
                ..self.append(key, outcome)
            };
        }
        self.plan.result_rows += 1 + rows(outcome.steps.len());
        let recorded = Arc::new(Recorded {
            seq,
            recorded_at: before.recorded_at,
            outcome,
        });
        self.rearrange(key, |results| {
            let place = results.partition_point(|it| it.seq < seq);
            results.insert(place, Arc::clone(&recorded));
        });
        Receipt {
            key,
            recorded,
            effect: Effect::Changed,
        }
    }

    /// Takes the next places: the steps' first, the result's own just above them.
    fn next_place(&mut self, outcome: &Outcome) -> Seq {
        let steps = i32::try_from(outcome.steps.len()).unwrap_or(i32::MAX);
        let place = self.facts.next_seq.saturating_add(steps);
        self.facts.next_seq = place.saturating_add(1);
        self.plan.result_rows += 1 + steps;
        // Capacity was checked before anything was recorded; the bound is the last place.
        Seq::new(place).unwrap_or(Seq::MAX)
    }

    /// Changes the results of a row, oldest first, and writes down what that means for storage.
    fn rearrange(&mut self, key: RowKey, change: impl FnOnce(&mut Vec<Arc<Recorded>>)) {
        let stored = self
            .facts
            .rows
            .get(&key)
            .and_then(|it| it.current.as_ref())
            .map(|it| it.seq);
        let write = self.plan.current.entry(key).or_insert(CurrentWrite {
            result: None,
            before: stored,
        });
        let shown_in_plan = write.result.take();
        let mut superseded = None;
        let mut promoted = None;
        let mut result = None;
        change_row(&mut self.facts, &mut self.plan.counts, key, |row| {
            let old = row.current.take();
            let mut results = std::mem::take(&mut row.past);
            results.extend(old.clone());
            let had: Vec<Seq> = results.iter().map(|it| it.seq).collect();
            change(&mut results);
            row.current = results.pop();
            row.past = results;
            result.clone_from(&row.current);
            let shows = row.current.as_ref().map(|it| it.seq);
            // What the plan showed so far and no longer shows becomes a past result of the plan.
            superseded = shown_in_plan.filter(|it| {
                Some(it.seq) != shows && row.past.iter().any(|past| past.seq == it.seq)
            });
            // A result inserted below the newest one is a past result from the start.
            if let Some(inserted) = row.past.iter().find(|it| !had.contains(&it.seq)) {
                superseded = Some(Arc::clone(inserted));
            }
            // A past result that is the newest again leaves its old place in storage.
            promoted = shows.filter(|it| had.contains(it) && old.is_some_and(|old| old.seq != *it));
        });
        if let Some(write) = self.plan.current.get_mut(&key) {
            write.result = result;
        }
        if let Some(seq) = promoted {
            self.plan.past.retain(|(_, it)| it.seq != seq);
            self.plan.dropped.push(seq);
        }
        self.plan.past.extend(superseded.map(|it| (key, it)));
        self.touched = true;
    }

    fn change(&mut self, key: RowKey, change: impl FnOnce(&mut RowFacts)) {
        change_row(&mut self.facts, &mut self.plan.counts, key, change);
        self.touched = true;
    }
}

/// Changes a row and counts what it showed before and shows after.
fn change_row(
    facts: &mut RunFacts,
    counts: &mut crate::counts::Counts,
    key: RowKey,
    change: impl FnOnce(&mut RowFacts),
) {
    let row = facts.rows.entry(key).or_default();
    let before = row.shows();
    change(row);
    let after = row.shows();
    if after.is_none() {
        facts.rows.remove(&key);
    }
    counts.moved(before, after);
}

impl RowFacts {
    /// The status the row shows; `None` if there is no row.
    #[must_use]
    pub fn shows(&self) -> Option<Status> {
        if let Some(current) = &self.current {
            Some(current.outcome.status.status)
        } else if self.open_attempts > 0 {
            Some(Status::InProgress)
        } else {
            match self.planned {
                Planned::No => None,
                Planned::ByPlan | Planned::ByAttempt => Some(Status::Untested),
            }
        }
    }
}
