//! Finds cases.

use diesel::sql_types::{Bool, Integer, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::number::CaseNumber;
use domain::opaque::OpaqueId;
use domain::spelling::Reference;
use uuid::Uuid;

use super::{Located, Project};
use crate::error::StoreError;
use crate::pool::Store;
use crate::statement::statement;

/// A test case, in short.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its number.
    pub number: CaseNumber,
    /// Its opaque id.
    pub opaque: OpaqueId,
    /// Its title.
    pub title: String,
    /// Whether it is in the catalogue; a discovered or a deleted one is not.
    pub catalogued: bool,
}

macro_rules! case_query {
    ($condition:literal) => {
        concat!(
            "select number, opaque, title, catalogued from test_cases
             where project_id = $1 and deleted_at is null and ",
            $condition
        )
    };
}

statement! {
    CaseByNumber { project: Integer = i32, number: Integer = i32 }
    case_query!("number = $2")
}

statement! {
    CaseByOpaque { project: Integer = i32, organization: Integer = i32, opaque: SqlUuid = Uuid }
    case_query!("number = (select number from directory
                 where organization_id = $2 and opaque = $3 and kind = 3 and project_id = $1)")
}

#[derive(diesel::QueryableByName)]
struct CaseRow {
    #[diesel(sql_type = Integer)]
    number: i32,
    #[diesel(sql_type = SqlUuid)]
    opaque: Uuid,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Bool)]
    catalogued: bool,
}

impl CaseRow {
    fn into_case(self) -> Result<Case, StoreError> {
        Ok(Case {
            number: CaseNumber::new(self.number)
                .ok_or_else(|| StoreError::corrupt("test_cases.number below 1"))?,
            opaque: OpaqueId::from_uuid(self.opaque),
            title: self.title,
            catalogued: self.catalogued,
        })
    }
}

impl Store {
    /// Finds a case of a project.
    pub async fn locate_case(
        &self,
        project: &Located<Project>,
        reference: Reference,
    ) -> Result<Option<Located<Case>>, StoreError> {
        let (organization, project) = (project.organization, project.project_id);
        let mut connection = self.connection().await?;
        let rows: Vec<CaseRow> = match reference {
            Reference::Number(number) => {
                CaseByNumber { project, number }
                    .load(&mut connection)
                    .await?
            }
            Reference::Opaque(id) => {
                let opaque = id.uuid();
                CaseByOpaque {
                    project,
                    organization,
                    opaque,
                }
                .load(&mut connection)
                .await?
            }
        };
        let case = rows
            .into_iter()
            .next()
            .map(CaseRow::into_case)
            .transpose()?;
        Ok(case.map(|case| Located::new(organization, project, case)))
    }
}
