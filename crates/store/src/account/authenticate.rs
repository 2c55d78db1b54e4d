//! From a key to whose it is.

use diesel::sql_types::{Binary, Integer, Nullable, SmallInt, Text};
use diesel_async::RunQueryDsl;
use domain::number::UserNumber;
use subtle::ConstantTimeEq;

use super::Principal;
use crate::error::StoreError;
use crate::pool::Store;
use crate::statement::statement;

statement! {
    /// The key with this digest, if it is good now.
    FindKey { digest: Binary = Vec<u8> }
    "select k.id, k.digest, k.organization_id, k.scopes, k.project_id, u.id as user_id, u.username, u.email
     from access_keys k join users u on u.id = k.user_id
     where k.digest = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())"
}

#[derive(diesel::QueryableByName)]
struct KeyRow {
    #[diesel(sql_type = Integer)]
    id: i32,
    #[diesel(sql_type = Binary)]
    digest: Vec<u8>,
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

impl Store {
    /// Who the key with this digest belongs to; `None` for an unknown, revoked or expired key, and
    /// for one that is not this user's.
    ///
    /// The index finds the digest, and its time tells at most how much of a digest is there: nobody can choose
    /// the bytes of a digest, or find a key from some of them. What it found is compared in constant time.
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
        if !bool::from(row.digest.ct_eq(&key_digest)) {
            return Ok(None);
        }
        if username.is_some_and(|given| given != row.username) {
            return Ok(None);
        }
        Ok(Some(Principal {
            key: row.id,
            organization: row.organization_id,
            project: row.project_id,
            user: UserNumber::new(row.user_id)
                .ok_or_else(|| StoreError::corrupt("users.id below 1"))?,
            username: row.username,
            email: row.email,
            scopes: row.scopes,
        }))
    }
}
