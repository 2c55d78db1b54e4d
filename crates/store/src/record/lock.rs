//! Locks one run for a write that is no submission of results.

use diesel::sql_types::{Integer, SmallInt};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::run_state::RunState;

use crate::error::StoreError;
use crate::locate::{Located, Run};
use crate::statement::statement;

statement! {
    LockRun { project: Integer = i32, run: Integer = i32 }
    "select state from runs where project_id = $1 and number = $2 and deleted_at is null for no key update"
}

#[derive(diesel::QueryableByName)]
struct StateRow {
    #[diesel(sql_type = SmallInt)]
    state: i16,
}

/// The state of the run, which is locked from now on; `None` if it is gone.
pub(super) async fn lock(
    connection: &mut AsyncPgConnection,
    run: &Located<Run>,
) -> Result<Option<RunState>, StoreError> {
    let statement = LockRun {
        project: run.project_id,
        run: run.number.get(),
    };
    let rows: Vec<StateRow> = statement.load(connection).await?;
    let state = rows.into_iter().next().map(|row| {
        RunState::from_code(row.state).ok_or_else(|| StoreError::corrupt("an unknown run state"))
    });
    state.transpose()
}
