//! From a key to whose it is.

use std::collections::BTreeSet;

use diesel::sql_types::{Array, Binary, Integer, Nullable, SmallInt, Text};
use diesel_async::RunQueryDsl;
use domain::number::UserNumber;
use subtle::ConstantTimeEq;

use super::Principal;
use crate::error::StoreError;
use crate::gather::Work;
use crate::pool::{Connections, Store};
use crate::statement::statement;

statement! {
    /// The keys with these digests that are good now. By the unique key of `access_keys`.
    FindKeys { digests: Array<Binary> = Vec<Vec<u8>> }
    "select k.id, k.digest, k.organization_id, k.scopes, k.project_id, u.id as user_id, u.username, u.email
     from access_keys k join users u on u.id = k.user_id
     where k.digest = any((select $1::bytea[])::bytea[]) and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())"
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

/// Finds keys for whoever asks at the same time. Every look-up begins after all who wait for it have asked, so a key
/// that was revoked opens nothing any more.
pub(crate) struct Keys(pub(crate) Connections);

impl Work for Keys {
    type Lane = ();
    /// A digest.
    type Ask = [u8; 32];
    type Answer = Option<Principal>;

    const MOST: usize = 256;

    fn size(_: &[u8; 32]) -> usize {
        1
    }

    async fn carry_out(
        &self,
        (): (),
        digests: &[[u8; 32]],
    ) -> Result<Vec<Option<Principal>>, StoreError> {
        let wanted: BTreeSet<&[u8; 32]> = digests.iter().collect();
        let statement = FindKeys {
            digests: wanted.into_iter().map(|it| it.to_vec()).collect(),
        };
        let mut connection = self.0.get().await?;
        let found: Vec<KeyRow> = statement.load(&mut connection).await?;
        let own = |digest: &[u8; 32]| {
            let is_own = |row: &&KeyRow| bool::from(row.digest.ct_eq(digest));
            found.iter().find(is_own).map(KeyRow::principal).transpose()
        };
        digests.iter().map(own).collect()
    }
}

impl KeyRow {
    fn principal(&self) -> Result<Principal, StoreError> {
        Ok(Principal {
            key: self.id,
            organization: self.organization_id,
            project: self.project_id,
            user: UserNumber::new(self.user_id)
                .ok_or_else(|| StoreError::corrupt("users.id below 1"))?,
            username: self.username.clone(),
            email: self.email.clone(),
            scopes: self.scopes,
        })
    }
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
        let found = self.gathered.keys.ask((), key_digest).await?;
        Ok(found.filter(|who| username.is_none_or(|given| given == who.username)))
    }
}
