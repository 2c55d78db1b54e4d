//! Creates and changes test runs.

use diesel::sql_types::{
    Array, Bool, Bytea, Integer, Jsonb, Nullable, SmallInt, Text, Timestamptz,
};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use domain::case::RowKey;
use domain::number::ConfigurationNumber;
use domain::patch::Patch;
use domain::run_state::RunState;
use domain::text::Text as ScreenedText;
use serde_json::Value;
use time::OffsetDateTime;

use super::project::LockName;
use crate::account::{NumberRow, Principal};
use crate::error::StoreError;
use crate::locate::{Located, Project, Run, RunByNumber, RunRow};
use crate::pool::Store;
use crate::statement::statement;

/// A run to be created.
#[derive(Clone, Debug)]
pub struct NewRun {
    /// Its name, of 1 to 1,000 characters.
    pub name: ScreenedText,
    /// What it is about.
    pub description: Option<ScreenedText>,
    /// A label of where it runs.
    pub environment: Option<ScreenedText>,
    /// The address of who is to carry it out.
    pub assignee: Option<ScreenedText>,
    /// Labels.
    pub tags: Vec<ScreenedText>,
    /// The rows it is to have from the start. Each case must be one of the project's.
    pub rows: Vec<RowKey>,
    /// The plan it executes.
    pub plan: Option<i32>,
    /// SHA-256 of the token that opens its results to a key without the scope to read.
    pub read_token: Option<[u8; 32]>,
    /// When its reporter says it began.
    pub started_at: Option<OffsetDateTime>,
    /// What only a run reported as a build has.
    pub build: Option<NewBuild>,
}

/// What only a run reported as a build has.
#[derive(Clone, Debug, Default)]
pub struct NewBuild {
    /// Joins the shards of one build: while it runs, a second start with it is the same build.
    pub identifier: Option<ScreenedText>,
    /// A build in which nothing has happened since then no longer runs, so none is joined to it.
    pub quiet_since: Option<OffsetDateTime>,
    /// The machine.
    pub host_info: Option<Value>,
    /// The CI job.
    pub ci_info: Option<Value>,
    /// The commit.
    pub version_control: Option<Value>,
    /// The test framework.
    pub framework_name: Option<ScreenedText>,
    /// The test framework's version.
    pub framework_version: Option<ScreenedText>,
}

/// A change of a run; what is kept stays as it is.
#[derive(Clone, Debug, Default)]
pub struct RunChange {
    /// The name.
    pub name: Option<ScreenedText>,
    /// The description.
    pub description: Patch<ScreenedText>,
    /// The label of where it runs.
    pub environment: Patch<ScreenedText>,
    /// The state.
    pub state: Option<RunState>,
    /// When it ended; the first time stays.
    pub finished_at: Option<OffsetDateTime>,
}

statement! {
    CreateRun {
        organization: Integer = i32,
        project: Integer = i32,
        name: Text = String,
        description: Nullable<Text> = Option<String>,
        environment: Nullable<Text> = Option<String>,
        assignee: Nullable<Text> = Option<String>,
        tags: Array<Text> = Vec<String>,
        plan: Nullable<Integer> = Option<i32>,
        read_token: Nullable<Bytea> = Option<Vec<u8>>,
        started_at: Nullable<Timestamptz> = Option<OffsetDateTime>,
        user: Integer = i32,
        cases: Array<Integer> = Vec<i32>,
        configurations: Array<Integer> = Vec<i32>,
        is_build: Bool = bool,
        identifier: Nullable<Text> = Option<String>,
        host_info: Nullable<Jsonb> = Option<Value>,
        ci_info: Nullable<Jsonb> = Option<Value>,
        version_control: Nullable<Jsonb> = Option<Value>,
        framework_name: Nullable<Text> = Option<String>,
        framework_version: Nullable<Text> = Option<String>,
    }
    include_str!("run_create.sql")
}

statement! {
    RunningBuild {
        project: Integer = i32,
        name: Text = String,
        identifier: Text = String,
        user: Integer = i32,
        quiet_since: Nullable<Timestamptz> = Option<OffsetDateTime>,
        open: Array<SmallInt> = Vec<i16>,
    }
    "select r.number from builds b join runs r on r.project_id = b.project_id and r.number = b.run
     where b.project_id = $1 and r.name = $2 and b.identifier = $3 and r.created_by = $4
         and r.finished_at is null and r.deleted_at is null and r.state = any($6)
         and ($5::timestamptz is null or r.updated_at > $5)
     order by r.number desc limit 1"
}

