//! The account that a server makes sure of when it starts.

use diesel::sql_types::{Binary, SmallInt, Text};
use diesel_async::RunQueryDsl;

use super::secret::{key_digest, made_up_key};
use super::{NumberRow, Scope};
use crate::error::StoreError;
use crate::locks::Lock;
use crate::pool::Store;
use crate::statement::statement;

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
    /// The key, if it was made up; one that was given is known to whoever gave it.
    pub made_up_key: Option<String>,
}

impl std::fmt::Debug for FirstAccount {
    /// Without the key: a debug text may end in a log.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("FirstAccount")
            .field("username", &self.username)
            .finish_non_exhaustive()
    }
}

statement! {
    /// Whether any key exists.
    AnyKey {}
    "select count(*)::int as number from (select 1 from access_keys limit 1) k"
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
         set organization_id = excluded.organization_id, user_id = excluded.user_id, scopes = excluded.scopes,
             project_id = null, revoked_at = null, expires_at = null"
}

impl Store {
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
                Lock::FirstAccount.alone_here(connection).await?;
                let known: Vec<NumberRow> = AnyKey {}.load(connection).await?;
                let first = known.iter().all(|row| row.number == 0);
                let Bootstrap { username, key } = wanted;
                if !first && (username.is_none() || key.is_none()) {
                    return Ok(None);
                }
                let username = username.unwrap_or_else(|| "admin".to_owned());
                let made_up_key = key.is_none().then(|| made_up.clone());
                let key = key.unwrap_or(made_up);
                let statement = EnsureAccount {
                    username: username.clone(),
                    digest: key_digest(&key).to_vec(),
                    scopes: Scope::bits(Scope::ALL),
                };
                statement.execute(connection).await?;
                Ok(first.then_some(FirstAccount {
                    username,
                    made_up_key,
                }))
            })
            .await
    }
}
