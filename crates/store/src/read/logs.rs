//! What was logged while a run was carried out.

use diesel::sql_types::{BigInt, Integer, Jsonb, Nullable, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::error::StoreError;
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::statement::statement;

/// One line.
#[derive(Clone, Debug, diesel::QueryableByName)]
pub struct LogLine {
    /// Its place among all lines; those of a run have gaps.
    #[diesel(sql_type = BigInt)]
    pub position: i64,
    /// The attempt that it is about.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub attempt: Option<Uuid>,
    /// The hook that it is about.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub hook: Option<Uuid>,
    /// When it was recorded.
    #[diesel(sql_type = Timestamptz)]
    pub recorded_at: OffsetDateTime,
    /// What it says.
    #[diesel(sql_type = Jsonb)]
    pub entry: Value,
}

statement! {
    /// A page of a run's lines, oldest first. By primary key.
    LogPage {
        project: Integer = i32,
        run: Integer = i32,
        after: BigInt = i64,
        take: BigInt = i64,
    }
    "select position, attempt, hook, recorded_at, entry from run_logs
     where project_id = $1 and run = $2 and position > $3
     order by position limit $4"
}

impl Store {
    /// The lines of a run after a place, oldest first, at most `take` of them.
    pub async fn logs_of_run(
        &self,
        run: &Located<Run>,
        after: i64,
        take: u32,
    ) -> Result<Vec<LogLine>, StoreError> {
        let mut connection = self.connection().await?;
        let statement = LogPage {
            project: run.project_id,
            run: run.number.get(),
            after,
            take: take.into(),
        };
        Ok(statement.load(&mut connection).await?)
    }
}
