//! What must hold of a run at every moment, checked from its rows and results.

use std::sync::Arc;

use super::run::Run;
use crate::case::RowKey;
use crate::counts::Counts;
use crate::outcome::Recorded;
use crate::plan::RowFacts;

impl Run {
    /// Every broken invariant, in words.
    pub(super) fn defects(&self) -> Vec<String> {
        let mut defects = Vec::new();
        // A row that was taken out may have left its results.
        let rows = self.facts.rows.values();
        let stands = |row: &&RowFacts| row.shows().is_some() || row.past.is_empty();
        let shown: Vec<_> = rows.filter(stands).map(RowFacts::shows).collect();
        if shown.contains(&None) {
            defects.push("a row has neither a result nor a reason to be there".to_owned());
        }
        let counted: Counts = shown.into_iter().flatten().collect();
        if counted != self.counts {
            defects.push(format!("counts {:?} are {counted:?}", self.counts));
        }
        for (key, row) in &self.facts.rows {
            let newest_past = row.past.iter().map(|it| it.seq).max();
            let current = row.current.as_ref().map(|it| it.seq);
            if current.is_some() && newest_past >= current {
                defects.push(format!("{key:?} does not show its newest result"));
            }
        }
        self.place_defects(&mut defects);
        self.attempt_defects(&mut defects);
        defects
    }

    fn place_defects(&self, defects: &mut Vec<String>) {
        let mut places: Vec<i32> = Vec::new();
        for (_, result) in self.every_result() {
            let steps = i32::try_from(result.outcome.steps.len()).unwrap_or(i32::MAX);
            places.extend(result.seq.get() - steps..=result.seq.get());
        }
        let rows = places.len();
        places.sort_unstable();
        places.dedup();
        if places.len() != rows {
            defects.push("a place is used twice".to_owned());
        }
        let given = 1..self.facts.next_seq;
        if places.iter().any(|it| !given.contains(it)) {
            defects.push("a place is used that was never given".to_owned());
        }
        if i32::try_from(rows) != Ok(self.result_rows) {
            defects.push(format!("{rows} result rows, counted {}", self.result_rows));
        }
    }

    fn attempt_defects(&self, defects: &mut Vec<String>) {
        for (attempt, known) in &self.facts.attempts {
            let ended_here =
                |(key, it): (RowKey, &Arc<Recorded>)| key == known.key && Some(it.seq) == known.seq;
            if known.seq.is_some() && !self.every_result().any(ended_here) {
                defects.push(format!("the result of attempt {attempt} is not in its row"));
            }
        }
        for (key, row) in &self.facts.rows {
            let attempts = self.facts.attempts.values();
            let open = attempts.filter(|it| it.key == *key && it.seq.is_none());
            if i32::try_from(open.count()) != Ok(row.open_attempts) {
                defects.push(format!(
                    "{key:?} has not {} open attempts",
                    row.open_attempts
                ));
            }
        }
    }

    /// Every result with its row, row by row, oldest first.
    pub(super) fn every_result(&self) -> impl Iterator<Item = (RowKey, &Arc<Recorded>)> {
        self.facts.rows.iter().flat_map(|(key, row)| {
            let results = row.past.iter().chain(&row.current);
            results.map(|it| (*key, it))
        })
    }
}
