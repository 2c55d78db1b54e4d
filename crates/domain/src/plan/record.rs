//! Records results in one run: places and supersession.

use std::collections::BTreeMap;
use std::sync::Arc;

use time::OffsetDateTime;
use uuid::Uuid;

use super::RunPlan;
use super::difference::write_row;
use super::facts::{RowFacts, RunFacts};
use crate::case::RowKey;
use crate::draft::CheckedDraft;
use crate::number::{Seq, UserNumber};
use crate::outcome::{Outcome, Recorded};
use crate::submission::{Effect, Receipt};

pub(super) struct RunWork {
    pub(super) facts: RunFacts,
    /// The rows that were touched, as they were before; what is to be written follows from them.
    before: BTreeMap<RowKey, RowFacts>,
    /// The attempts that ended, or ended again.
    pub(super) attempts: BTreeMap<Uuid, (RowKey, Seq)>,
    /// The rows that ceased to be when what stood in them moved, and where it is.
    pub(super) moved: BTreeMap<RowKey, RowKey>,
    now: OffsetDateTime,
}

impl RunWork {
    pub(super) const fn new(facts: RunFacts, now: OffsetDateTime) -> Self {
        Self {
            facts,
            before: BTreeMap::new(),
            attempts: BTreeMap::new(),
            moved: BTreeMap::new(),
            now,
        }
    }

    /// The plan, or nothing if nothing changes.
    pub(super) fn finished(self) -> Option<RunPlan> {
        if self.before.is_empty() {
            return None;
        }
        let mut plan = RunPlan {
            attempts: self.attempts,
            moved: self.moved,
            next_seq: self.facts.next_seq,
            state: Some(self.facts.state),
            ..RunPlan::default()
        };
        let gone = RowFacts::default();
        for (key, before) in &self.before {
            let after = self.facts.rows.get(key).unwrap_or(&gone);
            write_row(&mut plan, *key, before, after);
        }
        plan.dropped.sort_unstable();
        Some(plan)
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
        first: CheckedDraft,
        later: Vec<CheckedDraft>,
        author: UserNumber,
    ) -> Receipt {
        let row = self.facts.rows.get(&key);
        let shown = row.and_then(|row| row.current.clone());
        let mut says_when = first.says_when();
        let mut merged = first.over(shown.as_ref().map(|it| it.outcome.clone()), author);
        for draft in later {
            // A time that an earlier item of this submission said is not lost to a silent one.
            let said_before = merged.executed_at.filter(|_| !draft.says_when());
            says_when |= draft.says_when();
            merged = draft.over(Some(merged), author);
            merged.executed_at = merged.executed_at.or(said_before);
        }
        match shown {
            Some(shown) if merged.repeats(&shown.outcome, says_when) => Receipt {
                key,
                recorded: shown,
                effect: Effect::Unchanged,
            },
            _ => self.append(key, merged),
        }
    }

    /// Takes the next places: the steps' first, the result's own just above them.
    fn next_place(&mut self, outcome: &Outcome) -> Seq {
        let steps = i32::try_from(outcome.steps.len()).unwrap_or(i32::MAX);
        let place = self.facts.next_seq.saturating_add(steps);
        self.facts.next_seq = place.saturating_add(1);
        // Capacity was checked before anything was recorded; the bound is the last place.
        Seq::new(place).unwrap_or(Seq::MAX)
    }

    /// Changes the results of a row, oldest first; the newest is then the one it shows.
    pub(super) fn rearrange(&mut self, key: RowKey, change: impl FnOnce(&mut Vec<Arc<Recorded>>)) {
        self.change(key, |row| {
            row.past.extend(row.current.take());
            change(&mut row.past);
            row.current = row.past.pop();
        });
    }

    /// Changes a row, which ceases to be one if nothing is left of it.
    pub(super) fn change(&mut self, key: RowKey, change: impl FnOnce(&mut RowFacts)) {
        let row = self.facts.rows.entry(key).or_default();
        self.before.entry(key).or_insert_with(|| row.clone());
        change(row);
        if row.shows().is_none() {
            self.facts.rows.remove(&key);
        }
    }
}
