//! Deletes runs.

use diesel::sql_types::Integer;

use crate::error::StoreError;
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::statement::statement;

statement! {
    /// Waits for whoever records in the run; whoever comes later finds it gone.
    DeleteRun { project: Integer = i32, run: Integer = i32 }
    "update runs set deleted_at = now() where project_id = $1 and number = $2 and deleted_at is null"
}

impl Store {
    /// Deletes a run: at once it is missing, with its results. They are purged later.
    pub async fn delete_run(&self, run: &Located<Run>) -> Result<(), StoreError> {
        let mut connection = self
            .connection_in_turn(run.organization, [run.turn()])
            .await?;
        let statement = DeleteRun {
            project: run.project_id,
            run: run.number.get(),
        };
        connection.execute_alone(statement).await?;
        self.deleted();
        Ok(())
    }
}
