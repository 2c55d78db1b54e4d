//! Finds what the items of submissions name, and what is known of it: the cases, and their rows in the runs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use diesel::sql_types::{Array, Bool, Integer, Nullable, Text, Uuid as SqlUuid};
use domain::case::RowKey;
use domain::number::RunNumber;
use domain::plan::RunFacts;
use domain::submission::Repeat;
use uuid::Uuid;

use super::known::{Known, Standing, Why};
use super::{Shown, ShownRow};
use crate::catalogue::resolve::Names;
use crate::catalogue::{CaseName, NamedCase};
use crate::error::StoreError;
use crate::record::result_row::{row_key, run_number};
use crate::record::{ConfigurationName, IncomingItem, Sent};
use crate::statement::statement;

statement! {
    /// For each name that leads to a case: the case, what its rows in the run show, under every configuration, and which
    /// rows stand without a result. By primary keys and `attempts_open`. `offset 0` keeps each look-up one of its own:
    /// as a plain join it was planned, while the database's statistics still knew the table as small, as a scan of the
    /// whole run for each case, and stayed so (300 ms for 300 cases).
    ///
    /// A case that shows a result under no configuration is what an item without a configuration means; then the rows
    /// that stand without a result are looked for only if some item names a configuration (`$8`).
    ///
    /// It is one statement because each one more reads the arrays once more and answers with rows of its own. As
    /// three they took 7 microseconds of the database's time for a result; this takes 5.
    LookUp {
        organization: Integer = i32,
        projects: Array<Integer> = Vec<i32>,
        runs: Array<Integer> = Vec<i32>,
        numbers: Array<Nullable<Integer>> = Vec<Option<i32>>,
        opaque: Array<Nullable<SqlUuid>> = Vec<Option<Uuid>>,
        keys: Array<Nullable<Text>> = Vec<Option<String>>,
        with_details: Bool = bool,
        with_configurations: Bool = bool,
    }
    concat!(
        "select wanted.place::integer, wanted.run, found.number, found.opaque, found.catalogued,
             shown.configuration, shown.seq, shown.author, shown.status, shown.parts, shown.elapsed_ms,
             shown.recorded_at, shown.note, shown.framework, shown.started_at, shown.executed_at,
             shown.custom_status, shown.facts, standing.configuration, standing.by_attempt, standing.attempt
         from unnest(
             (select $2::integer[]), (select $3::integer[]), (select $4::integer[]), (select $5::uuid[]),
             (select $6::text[])
         ) with ordinality
             as wanted (project_id, run, number, opaque, key, place)\n",
        include_str!("../../catalogue/found_case.sql"),
        include_str!("look_up.sql")
    )
}

impl LookUp {
    /// What is asked about these submissions; nothing if no item of them names a case.
    pub(super) fn of(organization: i32, sent: &[Sent]) -> Option<Self> {
        let (mut projects, mut runs) = (Vec::new(), Vec::new());
        let mut names: Vec<&CaseName> = Vec::new();
        let mut with_configurations = false;
        for submission in sent {
            for item in &submission.items {
                if let IncomingItem::Row {
                    case,
                    configuration,
                    draft: _,
                } = item
                {
                    projects.extend(case.iter().map(|_| submission.project_id));
                    runs.extend(case.iter().map(|_| submission.run.get()));
                    names.extend(case);
                    with_configurations |= match configuration {
                        ConfigurationName::Unspecified | ConfigurationName::Row(None) => false,
                        ConfigurationName::Number(_) | ConfigurationName::Row(Some(_)) => true,
                    };
                }
            }
        }
        if names.is_empty() {
            return None;
        }
        let Names {
            numbers,
            opaque,
            keys,
        } = Names::of(names.into_iter());
        Some(Self {
            organization,
            projects,
            runs,
            numbers,
            opaque,
            keys,
            // Only what is laid over the shown result has to know it.
            with_details: sent.iter().any(|it| it.policy.repeat == Repeat::Upsert),
            with_configurations,
        })
    }

    /// How many names there are.
    pub(super) const fn names(&self) -> usize {
        self.numbers.len()
    }
}

/// Puts what is known into the facts; answers with the case of each of so many names, in the order asked.
pub(super) fn learn(
    known: Vec<Known>,
    names: usize,
    runs: &mut BTreeMap<RunNumber, RunFacts>,
    rows_shown: &mut Shown,
) -> Result<Vec<Option<NamedCase>>, StoreError> {
    let mut cases = vec![None; names];
    // An attempt comes with every name and every shown row of its case.
    let mut open: BTreeSet<(RunNumber, RowKey, Uuid)> = BTreeSet::new();
    for row in known {
        let Known {
            place,
            run,
            case,
            shown,
            standing,
        } = row;
        let place = usize::try_from(place - 1).ok();
        if let Some(slot) = place.and_then(|place| cases.get_mut(place)) {
            *slot = Some(case);
        }
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
            let key = row_key(case.number.get(), configuration)?;
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
    Ok(cases)
}
