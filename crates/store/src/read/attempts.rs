//! The attempts of a run.

use diesel::sql_types::{Integer, Jsonb, Nullable, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::case::RowKey;
use domain::number::Seq;
use domain::outcome::Outcome;
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::error::StoreError;
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::record::result_row::{row_key, start};
use crate::statement::statement;

/// An attempt.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// Its id.
    pub id: Uuid,
    /// The row it belongs to.
    pub key: RowKey,
    /// The place of its result, once it has ended.
    pub seq: Option<Seq>,
    /// When it was opened, by the server's clock.
    pub created_at: OffsetDateTime,
    /// What its start said.
    pub start: Outcome,
}

statement! {
    AttemptsOfRun { project: Integer = i32, run: Integer = i32, id: Nullable<SqlUuid> = Option<Uuid> }
    "select id, case_no, configuration, seq, author, created_at, start from attempts
     where project_id = $1 and run = $2 and ($3::uuid is null or id = $3)
     order by created_at, id"
}

#[derive(diesel::QueryableByName)]
struct AttemptRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Integer)]
    case_no: i32,
    #[diesel(sql_type = Integer)]
    configuration: i32,
    #[diesel(sql_type = Nullable<Integer>)]
    seq: Option<i32>,
    #[diesel(sql_type = Integer)]
    author: i32,
    #[diesel(sql_type = Timestamptz)]
    created_at: OffsetDateTime,
    #[diesel(sql_type = Jsonb)]
    start: Value,
}

impl Store {
    /// The attempts of a run in the order they were opened; only the one with this id, if one is given.
    pub async fn attempts_of_run(
        &self,
        run: &Located<Run>,
        id: Option<Uuid>,
    ) -> Result<Vec<Attempt>, StoreError> {
        let mut connection = self.connection().await?;
        let statement = AttemptsOfRun {
            project: run.project_id,
            run: run.number.get(),
            id,
        };
        let rows: Vec<AttemptRow> = statement.load(&mut connection).await?;
        rows.into_iter()
            .map(|row| {
                Ok(Attempt {
                    id: row.id,
                    key: row_key(row.case_no, row.configuration)?,
                    seq: row.seq.and_then(Seq::new),
                    created_at: row.created_at,
                    start: start(row.start, row.author)?,
                })
            })
            .collect()
    }
}
