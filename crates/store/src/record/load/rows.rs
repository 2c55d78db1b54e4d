//! Loads the rows of attempts that end: what they show, and whether they stand without a result.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use diesel::sql_types::{Array, BigInt, Bool, Integer, SmallInt};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::number::{CaseNumber, RunNumber};
use domain::plan::{Planned, RunFacts};
use domain::submission::{Item, Repeat, Submission};

use super::{Place, Shown, ShownRow};
use crate::error::StoreError;
use crate::record::result_row::{ResultRow, StepRow, attach_steps, row_key, run_number};
use crate::statement::statement;

statement! {
    /// What the rows of some cases show, under every configuration. By primary key.
    ///
    /// `offset 0` keeps each look-up one of its own, here and below: as a plain join it was planned, while the
    /// database's statistics still knew the table as small, as a scan of the whole run for each case, and stayed so
    /// (300 ms for 300 cases).
    ShownResults {
        projects: Array<Integer> = Vec<i32>,
        runs: Array<Integer> = Vec<i32>,
        cases: Array<Integer> = Vec<i32>,
        with_details: Bool = bool,
    }
    "select r.run, r.case_no, r.configuration, r.seq, r.author, r.status, r.parts, r.elapsed_ms,
         r.recorded_at, d.note, d.framework, d.started_at, d.executed_at, d.custom_status, d.facts
     from unnest($1::integer[], $2::integer[], $3::integer[]) as w (project_id, run, case_no)
     cross join lateral (
         select * from run_cases r
         where r.project_id = w.project_id and r.run = w.run and r.case_no = w.case_no offset 0
     ) r
     left join lateral (
         select * from result_details d
         where $4 and r.parts & 1 = 1 and d.project_id = r.project_id and d.run = r.run and d.seq = r.seq offset 0
     ) d on true"
}

statement! {
    /// Which rows of some cases stand without a result (1 planned, 2 made by an attempt's start), and
    /// how many attempts are open in them. By primary key and by `attempts_open`.
    StandingRows {
        projects: Array<Integer> = Vec<i32>,
        runs: Array<Integer> = Vec<i32>,
        cases: Array<Integer> = Vec<i32>,
    }
    "with w as (
         select * from unnest($1::integer[], $2::integer[], $3::integer[]) as w (project_id, run, case_no)
     )
     select p.run, p.case_no, p.configuration,
         case when p.by_attempt then 2 else 1 end::smallint as planned, 0::bigint as open
     from w cross join lateral (
         select * from planned_cases p
         where p.project_id = w.project_id and p.run = w.run and p.case_no = w.case_no offset 0
     ) p
     union all
     select a.run, a.case_no, a.configuration, 0::smallint, count(*)
     from w cross join lateral (
         select * from attempts a
         where a.project_id = w.project_id and a.run = w.run and a.case_no = w.case_no and a.seq is null offset 0
     ) a
     group by a.run, a.case_no, a.configuration"
}

#[derive(diesel::QueryableByName)]
struct StandingRow {
    #[diesel(sql_type = Integer)]
    run: i32,
    #[diesel(sql_type = Integer)]
    case_no: i32,
    #[diesel(sql_type = Integer)]
    configuration: i32,
    #[diesel(sql_type = SmallInt)]
    planned: i16,
    #[diesel(sql_type = BigInt)]
    open: i64,
}

statement! {
    /// Superseded results of some cases of some runs. By `past_results_case`.
    PastResults {
        projects: Array<Integer> = Vec<i32>,
        runs: Array<Integer> = Vec<i32>,
        cases: Array<Integer> = Vec<i32>,
    }
    "select r.run, r.case_no, r.configuration, r.seq, r.author, r.status, r.parts, r.elapsed_ms,
         r.recorded_at, d.note, d.framework, d.started_at, d.executed_at, d.custom_status, d.facts
     from unnest($1::integer[], $2::integer[], $3::integer[]) as w (project_id, run, case_no)
     cross join lateral (
         select * from past_results r
         where r.project_id = w.project_id and r.run = w.run and r.case_no = w.case_no offset 0
     ) r
     left join lateral (
         select * from result_details d
         where r.parts & 1 = 1 and d.project_id = r.project_id and d.run = r.run and d.seq = r.seq offset 0
     ) d on true"
}

statement! {
    /// The steps of all results of some cases of some runs. By `step_results_case`.
    StepsOfRows {
        projects: Array<Integer> = Vec<i32>,
        runs: Array<Integer> = Vec<i32>,
        cases: Array<Integer> = Vec<i32>,
    }
    "select s.run, s.seq, s.result_seq, s.position, s.step, s.status, s.custom_status, s.facts
     from unnest($1::integer[], $2::integer[], $3::integer[]) as w (project_id, run, case_no)
     cross join lateral (
         select * from step_results s
         where s.project_id = w.project_id and s.run = w.run and s.case_no = w.case_no offset 0
     ) s"
}

/// The rows of these cases, as three columns.
#[derive(Clone, Default)]
struct Wanted {
    projects: Vec<i32>,
    runs: Vec<i32>,
    cases: Vec<i32>,
}

impl Wanted {
    fn push(&mut self, place: &Place, run: RunNumber, case: CaseNumber) {
        self.projects.push(place.project_id);
        self.runs.push(run.get());
        self.cases.push(case.get());
    }
}

