//! What is logged while a run is carried out.

use std::collections::BTreeSet;

use diesel::sql_types::{Array, Integer, Jsonb, Nullable, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::submission::Refusal;
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use super::lock::lock;
use super::now;
use crate::account::Principal;
use crate::error::StoreError;
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::statement::statement;

/// One line to be logged.
#[derive(Clone, Debug)]
pub struct NewLog {
    /// The attempt that it is about.
    pub attempt: Option<Uuid>,
    /// The hook that it is about.
    pub hook: Option<Uuid>,
    /// What it says. Every text in it has been screened.
    pub entry: Value,
}

statement! {
    /// Those of the attempts and hooks that the run has. By primary keys.
    KnownExecutions {
        project: Integer = i32,
        run: Integer = i32,
        attempts: Array<SqlUuid> = Vec<Uuid>,
        hooks: Array<SqlUuid> = Vec<Uuid>,
    }
    "select id from attempts where project_id = $1 and run = $2 and id = any($3)
     union all
     select id from hooks where project_id = $1 and run = $2 and id = any($4)"
}

statement! {
    /// The run is locked. Places are given in the order of the lines.
    WriteLogs {
        project: Integer = i32,
        run: Integer = i32,
        author: Integer = i32,
        now: Timestamptz = OffsetDateTime,
        attempts: Array<Nullable<SqlUuid>> = Vec<Option<Uuid>>,
        hooks: Array<Nullable<SqlUuid>> = Vec<Option<Uuid>>,
        entries: Array<Jsonb> = Vec<Value>,
    }
    "with touched as (
         update runs set updated_at = $4 where project_id = $1 and number = $2
     )
     insert into run_logs (project_id, run, attempt, hook, author, recorded_at, entry)
     select $1, $2, w.attempt, w.hook, $3, $4, w.entry
     from unnest($5::uuid[], $6::uuid[], $7::jsonb[]) with ordinality as w (attempt, hook, entry, place)
     order by w.place"
}

#[derive(diesel::QueryableByName)]
struct IdRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

impl Store {
    /// Logs all lines, or none if one is about an attempt or hook that the run does not have. A run that is
    /// over takes late ones.
    pub async fn add_logs(
        &self,
        who: &Principal,
        run: &Located<Run>,
        lines: Vec<NewLog>,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let mut connection = self
            .connection_in_turn(run.organization, [run.turn()])
            .await?;
        connection
            .transaction(async |connection| {
                if lock(connection, run).await?.is_none() {
                    return Ok(Err(Refusal::UnknownRun));
                }
                if !are_known(connection, run, &lines).await? {
                    return Ok(Err(Refusal::UnknownAttempt));
                }
                WriteLogs {
                    project: run.project_id,
                    run: run.number.get(),
                    author: who.user.get(),
                    now: now(),
                    attempts: lines.iter().map(|it| it.attempt).collect(),
                    hooks: lines.iter().map(|it| it.hook).collect(),
                    entries: lines.into_iter().map(|it| it.entry).collect(),
                }
                .execute(connection)
                .await?;
                Ok(Ok(()))
            })
            .await
    }
}

async fn are_known(
    connection: &mut AsyncPgConnection,
    run: &Located<Run>,
    lines: &[NewLog],
) -> Result<bool, StoreError> {
    let attempts: BTreeSet<Uuid> = lines.iter().filter_map(|it| it.attempt).collect();
    let hooks: BTreeSet<Uuid> = lines.iter().filter_map(|it| it.hook).collect();
    let named = attempts.len() + hooks.len();
    if named == 0 {
        return Ok(true);
    }
    let known: Vec<IdRow> = KnownExecutions {
        project: run.project_id,
        run: run.number.get(),
        attempts: attempts.into_iter().collect(),
        hooks: hooks.into_iter().collect(),
    }
    .load(connection)
    .await?;
    let known: Vec<Uuid> = known.into_iter().map(|row| row.id).collect();
    Ok(known.len() == named)
}