statement! {
    ChangeRun {
        project: Integer = i32,
        run: Integer = i32,
        name: Nullable<Text> = Option<String>,
        set_description: Bool = bool,
        description: Nullable<Text> = Option<String>,
        set_environment: Bool = bool,
        environment: Nullable<Text> = Option<String>,
        state: Nullable<SmallInt> = Option<i16>,
        finished_at: Nullable<Timestamptz> = Option<OffsetDateTime>,
    }
    "update runs set
         name = coalesce($3, name),
         description = case when $4 then $5 else description end,
         environment = case when $6 then $7 else environment end,
         state = coalesce($8, state),
         finished_at = coalesce(finished_at, $9),
         updated_at = now()
     where project_id = $1 and number = $2"
}

impl Store {
    /// Creates a run. A build whose identifier joins it to a running one is that one.
    pub async fn create_run(
        &self,
        who: &Principal,
        project: &Located<Project>,
        new: NewRun,
    ) -> Result<Located<Run>, StoreError> {
        let mut connection = self.connection().await?;
        connection
            .transaction(async |connection| {
                if new.build.is_some() {
                    // Builds of one name are numbered, and joined, one at a time.
                    let name = format!("build {} {}", project.project_id, new.name);
                    LockName {
                        organization: who.organization,
                        name,
                    }
                    .execute(connection)
                    .await?;
                }
                if let Some(running) = running_build(connection, who, project, &new).await? {
                    return reload(connection, who, running).await;
                }
                let made: Vec<NumberRow> = create(who, project, new).load(connection).await?;
                let number = made.into_iter().next().map_or(0, |row| row.number);
                reload(connection, who, number).await
            })
            .await
    }

    /// Changes a run.
    pub async fn change_run(
        &self,
        who: &Principal,
        run: &Located<Run>,
        change: RunChange,
    ) -> Result<Located<Run>, StoreError> {
        let RunChange {
            name,
            description,
            environment,
            state,
            finished_at,
        } = change;
        let number = run.number.get();
        let statement = ChangeRun {
            project: run.project_id,
            run: number,
            name: name.map(ScreenedText::into_string),
            set_description: description != Patch::Keep,
            description: description.over(None).map(ScreenedText::into_string),
            set_environment: environment != Patch::Keep,
            environment: environment.over(None).map(ScreenedText::into_string),
            state: state.map(RunState::code),
            finished_at,
        };
        let mut connection = self.connection().await?;
        connection
            .transaction(async |connection| {
                statement.execute(connection).await?;
                reload(connection, who, number).await
            })
            .await
    }
}

async fn running_build(
    connection: &mut AsyncPgConnection,
    who: &Principal,
    project: &Located<Project>,
    new: &NewRun,
) -> Result<Option<i32>, StoreError> {
    let Some(build) = &new.build else {
        return Ok(None);
    };
    let Some(identifier) = &build.identifier else {
        return Ok(None);
    };
    let open = RunState::ALL.into_iter().filter(|it| !it.is_over());
    let rows: Vec<NumberRow> = RunningBuild {
        project: project.project_id,
        name: new.name.as_str().to_owned(),
        identifier: identifier.as_str().to_owned(),
        user: who.user.get(),
        quiet_since: build.quiet_since,
        open: open.map(RunState::code).collect(),
    }
    .load(connection)
    .await?;
    Ok(rows.into_iter().next().map(|row| row.number))
}

async fn reload(
    connection: &mut AsyncPgConnection,
    who: &Principal,
    number: i32,
) -> Result<Located<Run>, StoreError> {
    let (organization, bound) = (who.organization, who.project);
    let rows: Vec<RunRow> = RunByNumber {
        organization,
        bound,
        number,
    }
    .load(connection)
    .await?;
    let row = rows.into_iter().next();
    row.ok_or_else(|| StoreError::corrupt("a written run is not there"))?
        .located(organization)
}

fn create(who: &Principal, project: &Located<Project>, new: NewRun) -> CreateRun {
    let text = |text: Option<ScreenedText>| text.map(ScreenedText::into_string);
    let mut rows = new.rows;
    rows.sort_unstable();
    rows.dedup();
    let is_build = new.build.is_some();
    let build = new.build.unwrap_or_default();
    CreateRun {
        organization: project.organization,
        project: project.project_id,
        name: new.name.into_string(),
        description: text(new.description),
        environment: text(new.environment),
        assignee: text(new.assignee),
        tags: new
            .tags
            .into_iter()
            .map(ScreenedText::into_string)
            .collect(),
        plan: new.plan,
        read_token: new.read_token.map(Vec::from),
        started_at: new.started_at,
        user: who.user.get(),
        cases: rows.iter().map(|key| key.case.get()).collect(),
        configurations: rows
            .iter()
            .map(|key| key.configuration.map_or(0, ConfigurationNumber::get))
            .collect(),
        is_build,
        identifier: text(build.identifier),
        host_info: build.host_info,
        ci_info: build.ci_info,
        version_control: build.version_control,
        framework_name: text(build.framework_name),
        framework_version: text(build.framework_version),
    }
}
