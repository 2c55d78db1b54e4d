//! Deletes cases.

use diesel::sql_types::Integer;

use crate::error::StoreError;
use crate::locate::{Case, Located};
use crate::pool::Store;
use crate::statement::statement;

statement! {
    DeleteCase { project: Integer = i32, number: Integer = i32 }
    "update test_cases set deleted_at = now()
     where project_id = $1 and number = $2 and deleted_at is null"
}

impl Store {
    /// Deletes a case: the catalogue has it no more, and results for it are refused as for an unknown
    /// one. Rows and results that runs have of it stay, under its title.
    pub async fn delete_case(&self, case: &Located<Case>) -> Result<(), StoreError> {
        let mut connection = self.connection_in_turn(case.organization, []).await?;
        let statement = DeleteCase {
            project: case.project_id,
            number: case.number.get(),
        };
        connection.execute_alone(statement).await?;
        self.deleted();
        Ok(())
    }
}
