//! Access keys, as the operator sees them: everything but the key.

use diesel::sql_types::{
    Binary, Bool, Integer, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::number::ProjectNumber;
use domain::spelling::Reference;
use time::OffsetDateTime;
use uuid::Uuid;

use super::secret::{key_digest, made_up_key};
use super::{NumberRow, Scope, organization, user};
use crate::error::StoreError;
use crate::pool::Store;
use crate::statement::statement;

/// A key to be created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewKey {
    /// The organization's name.
    pub organization: String,
    /// The name of the user it is for.
    pub username: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// The one project that it sees; all if left out.
    pub project: Option<Reference>,
    /// From when on it opens nothing.
    pub expires_at: Option<OffsetDateTime>,
}

/// Why a key was not created. Nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyRefusal {
    /// No organization has this name.
    NoOrganization,
    /// The organization has no user of this name.
    NoUser,
    /// The organization has no such project.
    NoProject,
}

/// A key that was made just now. It is stored nowhere.
#[derive(Clone)]
pub struct MadeKey {
    /// The number to revoke it by.
    pub id: i32,
    /// The key.
    pub key: String,
}

impl std::fmt::Debug for MadeKey {
    /// Without the key: a debug text may end in a log.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("MadeKey")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// A key, without the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The number to revoke it by.
    pub id: i32,
    /// The organization's name.
    pub organization: String,
    /// The name of the user it is for.
    pub username: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// The one project that it sees, if it is bound to one.
    pub project: Option<ProjectNumber>,
    /// When it was created.
    pub created_at: OffsetDateTime,
    /// From when on it opens nothing.
    pub expires_at: Option<OffsetDateTime>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<OffsetDateTime>,
    /// Whether it opens something now.
    pub is_good: bool,
}

statement! {
    FindProject { organization: Integer = i32, number: Nullable<Integer> = Option<i32>, opaque: Nullable<SqlUuid> = Option<Uuid> }
    "select id as number from projects
     where organization_id = $1 and deleted_at is null and (number = $2 or opaque = $3)"
}

statement! {
    CreateKey {
        organization: Integer = i32,
        user: Integer = i32,
        digest: Binary = Vec<u8>,
        scopes: SmallInt = i16,
        project: Nullable<Integer> = Option<i32>,
        expires_at: Nullable<Timestamptz> = Option<OffsetDateTime>,
    }
    "insert into access_keys (organization_id, user_id, digest, scopes, project_id, expires_at)
     values ($1, $2, $3, $4, $5, $6) returning id as number"
}

statement! {
    ListKeys { organization: Nullable<Integer> = Option<i32> }
    "select k.id, o.name as organization, u.username, k.scopes, p.number as project, k.created_at, k.expires_at,
         k.revoked_at, k.revoked_at is null and (k.expires_at is null or k.expires_at > now()) as is_good
     from access_keys k
     join organizations o on o.id = k.organization_id
     join users u on u.id = k.user_id
     left join projects p on p.id = k.project_id
     where $1::int is null or o.id = $1 order by k.id"
}

statement! {
    /// A key that was revoked keeps the time at which it was.
    RevokeKey { id: Integer = i32 }
    "update access_keys set revoked_at = coalesce(revoked_at, now()) where id = $1"
}

#[derive(diesel::QueryableByName)]
struct KeyRow {
    #[diesel(sql_type = Integer)]
    id: i32,
    #[diesel(sql_type = Text)]
    organization: String,
    #[diesel(sql_type = Text)]
    username: String,
    #[diesel(sql_type = SmallInt)]
    scopes: i16,
    #[diesel(sql_type = Nullable<Integer>)]
    project: Option<i32>,
    #[diesel(sql_type = Timestamptz)]
    created_at: OffsetDateTime,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    expires_at: Option<OffsetDateTime>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    revoked_at: Option<OffsetDateTime>,
    #[diesel(sql_type = Bool)]
    is_good: bool,
}

impl KeyRow {
    fn key(self) -> Key {
        Key {
            id: self.id,
            organization: self.organization,
            username: self.username,
            scopes: Scope::held(self.scopes),
            project: self.project.and_then(ProjectNumber::new),
            created_at: self.created_at,
            expires_at: self.expires_at,
            revoked_at: self.revoked_at,
            is_good: self.is_good,
        }
    }
}

impl Store {
    /// Makes a random key. It is good at once.
    pub async fn create_key(&self, new: NewKey) -> Result<Result<MadeKey, KeyRefusal>, StoreError> {
        let mut connection = self.connection().await?;
        let named = resolve(&mut connection, &new).await?;
        let (organization, user, project) = match named {
            Ok(named) => named,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let key = made_up_key()?;
        let statement = CreateKey {
            organization,
            user,
            digest: key_digest(&key).to_vec(),
            scopes: Scope::bits(new.scopes),
            project,
            expires_at: new.expires_at,
        };
        let rows: Vec<NumberRow> = statement.load(&mut connection).await?;
        let made = rows.into_iter().next();
        let id = made
            .ok_or_else(|| StoreError::corrupt("a created key is not there"))?
            .number;
        Ok(Ok(MadeKey { id, key }))
    }

    /// The keys of the organization with this name, or of all, oldest first; revoked and expired ones too.
    /// `None` if there is no such organization.
    pub async fn list_keys(
        &self,
        organization: Option<&str>,
    ) -> Result<Option<Vec<Key>>, StoreError> {
        let mut connection = self.connection().await?;
        let organization = match organization {
            Some(name) => match organization::find(&mut connection, name).await? {
                Some(found) => Some(found),
                None => return Ok(None),
            },
            None => None,
        };
        let rows: Vec<KeyRow> = ListKeys { organization }.load(&mut connection).await?;
        Ok(Some(rows.into_iter().map(KeyRow::key).collect()))
    }

    /// Revokes a key for good; from then on it opens nothing. False if there is no such key.
    pub async fn revoke_key(&self, id: i32) -> Result<bool, StoreError> {
        let mut connection = self.connection().await?;
        let revoked = RevokeKey { id }.execute(&mut connection).await?;
        Ok(revoked == 1)
    }
}

/// The internal ids of organization, user and project.
async fn resolve(
    connection: &mut AsyncPgConnection,
    new: &NewKey,
) -> Result<Result<(i32, i32, Option<i32>), KeyRefusal>, StoreError> {
    let Some(organization) = organization::find(connection, &new.organization).await? else {
        return Ok(Err(KeyRefusal::NoOrganization));
    };
    let Some(user) = user::find(connection, organization, &new.username).await? else {
        return Ok(Err(KeyRefusal::NoUser));
    };
    let Some(reference) = new.project else {
        return Ok(Ok((organization, user, None)));
    };
    let (number, opaque) = match reference {
        Reference::Number(number) => (Some(number), None),
        Reference::Opaque(id) => (None, Some(id.uuid())),
    };
    let statement = FindProject {
        organization,
        number,
        opaque,
    };
    let rows: Vec<NumberRow> = statement.load(connection).await?;
    Ok(match rows.into_iter().next() {
        Some(project) => Ok((organization, user, Some(project.number))),
        None => Err(KeyRefusal::NoProject),
    })
}
