//! Keeps what a sealed run misses, in the transaction that changes its rows.

use diesel::sql_types::{Array, Integer, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use time::OffsetDateTime;

use crate::error::StoreError;
use crate::statement::statement;

statement! {
    /// By primary keys, as many rows as were touched.
    Reckon {
        projects: Array<Integer> = Vec<i32>,
        runs: Array<Integer> = Vec<i32>,
        cases: Array<Integer> = Vec<i32>,
        now: Timestamptz = OffsetDateTime,
    }
    include_str!("reckon.sql")
}

/// Cases of runs whose rows changed.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    projects: Vec<i32>,
    runs: Vec<i32>,
    cases: Vec<i32>,
}

impl Touched {
    /// Cases of one run.
    pub(crate) fn of(project: i32, run: i32, cases: Vec<i32>) -> Self {
        Self {
            projects: vec![project; cases.len()],
            runs: vec![run; cases.len()],
            cases,
        }
    }

    /// Adds a case of a run.
    pub(crate) fn add(&mut self, project: i32, run: i32, case: i32) {
        self.projects.push(project);
        self.runs.push(run);
        self.cases.push(case);
    }
}

/// Reckons anew what sealed runs miss; the runs are locked, and those that are not sealed stay as they are.
pub(crate) async fn reckon(
    connection: &mut AsyncPgConnection,
    touched: Touched,
) -> Result<(), StoreError> {
    let Touched {
        projects,
        runs,
        cases,
    } = touched;
    if projects.is_empty() {
        return Ok(());
    }
    let statement = Reckon {
        projects,
        runs,
        cases,
        now: crate::record::now(),
    };
    statement.execute(connection).await?;
    Ok(())
}
