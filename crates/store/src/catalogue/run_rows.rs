//! Adds rows to a run and takes rows out of it.

use std::collections::BTreeSet;

use diesel::sql_types::{Array, Bool, Integer};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::case::RowKey;
use domain::number::{CaseNumber, ConfigurationNumber};

use super::hold::hold;
use crate::account::NumberRow;
use crate::error::{Deleted, StoreError};
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::seal::{Touched, reckon};
use crate::statement::statement;

/// How a client names rows of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowSelection {
    /// One row.
    Row(RowKey),
    /// A case: every row of it that the run holds; where it holds none, the rows that it would have been
    /// created with.
    Case(CaseNumber),
}

/// A change of a run's rows. What is taken out goes first, so a row that is in both lists begins anew.
#[derive(Clone, Debug, Default)]
pub struct RowsChange {
    /// Rows to be added; those that the run has are left as they are.
    pub added: Vec<RowSelection>,
    /// Rows to be taken out; those that the run does not have are passed over.
    pub removed: Vec<RowSelection>,
    /// Whether the results of rows that are taken out stay: in lists, in their case's history, and in the
    /// row if it is added again.
    pub keep_results: bool,
}

statement! {
    LockRun { project: Integer = i32, run: Integer = i32 }
    "select number from runs where project_id = $1 and number = $2 and deleted_at is null for no key update"
}

statement! {
    RemoveRows {
        project: Integer = i32,
        run: Integer = i32,
        cases: Array<Integer> = Vec<i32>,
        configurations: Array<Integer> = Vec<i32>,
        keep_results: Bool = bool,
    }
    include_str!("run_rows_remove.sql")
}

statement! {
    AddRows {
        project: Integer = i32,
        run: Integer = i32,
        cases: Array<Integer> = Vec<i32>,
        configurations: Array<Integer> = Vec<i32>,
    }
    include_str!("run_rows_add.sql")
}

statement! {
    /// By primary key. Rows that a seal made and a client then adds itself do not go with the seal.
    ClaimRows {
        project: Integer = i32,
        run: Integer = i32,
        cases: Array<Integer> = Vec<i32>,
        configurations: Array<Integer> = Vec<i32>,
    }
    "update sealed_rows s set made = false
     from unnest($3::integer[], $4::integer[]) as w (case_no, configuration)
     where s.project_id = $1 and s.run = $2 and s.case_no = w.case_no
         and w.configuration in (s.configuration, -1) and s.made"
}

impl Store {
    /// Adds rows to a run and takes rows out of it. Each case must be one of the run's project.
    pub async fn change_rows(
        &self,
        run: &Located<Run>,
        change: RowsChange,
    ) -> Result<(), StoreError> {
        let RowsChange {
            added,
            removed,
            keep_results,
        } = change;
        let (project, number) = (run.project_id, run.number.get());
        let mut connection = self
            .connection_in_turn(run.organization, [run.project_turn(), run.turn()])
            .await?;
        connection
            .transaction(async |connection| {
                hold(connection, project).await?;
                lock(connection, run).await?;
                if !removed.is_empty() {
                    let (cases, configurations) = columns(removed);
                    let statement = RemoveRows {
                        project,
                        run: number,
                        cases: cases.clone(),
                        configurations,
                        keep_results,
                    };
                    statement.execute(connection).await?;
                    reckon(connection, Touched::of(project, number, cases)).await?;
                }
                add(connection, project, number, added).await
            })
            .await
    }
}

/// Locks a run.
pub(crate) async fn lock(
    connection: &mut AsyncPgConnection,
    run: &Located<Run>,
) -> Result<(), StoreError> {
    let lock = LockRun {
        project: run.project_id,
        run: run.number.get(),
    };
    let locked: Vec<NumberRow> = lock.load(connection).await?;
    if locked.is_empty() {
        return Err(StoreError::Deleted(Deleted::Run));
    }
    Ok(())
}

/// Adds rows to a run that is locked.
pub(super) async fn add(
    connection: &mut AsyncPgConnection,
    project: i32,
    run: i32,
    rows: Vec<RowSelection>,
) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let (cases, configurations) = columns(rows);
    let statement = ClaimRows {
        project,
        run,
        cases: cases.clone(),
        configurations: configurations.clone(),
    };
    statement.execute(connection).await?;
    add_columns(connection, project, run, (cases.clone(), configurations)).await?;
    // A row that was taken out may show a result again.
    reckon(connection, Touched::of(project, run, cases)).await
}

/// Adds rows, as two columns, to a run that is locked.
pub(crate) async fn add_columns(
    connection: &mut AsyncPgConnection,
    project: i32,
    run: i32,
    (cases, configurations): (Vec<i32>, Vec<i32>),
) -> Result<(), StoreError> {
    let statement = AddRows {
        project,
        run,
        cases,
        configurations,
    };
    statement.execute(connection).await?;
    Ok(())
}

/// Takes rows without a result, as two columns, out of a run that is locked.
pub(crate) async fn remove_empty(
    connection: &mut AsyncPgConnection,
    project: i32,
    run: i32,
    (cases, configurations): (Vec<i32>, Vec<i32>),
) -> Result<(), StoreError> {
    let statement = RemoveRows {
        project,
        run,
        cases,
        configurations,
        keep_results: false,
    };
    statement.execute(connection).await?;
    Ok(())
}

/// Unique and sorted, as two columns; -1 stands for every configuration, 0 for none.
pub(crate) fn columns(rows: Vec<RowSelection>) -> (Vec<i32>, Vec<i32>) {
    let rows: BTreeSet<RowSelection> = rows.into_iter().collect();
    rows.into_iter()
        .map(|row| match row {
            RowSelection::Row(RowKey {
                case,
                configuration,
            }) => (
                case.get(),
                configuration.map_or(0, ConfigurationNumber::get),
            ),
            RowSelection::Case(case) => (case.get(), -1),
        })
        .unzip()
}
