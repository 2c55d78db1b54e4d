//! Runs in memory, under the same rules as the ones on disk: for embedders, and as a test's oracle.

mod defects;
mod run;

use std::collections::BTreeMap;

use time::OffsetDateTime;
use uuid::Uuid;

use self::run::Run;
use crate::case::{CaseStep, RowKey};
use crate::counts::Counts;
use crate::number::{CaseNumber, RunNumber};
use crate::outcome::{Outcome, Recorded};
use crate::plan::{Facts, plan};
use crate::run_state::RunState;
use crate::submission::{Answer, Item, Submission};

/// Runs, rows and results in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    runs: BTreeMap<RunNumber, Run>,
    steps: BTreeMap<CaseNumber, Vec<CaseStep>>,
}

impl Ledger {
    /// An empty ledger.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a run that expects a result for each of `rows`; does nothing if there is such a run.
    pub fn add_run(&mut self, run: RunNumber, rows: impl IntoIterator<Item = RowKey>) {
        self.runs.entry(run).or_insert_with(|| Run::expecting(rows));
    }

    /// Moves a run to a state, whatever it was in; does nothing if there is no such run.
    pub fn set_state(&mut self, run: RunNumber, state: RunState) {
        if let Some(run) = self.runs.get_mut(&run) {
            run.facts.state = state;
        }
    }

    /// Adds rows to a run; those it has are left as they are. A row that was taken out and left its results
    /// shows the newest of them again. Does nothing if there is no such run.
    pub fn add_rows(&mut self, run: RunNumber, rows: impl IntoIterator<Item = RowKey>) {
        if let Some(run) = self.runs.get_mut(&run) {
            rows.into_iter().for_each(|key| run.add(key));
        }
    }

    /// Takes rows out of a run, with the attempts in them; their results go too, or stay as results that no
    /// row shows. Does nothing for rows that the run does not have.
    pub fn remove_rows(
        &mut self,
        run: RunNumber,
        rows: impl IntoIterator<Item = RowKey>,
        keep_results: bool,
    ) {
        if let Some(run) = self.runs.get_mut(&run) {
            rows.into_iter()
                .for_each(|key| run.remove(key, keep_results));
        }
    }

    /// Tells the ledger the steps of a case, so that results can name them.
    pub fn add_steps(&mut self, case: CaseNumber, steps: Vec<CaseStep>) {
        self.steps.insert(case, steps);
    }

    /// Opens an attempt in a run; does nothing if there is no such run, or if the run knows the
    /// attempt already.
    pub fn start_attempt(&mut self, run: RunNumber, attempt: Uuid, key: RowKey, start: Outcome) {
        if let Some(run) = self.runs.get_mut(&run) {
            run.start(attempt, key, start);
        }
    }

    /// Records submissions, in order, and answers each.
    pub fn record(&mut self, submissions: Vec<Submission>, now: OffsetDateTime) -> Vec<Answer> {
        let plan = plan(self.facts(&submissions), submissions, now);
        for (run, change) in plan.runs {
            if let Some(run) = self.runs.get_mut(&run) {
                run.apply(change);
            }
        }
        plan.answers
    }

    /// What a plan of these submissions has to know, and no more, as a store would load it.
    ///
    /// With [`plan`], it tells what [`Ledger::record`] would do without doing it.
    #[must_use]
    pub fn facts(&self, submissions: &[Submission]) -> Facts {
        let mut facts = Facts::default();
        for submission in submissions {
            if let Some(run) = self.runs.get(&submission.run) {
                let known = facts
                    .runs
                    .entry(submission.run)
                    .or_insert_with(|| run.blank_facts());
                run.look_up(&submission.items, known);
            }
        }
        let rows = facts.runs.values().flat_map(|run| run.rows.keys());
        let named = submissions.iter().flat_map(|it| &it.items);
        let named = named.filter_map(|item| match item {
            Item::Row { case, .. } => *case,
            Item::Finish { .. } | Item::Bad(_) => None,
        });
        let cases = named.chain(rows.map(|key| key.case));
        facts.steps = cases
            .filter_map(|case| Some((case, self.steps.get(&case)?.clone())))
            .collect();
        facts
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
        let run = self.runs.get(&run).into_iter();
        let mut results: Vec<(RowKey, &Recorded)> = run
            .flat_map(Run::every_result)
            .map(|(key, it)| (key, &**it))
            .collect();
        results.sort_by_key(|(_, it)| std::cmp::Reverse(it.seq));
        results
    }

    /// Every broken invariant, in words; nothing for a sound ledger.
    #[must_use]
    pub fn defects(&self) -> Vec<String> {
        let runs = self.runs.iter();
        runs.flat_map(|(number, run)| {
            let defects = run.defects().into_iter();
            defects.map(move |defect| format!("run {number}: {defect}"))
        })
        .collect()
    }
}
