//! Hooks: executions of code around tests. They belong to a run and have no case, so they are no results.

use diesel::sql_types::{Integer, Jsonb, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::outcome::Outcome;
use domain::submission::Refusal;
use domain::text::Text as ScreenedText;
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use super::facts::Facts;
use super::lock::lock;
use super::now;
use super::result_row::StoredStart;
use super::stored_steps;
use crate::account::{NumberRow, Principal};
use crate::catalogue::ensure_environment;
use crate::error::StoreError;
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::statement::statement;

/// A hook that has begun.
#[derive(Clone, Debug)]
pub struct NewHook {
    /// The reporter's word for when it runs, such as `beforeAll`.
    pub hook_type: ScreenedText,
    /// Its name.
    pub name: ScreenedText,
    /// The attempt that it belongs to. The caller has looked it up in the run.
    pub attempt: Option<Uuid>,
    /// What the start says; what the end leaves out stays.
    pub start: Outcome,
}

statement! {
    /// The run is locked.
    OpenHook {
        project: Integer = i32,
        run: Integer = i32,
        hook_type: Text = String,
        name: Text = String,
        attempt: Nullable<SqlUuid> = Option<Uuid>,
        configuration: Integer = i32,
        author: Integer = i32,
        now: Timestamptz = OffsetDateTime,
        start: Jsonb = Value,
        state: SmallInt = i16,
    }
    "with touched as (
         update runs set state = $10, updated_at = $8 where project_id = $1 and number = $2
     )
     insert into hooks (project_id, run, id, hook_type, name, attempt, configuration, author, created_at, start)
     values ($1, $2, gen_random_uuid(), $3, $4, $5, $6, $7, $8, $9)
     returning id"
}

statement! {
    /// The run is locked. The last end wins. No row if the run has no such hook.
    EndHook {
        project: Integer = i32,
        run: Integer = i32,
        id: SqlUuid = Uuid,
        configuration: Integer = i32,
        author: Integer = i32,
        now: Timestamptz = OffsetDateTime,
        status: SmallInt = i16,
        elapsed_ms: Nullable<Integer> = Option<i32>,
        executed_at: Nullable<Timestamptz> = Option<OffsetDateTime>,
        facts: Jsonb = Value,
        steps: Jsonb = Value,
    }
    "with ended as (
         update hooks set
             configuration = $4, ended_by = $5, ended_at = $6, status = $7, elapsed_ms = $8,
             executed_at = $9, facts = $10, steps = $11
         where project_id = $1 and run = $2 and id = $3
         returning run
     )
     update runs r set updated_at = $6 from ended where r.project_id = $1 and r.number = ended.run
     returning r.number"
}

#[derive(diesel::QueryableByName)]
struct OpenedRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

impl Store {
    /// Records that a hook has begun, and gives its id. A run that is over takes no new ones.
    pub async fn start_hook(
        &self,
        who: &Principal,
        run: &Located<Run>,
        new: NewHook,
    ) -> Result<Result<Uuid, Refusal>, StoreError> {
        let mut connection = self
            .connection_in_turn(run.organization, [run.turn()])
            .await?;
        connection
            .transaction(async |connection| {
                // The run before the organization's counters, as everywhere.
                let state = match lock(connection, run).await? {
                    None => return Ok(Err(Refusal::UnknownRun)),
                    Some(state) if state.is_over() => return Ok(Err(Refusal::RunClosed)),
                    Some(state) => state,
                };
                let environment = &new.start.environment;
                let configuration =
                    ensure_environment(connection, who.organization, environment).await?;
                let start = StoredStart {
                    started_at: new.start.started_at,
                    facts: Facts::of(&new.start),
                };
                let statement = OpenHook {
                    project: run.project_id,
                    run: run.number.get(),
                    hook_type: new.hook_type.into_string(),
                    name: new.name.into_string(),
                    attempt: new.attempt,
                    configuration,
                    author: who.user.get(),
                    now: now(),
                    start: json(&start)?,
                    state: state.after_result().code(),
                };
                let opened: Vec<OpenedRow> = statement.load(connection).await?;
                let opened = opened.into_iter().next();
                let opened =
                    opened.ok_or_else(|| StoreError::corrupt("an opened hook is not there"));
                Ok(Ok(opened?.id))
            })
            .await
    }

    /// Records how a hook ended, over what an earlier end said. A run that is over takes late ends.
    ///
    /// `end` is whole: what the start said is in it.
    pub async fn finish_hook(
        &self,
        who: &Principal,
        run: &Located<Run>,
        id: Uuid,
        end: Outcome,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let mut connection = self
            .connection_in_turn(run.organization, [run.turn()])
            .await?;
        connection
            .transaction(async |connection| {
                if lock(connection, run).await?.is_none() {
                    return Ok(Err(Refusal::UnknownRun));
                }
                let environment = &end.environment;
                let configuration =
                    ensure_environment(connection, who.organization, environment).await?;
                let statement = EndHook {
                    project: run.project_id,
                    run: run.number.get(),
                    id,
                    configuration,
                    author: who.user.get(),
                    now: now(),
                    status: end.status.status.code(),
                    elapsed_ms: end.elapsed_ms,
                    executed_at: end.executed_at,
                    facts: json(&Facts::of(&end))?,
                    steps: stored_steps::of(&end.steps)?,
                };
                let ended: Vec<NumberRow> = statement.load(connection).await?;
                if ended.is_empty() {
                    return Ok(Err(Refusal::UnknownAttempt));
                }
                Ok(Ok(()))
            })
            .await
    }
}

fn json(value: &impl serde::Serialize) -> Result<Value, StoreError> {
    serde_json::to_value(value).map_err(|error| StoreError::Corrupt(error.to_string()))
}
