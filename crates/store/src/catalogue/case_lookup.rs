//! Finds cases where their project is not known.

use diesel::sql_types::{Integer, Nullable, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::spelling::Reference;
use uuid::Uuid;

use crate::account::{NumberRow, Principal};
use crate::error::StoreError;
use crate::locate::{Case, Located, Project, ProjectById, ProjectRow};
use crate::pool::Store;
use crate::statement::statement;

statement! {
    /// The internal id of the project that a case's id or number leads to.
    ProjectOfCase {
        organization: Integer = i32,
        bound: Nullable<Integer> = Option<i32>,
        opaque: Nullable<SqlUuid> = Option<Uuid>,
        number: Nullable<Integer> = Option<i32>,
    }
    "select project_id as number from directory
     where organization_id = $1 and kind = 3 and ($2::int is null or project_id = $2)
         and (opaque = $3 or number = $4)"
}

impl Store {
    /// Finds a case, and its project, by the case alone.
    pub async fn locate_case_and_project(
        &self,
        who: &Principal,
        reference: Reference,
    ) -> Result<Option<(Located<Project>, Located<Case>)>, StoreError> {
        let (opaque, number) = match reference {
            Reference::Opaque(id) => (Some(id.uuid()), None),
            Reference::Number(number) => (None, Some(number)),
        };
        let (organization, bound) = (who.organization, who.project);
        let statement = ProjectOfCase {
            organization,
            bound,
            opaque,
            number,
        };
        let project = {
            let mut connection = self.connection().await?;
            let found: Vec<NumberRow> = statement.load(&mut connection).await?;
            let Some(NumberRow { number: id }) = found.into_iter().next() else {
                return Ok(None);
            };
            let bound = Some(id);
            let rows: Vec<ProjectRow> = ProjectById {
                organization,
                bound,
            }
            .load(&mut connection)
            .await?;
            rows.into_iter()
                .next()
                .map(|row| row.located(organization))
                .transpose()?
        };
        let Some(project) = project else {
            return Ok(None);
        };
        let case = self.locate_case(&project, reference).await?;
        Ok(case.map(|case| (project, case)))
    }
}
