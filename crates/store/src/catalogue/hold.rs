//! Locks on a project: against its deletion while something is put into it.
//!
//! Many hold a project at a time, and a row of Postgres lets who comes later join them past one who waits to have it
//! alone, who would wait for as long as they keep coming. An advisory lock does not: so whoever takes the row, in either
//! way, first goes through one that stands before it, in the order of arrival, whichever server he comes from. The
//! project is looked at under the lock of its row, so what is seen is what was committed before.

use diesel::sql_types::Integer;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::account::NumberRow;
use crate::error::{Deleted, StoreError};
use crate::statement::statement;

statement! {
    /// No organization has the number -1: names of theirs are locked by two numbers as well.
    HoldProject { project: Integer = i32 }
    "select id as number from projects
     where id = $1 and deleted_at is null and pg_advisory_xact_lock_shared(-1, $1) is not null
     for share"
}

statement! {
    HoldProjectAlone { project: Integer = i32 }
    "select id as number from projects
     where id = $1 and deleted_at is null and pg_advisory_xact_lock(-1, $1) is not null
     for no key update"
}

/// Keeps the project, and the folders in it, from being deleted until the transaction ends. Whoever puts
/// something into a project holds it first.
pub(crate) async fn hold(
    connection: &mut AsyncPgConnection,
    project: i32,
) -> Result<(), StoreError> {
    let held: Vec<NumberRow> = HoldProject { project }.load(connection).await?;
    if held.is_empty() {
        return Err(StoreError::Deleted(Deleted::Project));
    }
    Ok(())
}

/// Waits for all who hold the project, and lets nobody hold it until the transaction ends.
pub(crate) async fn hold_alone(
    connection: &mut AsyncPgConnection,
    project: i32,
) -> Result<(), StoreError> {
    let held: Vec<NumberRow> = HoldProjectAlone { project }.load(connection).await?;
    if held.is_empty() {
        return Err(StoreError::Deleted(Deleted::Project));
    }
    Ok(())
}
