//! Organizations, users and access keys.

use diesel::sql_types::{Binary, Integer, Nullable, SmallInt, Text};
use diesel_async::{AsyncConnection, RunQueryDsl};
use domain::number::UserNumber;
use sha2::{Digest, Sha256};

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

    /// Whether the key sees only one project; it may not change what belongs to the organization.
    #[must_use]
    pub const fn is_bound(&self) -> bool {
        self.project.is_some()
    }
}

/// The account a server makes sure of at start.
#[derive(Clone)]
pub struct Bootstrap {
    /// The user's name; made up if left out.
    pub username: Option<String>,
    /// The key; made up if left out.
    pub key: Option<String>,
}

/// An account that was made just now. Its key is stored nowhere.
#[derive(Clone)]
pub struct FirstAccount {
    /// The user's name.
    pub username: String,
    /// The key.
    pub key: String,
}

impl std::fmt::Debug for FirstAccount {
    /// Without the key: a debug text may end in a log.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("FirstAccount")
            .field("username", &self.username)
            .finish_non_exhaustive()
    }
}

/// What is stored of a key.
#[must_use]
pub fn key_digest(key: &str) -> [u8; 32] {
    Sha256::digest(key.as_bytes()).into()
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
    #[diesel(sql_type = Nullable<Integer>)]
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
    /// Two servers that start at once look for an account one after the other.
    BootstrapLock {}
    "select pg_advisory_xact_lock(7310468812)"
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
        let rows: Vec<KeyRow> = FindKey {
            digest: key_digest.to_vec(),
        }
        .load(&mut connection)
        .await?;
        let Some(row) = rows.into_iter().next() else {
            return Ok(None);
        };
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

    /// Makes sure that there is an account.
    ///
    /// With both name and key given, that user exists afterwards with all scopes and that key opens it.
    /// Otherwise a database without any key gets an account, and only then is one made up. Answers
    /// with the account if it is the database's first.
    pub async fn bootstrap(&self, wanted: Bootstrap) -> Result<Option<FirstAccount>, StoreError> {
        let made_up = made_up_key()?;
        let mut connection = self.connection().await?;
        connection
            .transaction(async |connection| {
                BootstrapLock {}.execute(connection).await?;
                let known: Vec<NumberRow> = AnyKey {}.load(connection).await?;
                let first = known.iter().all(|row| row.number == 0);
                let Bootstrap { username, key } = wanted;
                if !first && (username.is_none() || key.is_none()) {
                    return Ok(None);
                }
                let username = username.unwrap_or_else(|| "admin".to_owned());
                let key = key.unwrap_or(made_up);
                let statement = EnsureAccount {
                    username: username.clone(),
                    digest: key_digest(&key).to_vec(),
                    scopes: Scope::ALL.into_iter().map(Scope::bit).sum(),
                };
                statement.execute(connection).await?;
                Ok(first.then_some(FirstAccount { username, key }))
            })
            .await
    }

    /// Whether the database answers and has every migration of this program.
    pub async fn is_ready(&self) -> Result<(), StoreError> {
        let mut connection = self.connection().await?;
        let _: Vec<NumberRow> = AnyKey {}.load(&mut connection).await?;
        Ok(())
    }
}

/// 32 random bytes in hexadecimal: no colon, nothing a shell needs quotes for.
fn made_up_key() -> Result<String, StoreError> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::Unavailable(error.into()))?;
    let digit = |value: u8| char::from_digit(u32::from(value), 16);
    let digits = bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
    Ok(digits.flatten().collect())
}
