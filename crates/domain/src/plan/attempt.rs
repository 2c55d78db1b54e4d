//! Ends attempts: the first time, and again.

use std::sync::Arc;

use uuid::Uuid;

use super::facts::Planned;
use super::record::RunWork;
use crate::case::RowKey;
use crate::draft::CheckedDraft;
use crate::number::{Seq, UserNumber};
use crate::outcome::{Outcome, Recorded};
use crate::submission::{Effect, Receipt};

impl RunWork {
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
        if from != key {
            self.leave(from);
            self.follow(from, key);
        }
        let place = receipt.recorded.seq;
        if let Some(known) = self.facts.attempts.get_mut(&attempt) {
            known.key = key;
            known.seq = Some(place);
        }
        if receipt.effect != Effect::Unchanged {
            self.attempts.insert(attempt, (key, place));
        }
        receipt
    }

    fn end_open(&mut self, from: RowKey, key: RowKey, outcome: Outcome) -> Receipt {
        let receipt = self.append(key, outcome);
        self.change(from, |row| row.open_attempts -= 1);
        receipt
    }

    /// Takes away the placeholder that a start made, if nothing stands behind it any more.
    fn leave(&mut self, from: RowKey) {
        let left = self.facts.rows.get(&from);
        let bare = left.is_some_and(|row| {
            row.planned == Planned::ByAttempt && row.open_attempts == 0 && row.current.is_none()
        });
        if bare {
            self.change(from, |row| row.planned = Planned::No);
        }
    }

    /// Notes where a row went, if nothing is left of it.
    fn follow(&mut self, from: RowKey, to: RowKey) {
        if self.facts.rows.contains_key(&from) {
            return;
        }
        for place in self.moved.values_mut().filter(|it| **it == from) {
            *place = to;
        }
        self.moved.entry(from).or_insert(to);
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
            // The result was removed since: what is said now is a new one.
            return self.append(key, outcome);
        };
        if from == key && before.outcome == outcome {
            return Receipt {
                key,
                recorded: before,
                effect: Effect::Unchanged,
            };
        }
        self.rearrange(from, |results| results.retain(|it| it.seq != seq));
        if outcome.steps.len() > before.outcome.steps.len() {
            return Receipt {
                effect: Effect::Changed,
                ..self.append(key, outcome)
            };
        }
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
}
