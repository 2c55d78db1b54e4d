//! Writes plans: one statement for what rows show, one for what most plans do not have, and one before and after
//! them where results were moved.

mod rare;
mod shown;

use std::collections::BTreeMap;

use diesel::sql_types::{Array, Integer};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::case::RowKey;
use domain::number::{ConfigurationNumber, RunNumber};
use domain::plan::RunPlan;
use serde_json::Value;
use time::OffsetDateTime;

use self::rare::WriteRare;
use self::shown::WriteShown;
use super::load::{Place, Shown};
use super::moved::TakeAlong;
use crate::error::StoreError;
use crate::seal::{Touched, reckon};
use crate::statement::statement;

statement! {
    /// Takes results off the disk, with their details and steps; they are written anew elsewhere.
    DropResults {
        projects: Array<Integer> = Vec<i32>,
        runs: Array<Integer> = Vec<i32>,
        seqs: Array<Integer> = Vec<i32>,
    }
    "with gone as (
         select * from unnest($1::integer[], $2::integer[], $3::integer[]) as gone (project_id, run, seq)
     ), shown as (
         delete from run_cases r using gone g
         where r.project_id = g.project_id and r.run = g.run and r.seq = g.seq and r.seq > 0
     ), past as (
         delete from past_results r using gone g
         where r.project_id = g.project_id and r.run = g.run and r.seq = g.seq
     ), details as (
         delete from result_details r using gone g
         where r.project_id = g.project_id and r.run = g.run and r.seq = g.seq
     )
     delete from step_results s using gone g
     where s.project_id = g.project_id and s.run = g.run and s.result_seq = g.seq and s.result_seq > 0"
}

/// The row of a run that a result is of.
#[derive(Clone, Copy)]
struct Row {
    project: i32,
    run: RunNumber,
    case: i32,
    /// 0 for none.
    configuration: i32,
}

impl Row {
    fn new(place: &Place, run: RunNumber, key: RowKey) -> Self {
        Self {
            project: place.project_id,
            run,
            case: key.case.get(),
            configuration: key.configuration.map_or(0, ConfigurationNumber::get),
        }
    }
}

/// Carries plans out; does nothing for plans that change nothing.
pub(super) async fn write(
    connection: &mut AsyncPgConnection,
    places: &BTreeMap<RunNumber, Place>,
    shown: &Shown,
    plans: BTreeMap<RunNumber, RunPlan>,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    if plans.is_empty() {
        return Ok(());
    }
    let mut dropped = DropResults {
        projects: Vec::new(),
        runs: Vec::new(),
        seqs: Vec::new(),
    };
    let mut results = WriteShown::empty(now);
    let mut rare = WriteRare::default();
    let mut along = TakeAlong::nothing();
    let mut touched = Touched::default();
    let mut newer = Vec::new();
    for (run, plan) in plans {
        let place = places
            .get(&run)
            .ok_or_else(|| StoreError::corrupt("a plan for no run"))?;
        for seq in &plan.dropped {
            dropped.projects.push(place.project_id);
            dropped.runs.push(run.get());
            dropped.seqs.push(seq.get());
        }
        results.add_run(place, run, &plan);
        rare.add_attempts(place, run, &plan);
        for (from, to) in &plan.moved {
            along.add(place, run, *from, *to);
        }
        for (key, write) in plan.current {
            let row = Row::new(place, run, key);
            if place.sealed {
                touched.add(row.project, row.run.get(), row.case);
            }
            if let Some(before) = write.before
                && !plan.dropped.contains(&before)
            {
                results.supersede(row, before, shown);
            }
            if let Some(result) = write.result {
                if write.before.is_none() {
                    results.add_first(row, &result)?;
                    rare.add_steps(row, &result)?;
                } else {
                    newer.push((row, result));
                }
            }
        }
        for (key, result) in plan.past {
            let row = Row::new(place, run, key);
            results.add_past(row, &result)?;
            rare.add_steps(row, &result)?;
        }
    }
    for (row, result) in newer {
        results.add(row, &result)?;
        rare.add_steps(row, &result)?;
    }
    if !dropped.seqs.is_empty() {
        dropped.execute(connection).await?;
    }
    if rare.is_empty() {
        results.execute(connection).await?;
    } else {
        // In one round trip: neither needs what the other writes.
        let connection = &*connection;
        futures::try_join!(
            results.execute(&mut &*connection),
            rare.execute(&mut &*connection)
        )?;
    }
    along.carry_out(connection).await?;
    reckon(connection, touched).await
}

fn json(facts: impl serde::Serialize) -> Result<Value, StoreError> {
    serde_json::to_value(facts).map_err(|error| StoreError::Corrupt(error.to_string()))
}
