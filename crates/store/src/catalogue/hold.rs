//! Locks on a project: against its deletion while something is put into it.

use diesel::sql_types::Integer;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::account::NumberRow;
use crate::error::{Deleted, StoreError};
use crate::statement::statement;

statement! {
    HoldProject { project: Integer = i32 }
    "select id as number from projects where id = $1 and deleted_at is null for share"
}

statement! {
    HoldProjectAlone { project: Integer = i32 }
    "select id as number from projects where id = $1 and deleted_at is null for no key update"
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
