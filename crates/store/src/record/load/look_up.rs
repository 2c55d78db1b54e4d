//! Finds what is known of the cases that items of submissions name: their rows in the runs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use diesel::sql_types::{Array, Bool, Integer};
use domain::case::RowKey;
use domain::number::RunNumber;
use domain::plan::RunFacts;
use domain::submission::Repeat;
use uuid::Uuid;

use super::known::{KnownRow, Standing, Why};
use super::{Shown, ShownRow};
use crate::catalogue::{CaseName, NamedCase};
use crate::error::StoreError;
use crate::record::result_row::{row_key, run_number};
use crate::record::{ConfigurationName, IncomingItem, Sent};
use crate::statement::statement;

statement! {
    /// By primary keys and `attempts_open`. `offset 0` keeps each look-up one of its own: as a plain join it was planned,
    /// while the database's statistics still knew the table as small, as a scan of the whole run for each case, and
    /// stayed so (300 ms for 300 cases).
    ///
    /// A case that shows a result under no configuration is what an item without a configuration means; then the rows
    /// that stand without a result are looked for only if some item names a configuration (`$6`).
    ///
    /// It is one statement because each one more reads the arrays once more and answers with rows of its own.
    LookUp {
        project: Integer = i32,
        projects: Array<Integer> = Vec<i32>,
        runs: Array<Integer> = Vec<i32>,
        cases: Array<Integer> = Vec<i32>,
        with_details: Bool = bool,
        with_configurations: Bool = bool,
    }
    include_str!("look_up.sql")
}

/// What submissions name.
pub(super) struct Asked<'a> {
    /// The names of cases, as they come.
    pub(super) names: Vec<&'a CaseName>,
    /// The project and the run that each of them is about.
    places: Vec<(i32, i32)>,
    /// Only what is laid over the shown result has to know it.
    with_details: bool,
    with_configurations: bool,
}

impl<'a> Asked<'a> {
    pub(super) fn by(sent: &'a [Sent]) -> Self {
        let mut asked = Self {
            names: Vec::new(),
            places: Vec::new(),
            with_details: sent.iter().any(|it| it.policy.repeat == Repeat::Upsert),
            with_configurations: false,
        };
        for submission in sent {
            let place = (submission.project_id, submission.run.get());
            for item in &submission.items {
                if let IncomingItem::Row {
                    case,
                    configuration,
                    draft: _,
                } = item
                {
                    asked.places.extend(case.iter().map(|_| place));
                    asked.names.extend(case);
                    asked.with_configurations |= match configuration {
                        ConfigurationName::Unspecified | ConfigurationName::Row(None) => false,
                        ConfigurationName::Number(_) | ConfigurationName::Row(Some(_)) => true,
                    };
                }
            }
        }
        asked
    }

    /// The project that all of it is about.
    pub(super) fn project(&self) -> Option<i32> {
        let (project, _) = *self.places.first()?;
        let is_same = |place: &(i32, i32)| place.0 == project;
        self.places.iter().all(is_same).then_some(project)
    }

    /// The names, each with its project.
    pub(super) fn in_projects(&self) -> Vec<(i32, &'a CaseName)> {
        let projects = self.places.iter().map(|(project, _)| *project);
        projects.zip(self.names.iter().copied()).collect()
    }

    /// What is to be read where the names lead to these cases.
    pub(super) fn look_up(&self, cases: &[Option<NamedCase>]) -> LookUp {
        let found = self.places.iter().zip(cases);
        let rows = found.filter_map(|((project, run), case)| {
            let case = case.as_ref()?;
            Some((*project, *run, case.number.get()))
        });
        // In the order of the keys, each once, however often it is named.
        let rows: BTreeSet<(i32, i32, i32)> = rows.collect();
        LookUp {
            // Where several are meant nothing is remembered, so any version does: that of no project.
            project: self.project().unwrap_or_default(),
            projects: rows.iter().map(|(project, _, _)| *project).collect(),
            runs: rows.iter().map(|(_, run, _)| *run).collect(),
            cases: rows.iter().map(|(_, _, case)| *case).collect(),
            with_details: self.with_details,
            with_configurations: self.with_configurations,
        }
    }
}

/// Puts what is known into the facts.
pub(super) fn learn(
    known: Vec<KnownRow>,
    runs: &mut BTreeMap<RunNumber, RunFacts>,
    rows_shown: &mut Shown,
) -> Result<(), StoreError> {
    // An attempt comes with every shown row of its case.
    let mut open: BTreeSet<(RunNumber, RowKey, Uuid)> = BTreeSet::new();
    for row in known {
        let KnownRow {
            run,
            case_no,
            shown,
            standing,
        } = row;
        let run = run_number(run)?;
        // One that was deleted meanwhile is not locked.
        let Some(facts) = runs.get_mut(&run) else {
            continue;
        };
        if let Some(shown) = shown {
            let row = ShownRow::of(&shown);
            let (key, recorded) = shown.into_recorded()?;
            rows_shown.add(run, recorded.seq, row);
            facts.rows.entry(key).or_default().current = Some(Arc::new(recorded));
        }
        if let Some(Standing { configuration, why }) = standing {
            let key = row_key(case_no, configuration)?;
            match why {
                Why::Planned(planned) => facts.rows.entry(key).or_default().planned = planned,
                Why::Attempt(attempt) => {
                    open.insert((run, key, attempt));
                }
            }
        }
    }
    for (run, key, _) in open {
        if let Some(facts) = runs.get_mut(&run) {
            facts.rows.entry(key).or_default().open_attempts += 1;
        }
    }
    Ok(())
}