pub(super) async fn load<'a>(
    connection: &mut AsyncPgConnection,
    places: &BTreeMap<RunNumber, Place>,
    runs: &mut BTreeMap<RunNumber, RunFacts>,
    rows_shown: &mut Shown,
    submissions: impl Iterator<Item = &'a Submission>,
) -> Result<(), StoreError> {
    let mut keys: BTreeSet<(RunNumber, CaseNumber)> = BTreeSet::new();
    let mut again: BTreeSet<(RunNumber, CaseNumber)> = BTreeSet::new();
    let mut with_details = false;
    for submission in submissions {
        with_details |= submission.policy.repeat == Repeat::Upsert;
        let attempts = runs.get(&submission.run).map(|it| &it.attempts);
        for item in &submission.items {
            match item {
                Item::Finish {
                    attempt,
                    configuration: _,
                    draft: _,
                } => {
                    if let Some(known) = attempts.and_then(|it| it.get(attempt)) {
                        keys.insert((submission.run, known.key.case));
                        if known.seq.is_some() {
                            again.insert((submission.run, known.key.case));
                        }
                    }
                }
                Item::Row {
                    case: _,
                    configuration: _,
                    draft: _,
                }
                | Item::Bad(_) => {}
            }
        }
    }
    let columns = |keys: &BTreeSet<(RunNumber, CaseNumber)>| {
        let mut wanted = Wanted::default();
        for (run, case) in keys {
            if let Some(place) = places.get(run) {
                wanted.push(place, *run, *case);
            }
        }
        wanted
    };
    if !keys.is_empty() {
        let with_details = with_details || !again.is_empty();
        load_shown(connection, runs, rows_shown, columns(&keys), with_details).await?;
    }
    if !again.is_empty() {
        load_whole(connection, runs, columns(&again)).await?;
    }
    Ok(())
}

async fn load_shown(
    connection: &mut AsyncPgConnection,
    runs: &mut BTreeMap<RunNumber, RunFacts>,
    rows_shown: &mut Shown,
    wanted: Wanted,
    with_details: bool,
) -> Result<(), StoreError> {
    let Wanted {
        projects,
        runs: numbers,
        cases,
    } = wanted.clone();
    let shown = ShownResults {
        projects,
        runs: numbers,
        cases,
        with_details,
    };
    let Wanted {
        projects,
        runs: numbers,
        cases,
    } = wanted;
    let standing = StandingRows {
        projects,
        runs: numbers,
        cases,
    };
    // Both in one round trip: neither needs the other's answer.
    let connection = &*connection;
    let (shown, standing): (Vec<ResultRow>, Vec<StandingRow>) = futures::try_join!(
        shown.load(&mut &*connection),
        standing.load(&mut &*connection)
    )?;
    for row in shown {
        let run = run_number(row.run)?;
        let shown = ShownRow::of(&row);
        let (key, recorded) = row.into_recorded()?;
        rows_shown.add(run, recorded.seq, shown);
        if let Some(facts) = runs.get_mut(&run) {
            facts.rows.entry(key).or_default().current = Some(Arc::new(recorded));
        }
    }
    for row in standing {
        let key = row_key(row.case_no, row.configuration)?;
        if let Some(facts) = runs.get_mut(&run_number(row.run)?) {
            let known = facts.rows.entry(key).or_default();
            // It may be known already, from an item that names the case.
            let open = i32::try_from(row.open).unwrap_or(i32::MAX);
            known.open_attempts = known.open_attempts.max(open);
            known.planned = match row.planned {
                1 => Planned::ByPlan,
                2 => Planned::ByAttempt,
                _ => known.planned,
            };
        }
    }
    Ok(())
}

/// An attempt that ends again may change the order of a row's results: all of them are needed, with
/// their steps.
async fn load_whole(
    connection: &mut AsyncPgConnection,
    runs: &mut BTreeMap<RunNumber, RunFacts>,
    wanted: Wanted,
) -> Result<(), StoreError> {
    let Wanted {
        projects,
        runs: numbers,
        cases,
    } = wanted.clone();
    let past: Vec<ResultRow> = PastResults {
        projects,
        runs: numbers,
        cases,
    }
    .load(connection)
    .await?;
    let Wanted {
        projects,
        runs: numbers,
        cases,
    } = wanted.clone();
    let steps: Vec<StepRow> = StepsOfRows {
        projects,
        runs: numbers,
        cases,
    }
    .load(connection)
    .await?;
    let mut results = Vec::new();
    for row in past {
        let run = run_number(row.run)?;
        let (key, recorded) = row.into_recorded()?;
        // A row that was taken out and whose results stay shows nothing: they are none of what is planned on.
        let row = runs.get(&run).and_then(|it| it.rows.get(&key));
        if row.is_some_and(|it| it.current.is_some()) {
            results.push((run, key, recorded));
        }
    }
    for (run, case) in wanted.runs.iter().zip(&wanted.cases) {
        let run = run_number(*run)?;
        let Some(facts) = runs.get_mut(&run) else {
            continue;
        };
        for (key, row) in facts
            .rows
            .iter_mut()
            .filter(|(key, _)| key.case.get() == *case)
        {
            let current = row
                .current
                .take()
                .map(|it| (run, *key, Arc::unwrap_or_clone(it)));
            results.extend(current);
        }
    }
    attach_steps(&mut results, steps)?;
    results.sort_by_key(|(run, key, it)| (*run, *key, it.seq));
    for (run, key, recorded) in results {
        if let Some(facts) = runs.get_mut(&run) {
            let row = facts.rows.entry(key).or_default();
            row.past.extend(row.current.replace(Arc::new(recorded)));
        }
    }
    Ok(())
}
