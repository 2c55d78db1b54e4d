//! Organizations, users and access keys.

use diesel::sql_types::{Binary, Integer, SmallInt, Text};
use diesel_async::{AsyncConnection, RunQueryDsl};
use domain::number::UserNumber;

use crate::error::StoreError;
use crate::pool::Store;
use crate::statement::statement;

/// What an access key may do; none implies another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Read anything.
    Read,
    /// Create and change anything but accounts.
    Write,
    /// Start a plan or test.
    Execute,
    /// Change accounts.
    Admin,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 4] = [Self::Read, Self::Write, Self::Execute, Self::Admin];

    const fn bit(self) -> i16 {
        match self {
            Self::Read => 1,
            Self::Write => 2,
            Self::Execute => 4,
            Self::Admin => 8,
        }
    }
}

/// Who a key belongs to and what it may do. Only [`Store::authenticate`] makes one.
#[derive(Clone, Debug)]
pub struct Principal {
    pub(crate) organization: i32,
    pub(crate) project: Option<i32>,
    /// The user.
    pub user: UserNumber,
    /// The user's name, as in `username:key`.
    pub username: String,
    /// The user's address, shown where a vendor shows who did something.
    pub email: String,
    scopes: i16,
}

impl Principal {
    /// Whether the key has the scope.
    #[must_use]
    pub const fn may(&self, scope: Scope) -> bool {
        self.scopes & scope.bit() != 0
    }
}

/// The account a server makes sure of at start.
#[derive(Clone, Debug)]
pub struct Bootstrap {
    /// The user's name.
    pub username: String,
    /// SHA-256 of the key.
    pub key_digest: [u8; 32],
}

statement! {
    /// The key with this digest, if it is good now.
    FindKey { digest: Binary = Vec<u8> }
    "select k.organization_id, k.scopes, k.project_id, u.id as user_id, u.username, u.email
     from access_keys k join users u on u.id = k.user_id
     where k.digest = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())"
}

#[derive(diesel::QueryableByName)]
struct KeyRow {
    #[diesel(sql_type = Integer)]
    organization_id: i32,
    #[diesel(sql_type = SmallInt)]
    scopes: i16,
    #[diesel(sql_type = diesel::sql_types::Nullable<Integer>)]
    project_id: Option<i32>,
    #[diesel(sql_type = Integer)]
    user_id: i32,
    #[diesel(sql_type = Text)]
    username: String,
    #[diesel(sql_type = Text)]
    email: String,
}

statement! {
    /// Whether any key exists.
    AnyKey {}
    "select count(*)::int as number from (select 1 from access_keys limit 1) k"
}

#[derive(diesel::QueryableByName)]
pub(crate) struct NumberRow {
    #[diesel(sql_type = Integer)]
    pub(crate) number: i32,
}

statement! {
    /// Makes sure of the organization, the user and the key; two servers may do so at once.
    EnsureAccount { username: Text = String, digest: Binary = Vec<u8>, scopes: SmallInt = i16 }
    "with made as (
         insert into organizations (name) values ('default')
         on conflict (name) do update set name = excluded.name returning id
     ), person as (
         insert into users (organization_id, username, email)
         select id, $1, $1 || '@localhost' from made
         on conflict (organization_id, username) do update set email = users.email
         returning id, organization_id
     )
     insert into access_keys (organization_id, user_id, digest, scopes)
     select organization_id, id, $2, $3 from person
     on conflict (digest) do update
         set user_id = excluded.user_id, scopes = excluded.scopes, revoked_at = null, expires_at = null"
}

impl Store {
    /// Who the key with this digest belongs to; `None` for an unknown, revoked or expired key, and
    /// for one that is not this user's.
    pub async fn authenticate(
        &self,
        username: Option<&str>,
        key_digest: [u8; 32],
    ) -> Result<Option<Principal>, StoreError> {
        let mut connection = self.connection().await?;
        let rows: Vec<KeyRow> =
            FindKey { digest: key_digest.to_vec() }.load(&mut connection).await?;
        let Some(row) = rows.into_iter().next() else { return Ok(None) };
        if username.is_some_and(|given| given != row.username) {
            return Ok(None);
        }
        Ok(Some(Principal {
            organization: row.organization_id,
            project: row.project_id,
            user: UserNumber::new(row.user_id)
                .ok_or_else(|| StoreError::corrupt("users.id below 1"))?,
            username: row.username,
            email: row.email,
            scopes: row.scopes,
        }))
    }

    /// Whether the database has any key, so that a start need not make one.
    pub async fn has_account(&self) -> Result<bool, StoreError> {
        let mut connection = self.connection().await?;
        let rows: Vec<NumberRow> = AnyKey {}.load(&mut connection).await?;
        Ok(rows.iter().any(|row| row.number > 0))
    }

    /// Makes sure that the user exists and that the key opens it with all scopes.
    pub async fn ensure_account(&self, account: Bootstrap) -> Result<(), StoreError> {
        let mut connection = self.connection().await?;
        let statement = EnsureAccount {
            username: account.username,
            digest: account.key_digest.to_vec(),
            scopes: Scope::ALL.into_iter().map(Scope::bit).sum(),
        };
        connection.transaction(async |connection| statement.execute(connection).await).await?;
        Ok(())
    }

    /// Whether the database answers and has every migration of this program.
    pub async fn is_ready(&self) -> Result<(), StoreError> {
        self.has_account().await.map(|_| ())
    }
}
