//! Users of an organization, as the operator sees them.

use diesel::sql_types::{Integer, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use time::OffsetDateTime;

use super::{NumberRow, organization};
use crate::error::StoreError;
use crate::pool::Store;
use crate::statement::statement;

/// A user to be created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUser {
    /// The organization's name.
    pub organization: String,
    /// The user's name, unique in the organization: 1 to 255 characters, no colon, no blank.
    pub username: String,
    /// The user's address, at most 255 characters: shown where a vendor shows who did something.
    pub email: String,
}

/// Why a user was not created. Nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserRefusal {
    /// No organization has this name.
    NoOrganization,
    /// The organization has a user of this name.
    NameTaken,
}

/// A user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The organization's name.
    pub organization: String,
    /// The user's name.
    pub username: String,
    /// The user's address.
    pub email: String,
    /// When the user was created.
    pub created_at: OffsetDateTime,
}

statement! {
    CreateUser { organization: Integer = i32, username: Text = String, email: Text = String }
    "insert into users (organization_id, username, email) values ($1, $2, $3)
     on conflict (organization_id, username) do nothing"
}

statement! {
    FindUser { organization: Integer = i32, username: Text = String }
    "select id as number from users where organization_id = $1 and username = $2"
}

statement! {
    ListUsers { organization: Nullable<Integer> = Option<i32> }
    "select o.name as organization, u.username, u.email, u.created_at
     from users u join organizations o on o.id = u.organization_id
     where $1::int is null or o.id = $1 order by o.name, u.username"
}

#[derive(diesel::QueryableByName)]
struct UserRow {
    #[diesel(sql_type = Text)]
    organization: String,
    #[diesel(sql_type = Text)]
    username: String,
    #[diesel(sql_type = Text)]
    email: String,
    #[diesel(sql_type = Timestamptz)]
    created_at: OffsetDateTime,
}

/// The internal id of the user with this name.
pub(super) async fn find(
    connection: &mut AsyncPgConnection,
    organization: i32,
    username: &str,
) -> Result<Option<i32>, StoreError> {
    let username = username.to_owned();
    let statement = FindUser {
        organization,
        username,
    };
    let rows: Vec<NumberRow> = statement.load(connection).await?;
    Ok(rows.into_iter().next().map(|row| row.number))
}

impl Store {
    /// Creates a user, who can do nothing before there is a key.
    pub async fn create_user(&self, new: NewUser) -> Result<Result<(), UserRefusal>, StoreError> {
        let NewUser {
            organization,
            username,
            email,
        } = new;
        let mut connection = self.connection().await?;
        let Some(organization) = organization::find(&mut connection, &organization).await? else {
            return Ok(Err(UserRefusal::NoOrganization));
        };
        let statement = CreateUser {
            organization,
            username,
            email,
        };
        let made = statement.execute(&mut connection).await?;
        Ok(if made == 1 {
            Ok(())
        } else {
            Err(UserRefusal::NameTaken)
        })
    }

    /// The users of the organization with this name, or of all. `None` if there is no such organization.
    pub async fn list_users(
        &self,
        organization: Option<&str>,
    ) -> Result<Option<Vec<User>>, StoreError> {
        let mut connection = self.connection().await?;
        let organization = match organization {
            Some(name) => match organization::find(&mut connection, name).await? {
                Some(found) => Some(found),
                None => return Ok(None),
            },
            None => None,
        };
        let rows: Vec<UserRow> = ListUsers { organization }.load(&mut connection).await?;
        let user = |row: UserRow| User {
            organization: row.organization,
            username: row.username,
            email: row.email,
            created_at: row.created_at,
        };
        Ok(Some(rows.into_iter().map(user).collect()))
    }
}
