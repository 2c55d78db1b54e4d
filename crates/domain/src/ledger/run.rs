//! One run of a ledger: gives the facts of a plan and carries the plan out, as a store does.

use std::collections::BTreeMap;
use std::sync::Arc;

use uuid::Uuid;

use crate::case::RowKey;
use crate::counts::Counts;
use crate::outcome::{Outcome, Recorded};
use crate::plan::{AttemptFacts, Planned, RowFacts, RunFacts, RunPlan};
use crate::run_state::RunState;
use crate::submission::Item;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) facts: RunFacts,
    pub(super) counts: Counts,
    pub(super) result_rows: i32,
}

impl Run {
    pub(super) fn expecting(rows: impl IntoIterator<Item = RowKey>) -> Self {
        let planned = || RowFacts {
            planned: Planned::ByPlan,
            ..RowFacts::default()
        };
        let rows: BTreeMap<RowKey, RowFacts> =
            rows.into_iter().map(|key| (key, planned())).collect();
        Self {
            counts: rows.values().filter_map(RowFacts::shows).collect(),
            facts: RunFacts {
                state: RunState::New,
                next_seq: 1,
                rows,
                attempts: BTreeMap::new(),
            },
            result_rows: 0,
        }
    }

    pub(super) fn start(&mut self, attempt: Uuid, key: RowKey, start: Outcome) {
        if self.facts.attempts.contains_key(&attempt) {
            return;
        }
        let row = self.facts.rows.entry(key).or_default();
        let before = row.shows();
        row.open_attempts += 1;
        if row.planned == Planned::No {
            row.planned = Planned::ByAttempt;
        }
        self.counts.moved(before, row.shows());
        self.facts.state = self.facts.state.after_result();
        let seq = None;
        let known = AttemptFacts { key, start, seq };
        self.facts.attempts.insert(attempt, known);
    }

    pub(super) fn add(&mut self, key: RowKey) {
        let row = self.facts.rows.entry(key).or_default();
        let before = row.shows();
        if before.is_none() {
            row.current = row.past.pop();
        }
        row.planned = Planned::ByPlan;
        self.counts.moved(before, row.shows());
    }

    pub(super) fn remove(&mut self, key: RowKey, keep_results: bool) {
        let stands = |row: &&mut RowFacts| row.shows().is_some();
        let Some(row) = self.facts.rows.get_mut(&key).filter(stands) else {
            return;
        };
        self.counts.moved(row.shows(), None);
        let RowFacts {
            planned: _,
            open_attempts: _,
            current,
            mut past,
        } = std::mem::take(row);
        past.extend(current);
        self.facts.attempts.retain(|_, it| it.key != key);
        if !keep_results {
            let places = past.drain(..).map(|it| it.outcome.steps.len() + 1);
            let places: usize = places.sum();
            self.result_rows -= i32::try_from(places).unwrap_or(i32::MAX);
        }
        if past.is_empty() {
            self.facts.rows.remove(&key);
        } else {
            self.facts.rows.entry(key).or_default().past = past;
        }
    }

    /// What is known of the run itself, without rows and attempts.
    pub(super) const fn blank_facts(&self) -> RunFacts {
        RunFacts {
            state: self.facts.state,
            next_seq: self.facts.next_seq,
            rows: BTreeMap::new(),
            attempts: BTreeMap::new(),
        }
    }

    /// Adds what is known of the rows and attempts that the items name.
    pub(super) fn look_up(&self, items: &[Item], facts: &mut RunFacts) {
        for item in items {
            let case = match item {
                Item::Row { case, .. } => *case,
                Item::Finish { attempt, .. } => {
                    let known = self.facts.attempts.get(attempt);
                    facts
                        .attempts
                        .extend(known.map(|it| (*attempt, it.clone())));
                    known.map(|it| it.key.case)
                }
                Item::Bad(_) => None,
            };
            let Some(case) = case else { continue };
            let rows = self.facts.rows.range(RowKey::first_of(case)..);
            let rows = rows.take_while(|(key, _)| key.case == case);
            for (key, row) in rows.filter(|(_, row)| row.shows().is_some()) {
                facts.rows.entry(*key).or_insert_with(|| RowFacts {
                    past: Vec::new(),
                    ..row.clone()
                });
            }
        }
        for known in facts.attempts.values().filter(|it| it.seq.is_some()) {
            if let Some(row) = facts.rows.get_mut(&known.key) {
                let stored = self.facts.rows.get(&known.key);
                row.past = stored.map(|it| it.past.clone()).unwrap_or_default();
            }
        }
    }

    pub(super) fn apply(&mut self, plan: RunPlan) {
        let RunPlan {
            current,
            past,
            dropped,
            attempts,
            unplanned,
            // Nothing but results is kept here.
            moved: _,
            counts,
            result_rows,
            next_seq,
            state,
        } = plan;
        let RunFacts {
            rows,
            attempts: known_attempts,
            ..
        } = &mut self.facts;
        let mut left = unplanned.clone();
        if !dropped.is_empty() {
            let stays = |it: &Arc<Recorded>| !dropped.contains(&it.seq);
            for row in rows.values_mut() {
                row.current = row.current.take().filter(stays);
                row.past.retain(stays);
            }
        }
        for (key, write) in current {
            let row = rows.entry(key).or_default();
            let superseded = row.current.take();
            row.past
                .extend(superseded.filter(|it| write.before == Some(it.seq)));
            row.current = write.result;
            left.push(key);
        }
        for (key, result) in past {
            let results = &mut rows.entry(key).or_default().past;
            let place = results.partition_point(|it| it.seq < result.seq);
            results.insert(place, result);
        }
        for (attempt, (key, seq)) in attempts {
            if let Some(known) = known_attempts.get_mut(&attempt) {
                if known.seq.is_none() {
                    rows.entry(known.key).or_default().open_attempts -= 1;
                    left.push(known.key);
                }
                known.key = key;
                known.seq = Some(seq);
            }
        }
        for key in unplanned {
            rows.entry(key).or_default().planned = Planned::No;
        }
        for key in left {
            let is_empty = |row: &RowFacts| row.shows().is_none() && row.past.is_empty();
            if rows.get(&key).is_some_and(is_empty) {
                rows.remove(&key);
            }
        }
        self.facts.next_seq = next_seq;
        self.facts.state = state.unwrap_or(self.facts.state);
        self.counts += counts;
        self.result_rows += result_rows;
    }
}
