//! The hooks of a run.

use diesel::sql_types::{Integer, Jsonb, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::number::{ConfigurationNumber, UserNumber};
use domain::outcome::Outcome;
use domain::status::Status;
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::error::StoreError;
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::record::result_row::{read, start};
use crate::record::{facts::Facts, stored_steps};
use crate::statement::statement;

/// A hook.
#[derive(Clone, Debug)]
pub struct Hook {
    /// Its id.
    pub id: Uuid,
    /// The reporter's word for when it runs.
    pub hook_type: String,
    /// Its name.
    pub name: String,
    /// The attempt that it belongs to, if it said so.
    pub attempt: Option<Uuid>,
    /// Where it was executed.
    pub configuration: Option<ConfigurationNumber>,
    /// When it was opened, by the server's clock.
    pub created_at: OffsetDateTime,
    /// What its start said.
    pub start: Outcome,
    /// How it ended, and when that was recorded.
    pub end: Option<(OffsetDateTime, Outcome)>,
}

impl Hook {
    /// All that is known of it by now.
    #[must_use]
    pub fn outcome(&self) -> &Outcome {
        self.end
            .as_ref()
            .map_or(&self.start, |(_, outcome)| outcome)
    }
}

statement! {
    /// By primary key; all of a run by its first two columns.
    HooksOfRun { project: Integer = i32, run: Integer = i32, id: Nullable<SqlUuid> = Option<Uuid> }
    "select id, hook_type, name, attempt, configuration, author, created_at, start, ended_by, ended_at, status,
         elapsed_ms, executed_at, facts, steps
     from hooks
     where project_id = $1 and run = $2 and ($3::uuid is null or id = $3)
     order by created_at, id"
}

#[derive(diesel::QueryableByName)]
struct HookRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    hook_type: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    attempt: Option<Uuid>,
    #[diesel(sql_type = Integer)]
    configuration: i32,
    #[diesel(sql_type = Integer)]
    author: i32,
    #[diesel(sql_type = Timestamptz)]
    created_at: OffsetDateTime,
    #[diesel(sql_type = Jsonb)]
    start: Value,
    #[diesel(sql_type = Nullable<Integer>)]
    ended_by: Option<i32>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    ended_at: Option<OffsetDateTime>,
    #[diesel(sql_type = Nullable<SmallInt>)]
    status: Option<i16>,
    #[diesel(sql_type = Nullable<Integer>)]
    elapsed_ms: Option<i32>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    executed_at: Option<OffsetDateTime>,
    #[diesel(sql_type = Nullable<Jsonb>)]
    facts: Option<Value>,
    #[diesel(sql_type = Nullable<Jsonb>)]
    steps: Option<Value>,
}

impl HookRow {
    fn into_hook(self) -> Result<Hook, StoreError> {
        let start = start(self.start, self.author)?;
        let end = match (self.ended_at, self.status) {
            (Some(ended_at), Some(status)) => {
                let status = Status::from_code(status)
                    .ok_or_else(|| StoreError::corrupt("an unknown status code"))?;
                let author = self.ended_by.and_then(UserNumber::new);
                let author = author.ok_or_else(|| StoreError::corrupt("hooks.ended_by below 1"))?;
                let mut outcome = Outcome {
                    elapsed_ms: self.elapsed_ms,
                    executed_at: self.executed_at,
                    started_at: start.started_at,
                    steps: stored_steps::restore(self.steps.unwrap_or_default())?,
                    ..Outcome::bare(status.into(), author)
                };
                read::<Facts>(self.facts.unwrap_or_default())?.restore(&mut outcome)?;
                Some((ended_at, outcome))
            }
            (_, None) | (None, _) => None,
        };
        Ok(Hook {
            id: self.id,
            hook_type: self.hook_type,
            name: self.name,
            attempt: self.attempt,
            configuration: ConfigurationNumber::new(self.configuration),
            created_at: self.created_at,
            start,
            end,
        })
    }
}

impl Store {
    /// The hooks of a run in the order they were opened; only the one with this id, if one is given.
    pub async fn hooks_of_run(
        &self,
        run: &Located<Run>,
        id: Option<Uuid>,
    ) -> Result<Vec<Hook>, StoreError> {
        let mut connection = self.connection().await?;
        let statement = HooksOfRun {
            project: run.project_id,
            run: run.number.get(),
            id,
        };
        let rows: Vec<HookRow> = statement.load(&mut connection).await?;
        rows.into_iter().map(HookRow::into_hook).collect()
    }
}
