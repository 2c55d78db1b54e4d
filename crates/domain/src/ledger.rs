//! Runs in memory, under the same rules as the ones on disk: for embedders, and as a test's oracle.

use std::collections::BTreeMap;
use std::sync::Arc;

use time::OffsetDateTime;
use uuid::Uuid;

use crate::case::{CaseStep, RowKey};
use crate::counts::Counts;
use crate::number::{CaseNumber, RunNumber};
use crate::outcome::{Outcome, Recorded};
use crate::plan::{AttemptFacts, Facts, Planned, RowFacts, RunFacts, RunPlan, plan};
use crate::run_state::RunState;
use crate::submission::{Answer, Submission};

/// Runs, rows and results in memory.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    runs: BTreeMap<RunNumber, Run>,
    steps: BTreeMap<CaseNumber, Vec<CaseStep>>,
}

#[derive(Clone, Debug)]
struct Run {
    facts: RunFacts,
    counts: Counts,
    result_rows: i32,
}

impl Ledger {
    /// An empty ledger.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a run that expects a result for each of `rows`.
    pub fn add_run(&mut self, run: RunNumber, rows: impl IntoIterator<Item = RowKey>) {
        let planned = || RowFacts {
            planned: Planned::ByPlan,
            ..RowFacts::default()
        };
        let rows: BTreeMap<RowKey, RowFacts> =
            rows.into_iter().map(|key| (key, planned())).collect();
        let counts = rows.values().filter_map(RowFacts::shows).collect();
        let attempts = BTreeMap::new();
        let facts = RunFacts {
            state: RunState::New,
            next_seq: 1,
            rows,
            attempts,
        };
        self.runs.insert(
            run,
            Run {
                facts,
                counts,
                result_rows: 0,
            },
        );
    }

    /// Tells the ledger the steps of a case, so that results can name them.
    pub fn add_steps(&mut self, case: CaseNumber, steps: Vec<CaseStep>) {
        self.steps.insert(case, steps);
    }

    /// Opens an attempt in a run; does nothing if there is no such run.
    pub fn start_attempt(&mut self, run: RunNumber, attempt: Uuid, key: RowKey, start: Outcome) {
        if let Some(run) = self.runs.get_mut(&run) {
            let row = run.facts.rows.entry(key).or_default();
            let before = row.shows();
            row.open_attempts += 1;
            if row.planned == Planned::No {
                row.planned = Planned::ByAttempt;
            }
            run.counts.moved(before, row.shows());
            run.facts.attempts.insert(
                attempt,
                AttemptFacts {
                    key,
                    start,
                    seq: None,
                },
            );
        }
    }

    /// Records submissions, in order, and answers each.
    pub fn record(&mut self, submissions: Vec<Submission>, now: OffsetDateTime) -> Vec<Answer> {
        let runs = self
            .runs
            .iter()
            .map(|(run, it)| (*run, it.facts.clone()))
            .collect();
        let plan = plan(
            Facts {
                runs,
                steps: self.steps.clone(),
            },
            submissions,
            now,
        );
        for (run, change) in plan.runs {
            if let Some(run) = self.runs.get_mut(&run) {
                run.apply(change);
            }
        }
        plan.answers
    }

    /// How many rows of a run show which status.
    #[must_use]
    pub fn counts(&self, run: RunNumber) -> Counts {
        self.runs.get(&run).map(|it| it.counts).unwrap_or_default()
    }

    /// The state of a run.
    #[must_use]
    pub fn state(&self, run: RunNumber) -> Option<RunState> {
        self.runs.get(&run).map(|it| it.facts.state)
    }

    /// What a row shows; `None` if it has no result.
    #[must_use]
    pub fn shown(&self, run: RunNumber, key: RowKey) -> Option<&Recorded> {
        self.runs
            .get(&run)?
            .facts
            .rows
            .get(&key)?
            .current
            .as_deref()
    }

    /// Every result of a run with its row, newest first.
    #[must_use]
    pub fn results(&self, run: RunNumber) -> Vec<(RowKey, &Recorded)> {
        let rows = self
            .runs
            .get(&run)
            .into_iter()
            .flat_map(|run| &run.facts.rows);
        let mut results: Vec<(RowKey, &Recorded)> = rows
            .flat_map(|(key, row)| row.past.iter().chain(&row.current).map(|it| (*key, &**it)))
            .collect();
        results.sort_by_key(|(_, it)| std::cmp::Reverse(it.seq));
        results
    }

    /// Every broken invariant, in words; nothing for a sound ledger.
    #[must_use]
    pub fn defects(&self) -> Vec<String> {
        self.runs
            .iter()
            .flat_map(|(number, run)| run.defects(*number))
            .collect()
    }
}

impl Run {
    fn apply(&mut self, plan: RunPlan) {
        let RunPlan {
            current,
            past,
            dropped,
            attempts,
            unplanned,
            counts,
            result_rows,
            next_seq,
            state,
        } = plan;
        let stays = |it: &Arc<Recorded>| !dropped.contains(&it.seq);
        for row in self.facts.rows.values_mut() {
            row.current = row.current.take().filter(stays);
            row.past.retain(stays);
        }
        for (key, write) in current {
            let row = self.facts.rows.entry(key).or_default();
            row.past
                .extend(row.current.take().filter(|it| write.before == Some(it.seq)));
            row.current = write.result;
        }
        for (key, result) in past {
            self.facts.rows.entry(key).or_default().past.push(result);
        }
        for (attempt, (key, seq)) in attempts {
            if let Some(known) = self.facts.attempts.get_mut(&attempt) {
                if known.seq.is_none() {
                    let row = self.facts.rows.entry(known.key).or_default();
                    row.open_attempts -= 1;
                }
                known.key = key;
                known.seq = Some(seq);
            }
        }
        for key in unplanned {
            self.facts.rows.entry(key).or_default().planned = Planned::No;
        }
        for row in self.facts.rows.values_mut() {
            row.past.sort_by_key(|it| it.seq);
        }
        self.facts.rows.retain(|_, row| row.shows().is_some());
        self.facts.next_seq = next_seq;
        self.facts.state = state.unwrap_or(self.facts.state);
        self.counts += counts;
        self.result_rows += result_rows;
    }

    fn defects(&self, number: RunNumber) -> Vec<String> {
        let mut defects = Vec::new();
        let counted: Counts = self
            .facts
            .rows
            .values()
            .filter_map(RowFacts::shows)
            .collect();
        if counted != self.counts {
            defects.push(format!(
                "run {number}: counts {:?} are {counted:?}",
                self.counts
            ));
        }
        let mut places: Vec<i32> = Vec::new();
        for row in self.facts.rows.values() {
            let newest_past = row.past.iter().map(|it| it.seq).max();
            if newest_past >= row.current.as_ref().map(|it| it.seq) && newest_past.is_some() {
                defects.push(format!(
                    "run {number}: a row does not show its newest result"
                ));
            }
            for result in row.past.iter().chain(&row.current) {
                let steps = i32::try_from(result.outcome.steps.len()).unwrap_or(i32::MAX);
                places.extend(result.seq.get() - steps..=result.seq.get());
            }
        }
        let rows = places.len();
        places.sort_unstable();
        places.dedup();
        if places.len() != rows
            || places
                .iter()
                .any(|it| *it < 1 || *it >= self.facts.next_seq)
        {
            defects.push(format!(
                "run {number}: places are used twice or were never given"
            ));
        }
        if i32::try_from(rows) != Ok(self.result_rows) {
            defects.push(format!(
                "run {number}: {rows} result rows, counted {}",
                self.result_rows
            ));
        }
        defects
    }
}
