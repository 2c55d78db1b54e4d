//! Finds the plan that a run executes.

use diesel::sql_types::{Integer, Nullable, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::spelling::Reference;
use uuid::Uuid;

use crate::account::NumberRow;
use crate::error::StoreError;
use crate::locate::{Located, Project};
use crate::pool::Store;
use crate::statement::statement;

statement! {
    FindPlan { project: Integer = i32, number: Nullable<Integer> = Option<i32>, opaque: Nullable<SqlUuid> = Option<Uuid> }
    "select number from test_plans
     where project_id = $1 and deleted_at is null and ($2::int is null or number = $2)
         and ($3::uuid is null or opaque = $3)"
}

impl Store {
    /// The number of a plan of the project.
    pub async fn find_plan(
        &self,
        project: &Located<Project>,
        reference: Reference,
    ) -> Result<Option<i32>, StoreError> {
        let (number, opaque) = match reference {
            Reference::Number(number) => (Some(number), None),
            Reference::Opaque(id) => (None, Some(id.uuid())),
        };
        let mut connection = self.connection().await?;
        let statement = FindPlan {
            project: project.project_id,
            number,
            opaque,
        };
        let rows: Vec<NumberRow> = statement.load(&mut connection).await?;
        Ok(rows.into_iter().next().map(|row| row.number))
    }
}
