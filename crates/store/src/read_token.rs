//! Finds a run for a key that may not read, but brings the run's own token.

use diesel::sql_types::{Binary, Integer, Nullable};
use diesel_async::RunQueryDsl;
use domain::spelling::Reference;
use subtle::ConstantTimeEq;

use crate::account::Principal;
use crate::error::StoreError;
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::statement::statement;

statement! {
    ReadToken { project: Integer = i32, run: Integer = i32 }
    "select read_token from runs where project_id = $1 and number = $2"
}

#[derive(diesel::QueryableByName)]
struct TokenRow {
    #[diesel(sql_type = Nullable<Binary>)]
    read_token: Option<Vec<u8>>,
}

impl Store {
    /// The run, if it was created with the token of this SHA-256 digest. An unknown run, a run without
    /// a token and a wrong token all give `None`. Digests are compared in constant time.
    pub async fn locate_run_by_token(
        &self,
        who: &Principal,
        reference: Reference,
        digest: [u8; 32],
    ) -> Result<Option<Located<Run>>, StoreError> {
        let Some(run) = self.locate_run(who, reference).await? else {
            return Ok(None);
        };
        let mut connection = self.connection().await?;
        let statement = ReadToken {
            project: run.project_id,
            run: run.number.get(),
        };
        let rows: Vec<TokenRow> = statement.load(&mut connection).await?;
        let stored = rows.into_iter().find_map(|row| row.read_token);
        let opens = stored.is_some_and(|stored| bool::from(stored.ct_eq(&digest)));
        Ok(opens.then_some(run))
    }
}
