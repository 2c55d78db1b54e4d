//! Opens an attempt: an execution that has begun and will be ended under an id of its own.

use diesel::sql_types::{Bool, Integer, Jsonb, SmallInt, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::identity::Identity;
use domain::outcome::Outcome;
use domain::run_state::RunState;
use domain::submission::Refusal;
use domain::text::Text as ScreenedText;
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use super::facts::Facts;
use super::lock::lock;
use super::now;
use super::result_row::StoredStart;
use crate::account::{NumberRow, Principal};
use crate::catalogue::ensure_environment;
use crate::error::StoreError;
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::statement::statement;

/// An attempt to be opened.
#[derive(Clone, Debug)]
pub struct NewAttempt {
    /// The name of the test: the title of the case, if it is discovered now.
    pub name: ScreenedText,
    /// The identity under which the case is found again.
    pub identity: Identity,
    /// What the start says; what the end leaves out stays.
    pub start: Outcome,
}

statement! {
    FindDiscovered { project: Integer = i32, key: Text = String }
    "select k.case_no as number from case_keys k
     cross join lateral (
         select 1 from test_cases c
         where c.project_id = k.project_id and c.number = k.case_no and c.deleted_at is null limit 1
     ) c
     where k.project_id = $1 and k.kind = 1 and k.key = $2"
}

statement! {
    /// Makes the case that an identity stands for; no row if somebody else just did. The identity of a case
    /// that was deleted is free.
    Discover {
        organization: Integer = i32,
        project: Integer = i32,
        key: Text = String,
        title: Text = String,
        user: Integer = i32,
    }
    "with numbered as (
         insert into organization_counters (organization_id, kind, last) values ($1, 3, 1)
         on conflict (organization_id, kind) do update set last = organization_counters.last + 1
         returning last
     ), named as (
         insert into case_keys (project_id, kind, key, case_no) select $2, 1, $3, last from numbered
         on conflict (project_id, kind, key) do update set case_no = excluded.case_no
         where exists (
             select 1 from test_cases c
             where c.project_id = case_keys.project_id and c.number = case_keys.case_no
                 and c.deleted_at is not null
         )
         returning case_no
     ), made as (
         insert into test_cases (project_id, number, opaque, title, automation, catalogued, created_by)
         select $2, case_no, gen_random_uuid(), $4, 'automated', false, $5 from named
         returning number, opaque
     ), listed as (
         insert into directory (organization_id, opaque, kind, project_id, number)
         select $1, opaque, 3, $2, number from made
     )
     select number from made"
}

statement! {
    /// Opens the attempt under the run's lock. A row that stands already keeps its status, one that is
    /// only planned begins to be in progress, and one that is new does so too.
    OpenAttempt {
        project: Integer = i32,
        run: Integer = i32,
        case_no: Integer = i32,
        configuration: Integer = i32,
        author: Integer = i32,
        now: Timestamptz = OffsetDateTime,
        start: Jsonb = Value,
        was_planned: Bool = bool,
        shows_result: Bool = bool,
        was_open: Bool = bool,
        state: SmallInt = i16,
    }
    include_str!("open_attempt.sql")
}

statement! {
    RowStanding {
        project: Integer = i32,
        run: Integer = i32,
        case_no: Integer = i32,
        configuration: Integer = i32,
    }
    "select
         exists (select 1 from planned_cases p where p.project_id = $1 and p.run = $2
             and p.case_no = $3 and p.configuration = $4) as planned,
         exists (select 1 from run_cases r where r.project_id = $1 and r.run = $2
             and r.case_no = $3 and r.configuration = $4) as shown,
         exists (select 1 from attempts a where a.project_id = $1 and a.run = $2
             and a.case_no = $3 and a.configuration = $4 and a.seq is null) as open"
}

#[derive(diesel::QueryableByName)]
struct StandingRow {
    #[diesel(sql_type = Bool)]
    planned: bool,
    #[diesel(sql_type = Bool)]
    shown: bool,
    #[diesel(sql_type = Bool)]
    open: bool,
}

#[derive(diesel::QueryableByName)]
struct OpenedRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

impl Store {
    /// Opens an attempt and gives its id. A run that is over takes no new ones.
    pub async fn start_attempt(
        &self,
        who: &Principal,
        run: &Located<Run>,
        new: NewAttempt,
    ) -> Result<Result<Uuid, Refusal>, StoreError> {
        let mut connection = self
            .connection_in_turn(run.organization, [run.turn()])
            .await?;
        connection
            .transaction(async |connection| {
                // The run before the organization's counters, in the order in which results are
                // recorded: the other way round, a start and a finish could wait for each other.
                let state = match lock(connection, run).await? {
                    None => return Ok(Err(Refusal::UnknownRun)),
                    Some(state) if state.is_over() => return Ok(Err(Refusal::RunClosed)),
                    Some(state) => state,
                };
                let environment = &new.start.environment;
                let configuration =
                    ensure_environment(connection, who.organization, environment).await?;
                let case_no = discover(connection, who, run, &new).await?;
                let place = (case_no, configuration);
                let opened = open(connection, who, run, state, &new.start, place).await?;
                Ok(Ok(opened))
            })
            .await
    }
}

async fn discover(
    connection: &mut AsyncPgConnection,
    who: &Principal,
    run: &Located<Run>,
    new: &NewAttempt,
) -> Result<i32, StoreError> {
    let (project, key) = (run.project_id, new.identity.uuid().to_string());
    let find = || FindDiscovered {
        project,
        key: key.clone(),
    };
    let found: Vec<NumberRow> = find().load(connection).await?;
    if let Some(row) = found.into_iter().next() {
        return Ok(row.number);
    }
    let made: Vec<NumberRow> = Discover {
        organization: who.organization,
        project,
        key: key.clone(),
        title: new.name.as_str().to_owned(),
        user: who.user.get(),
    }
    .load(connection)
    .await?;
    if let Some(row) = made.into_iter().next() {
        return Ok(row.number);
    }
    let found: Vec<NumberRow> = find().load(connection).await?;
    let row = found.into_iter().next();
    Ok(row
        .ok_or_else(|| StoreError::corrupt("a discovered case is not there"))?
        .number)
}

async fn open(
    connection: &mut AsyncPgConnection,
    who: &Principal,
    run: &Located<Run>,
    state: RunState,
    start: &Outcome,
    (case_no, configuration): (i32, i32),
) -> Result<Uuid, StoreError> {
    let (project, number) = (run.project_id, run.number.get());
    let standing: Vec<StandingRow> = RowStanding {
        project,
        run: number,
        case_no,
        configuration,
    }
    .load(connection)
    .await?;
    let standing = standing.into_iter().next();
    let standing = standing.unwrap_or(StandingRow {
        planned: false,
        shown: false,
        open: false,
    });
    let stored = StoredStart {
        started_at: start.started_at,
        facts: Facts::of(start),
    };
    let opened: Vec<OpenedRow> = OpenAttempt {
        project,
        run: number,
        case_no,
        configuration,
        author: who.user.get(),
        now: now(),
        start: serde_json::to_value(stored).map_err(|it| StoreError::Corrupt(it.to_string()))?,
        was_planned: standing.planned,
        shows_result: standing.shown,
        was_open: standing.open,
        state: state.after_result().code(),
    }
    .load(connection)
    .await?;
    let opened = opened.into_iter().next();
    Ok(opened
        .ok_or_else(|| StoreError::corrupt("an opened attempt is not there"))?
        .id)
}
