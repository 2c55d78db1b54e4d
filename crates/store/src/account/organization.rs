//! Organizations, as the operator of the server sees them: all of them.

use diesel::sql_types::{Integer, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::text::Text as ScreenedText;
use time::OffsetDateTime;

use super::NumberRow;
use crate::error::StoreError;
use crate::pool::Store;
use crate::statement::statement;

/// One organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationEntry {
    /// Its name, unique on the server.
    pub name: String,
    /// How many users it has.
    pub users: i32,
    /// When it was created.
    pub created_at: OffsetDateTime,
}

statement! {
    CreateOrganization { name: Text = String }
    "insert into organizations (name) values ($1) on conflict (name) do nothing"
}

statement! {
    FindOrganization { name: Text = String }
    "select id as number from organizations where name = $1"
}

statement! {
    ListOrganizations {}
    "select o.name, o.created_at, count(u.id)::int as users
     from organizations o left join users u on u.organization_id = o.id
     group by o.id order by o.name"
}

#[derive(diesel::QueryableByName)]
struct OrganizationRow {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Integer)]
    users: i32,
    #[diesel(sql_type = Timestamptz)]
    created_at: OffsetDateTime,
}

/// The internal id of the organization with this name.
pub(super) async fn find(
    connection: &mut AsyncPgConnection,
    name: &str,
) -> Result<Option<i32>, StoreError> {
    let name = name.to_owned();
    let rows: Vec<NumberRow> = FindOrganization { name }.load(connection).await?;
    Ok(rows.into_iter().next().map(|row| row.number))
}

impl Store {
    /// Creates an organization; false if there is one of this name already.
    pub async fn create_organization(&self, name: ScreenedText) -> Result<bool, StoreError> {
        let name = name.into_string();
        let mut connection = self.connection().await?;
        let made = CreateOrganization { name }.execute(&mut connection).await?;
        Ok(made == 1)
    }

    /// All organizations, by name.
    pub async fn list_organizations(&self) -> Result<Vec<OrganizationEntry>, StoreError> {
        let mut connection = self.connection().await?;
        let rows: Vec<OrganizationRow> = ListOrganizations {}.load(&mut connection).await?;
        let entry = |row: OrganizationRow| OrganizationEntry {
            name: row.name,
            users: row.users,
            created_at: row.created_at,
        };
        Ok(rows.into_iter().map(entry).collect())
    }
}
