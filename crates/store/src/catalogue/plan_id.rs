//! Whether a plan may take the id its caller picked.

use diesel::sql_types::{Integer, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::account::NumberRow;
use crate::error::StoreError;
use crate::locate::{Located, Project};
use crate::pool::Store;
use crate::statement::statement;

statement! {
    /// A row if the id names anything but a plan of the project.
    TakenId { organization: Integer = i32, project: Integer = i32, id: SqlUuid = Uuid }
    "select number from directory
     where organization_id = $1 and opaque = $3 and not (project_id = $2 and kind = 7)"
}

impl Store {
    /// Whether the id is free, or names a plan of this project. [`Store::put_plan`] decides; this is
    /// for not preparing a plan that it will refuse.
    pub async fn may_put_plan(
        &self,
        project: &Located<Project>,
        id: Uuid,
    ) -> Result<bool, StoreError> {
        let mut connection = self.connection().await?;
        let statement = TakenId {
            organization: project.organization,
            project: project.project_id,
            id,
        };
        let taken: Vec<NumberRow> = statement.load(&mut connection).await?;
        Ok(taken.is_empty())
    }
}
