//! From one id of a result to the others.

use diesel::sql_types::{Integer, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::number::Seq;
use uuid::Uuid;

use super::results::ResultEntry;
use crate::account::NumberRow;
use crate::error::StoreError;
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::statement::statement;

statement! {
    /// The place of the result that a step row belongs to. By primary key.
    ResultOfStep { project: Integer = i32, run: Integer = i32, seq: Integer = i32 }
    "select result_seq as number from step_results where project_id = $1 and run = $2 and seq = $3"
}

statement! {
    /// The attempt that a result is the end of. By `attempts_seq`.
    AttemptAt { project: Integer = i32, run: Integer = i32, seq: Integer = i32 }
    "select id from attempts where project_id = $1 and run = $2 and seq = $3"
}

#[derive(diesel::QueryableByName)]
struct IdRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

impl Store {
    /// The result at a place of a run, with its steps; at the place of a step row, the result it is
    /// part of.
    pub async fn result_around(
        &self,
        run: &Located<Run>,
        seq: Seq,
    ) -> Result<Option<ResultEntry>, StoreError> {
        if let Some(entry) = self.result_at(run, seq).await? {
            return Ok(Some(entry));
        }
        let rows: Vec<NumberRow> = {
            let mut connection = self.connection().await?;
            let statement = ResultOfStep {
                project: run.project_id,
                run: run.number.get(),
                seq: seq.get(),
            };
            statement.load(&mut connection).await?
        };
        match rows.into_iter().next().and_then(|row| Seq::new(row.number)) {
            Some(result) => self.result_at(run, result).await,
            None => Ok(None),
        }
    }

    /// The id of the attempt whose end is at this place, if the result there was an attempt.
    pub async fn attempt_at(
        &self,
        run: &Located<Run>,
        seq: Seq,
    ) -> Result<Option<Uuid>, StoreError> {
        let mut connection = self.connection().await?;
        let statement = AttemptAt {
            project: run.project_id,
            run: run.number.get(),
            seq: seq.get(),
        };
        let rows: Vec<IdRow> = statement.load(&mut connection).await?;
        Ok(rows.into_iter().next().map(|row| row.id))
    }
}
