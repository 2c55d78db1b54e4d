//! Creates test runs.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use diesel::sql_types::{
    Array, Bool, Bytea, Integer, Jsonb, Nullable, SmallInt, Text, Timestamptz,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::case::RowKey;
use domain::number::ConfigurationNumber;
use domain::outcome::IssueLink;
use domain::run_state::RunState;
use domain::text::Text as ScreenedText;
use serde_json::Value;
use time::OffsetDateTime;

use super::build::join;
use super::hold::hold;
use super::project::LockName;
use super::run_change::{reload, strings};
use super::run_facts::RareFacts;
use crate::account::{NumberRow, Principal};
use crate::error::{Deleted, StoreError};
use crate::locate::{Located, Project, Run};
use crate::pool::Store;
use crate::statement::statement;
use crate::turns::Turn;

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
    /// Linked issues.
    pub issues: Vec<IssueLink>,
    /// What it works towards, in its client's words.
    pub milestone: Option<ScreenedText>,
    /// The rule that its cases were selected by, as its client wrote it; kept to be shown again.
    pub selection: Option<Value>,
    /// The address of who is to carry out its cases, where a row names nobody else.
    pub row_assignee: Option<ScreenedText>,
    /// The rows it is to have from the start. Each case must be one of the project's.
    pub rows: Vec<RowKey>,
    /// The plan it executes.
    pub plan: Option<i32>,
    /// SHA-256 of the token that opens its results to a key without the scope to read.
    pub read_token: Option<[u8; 32]>,
    /// Where it is in its life. One that is over has ended now.
    pub state: RunState,
    /// When its reporter says it began.
    pub started_at: Option<OffsetDateTime>,
    /// What only a run reported as a build has.
    pub build: Option<NewBuild>,
}

impl NewRun {
    /// A run of which nothing but the name is known.
    #[must_use]
    pub fn named(name: ScreenedText) -> Self {
        Self {
            name,
            description: None,
            environment: None,
            assignee: None,
            tags: Vec::new(),
            issues: Vec::new(),
            milestone: None,
            selection: None,
            row_assignee: None,
            rows: Vec::new(),
            plan: None,
            read_token: None,
            state: RunState::New,
            started_at: None,
            build: None,
        }
    }

    /// The turn of whoever makes it. Who makes a run keeps others from making one until it is done; a build that joins
    /// one need not wait for them.
    pub(crate) fn turn(&self, who: &Principal) -> Turn {
        let build = self.build.as_ref();
        if build.is_some_and(|it| it.identifier.is_some()) {
            let mut name = DefaultHasher::new();
            self.name.as_str().hash(&mut name);
            Turn::Build(who.organization, name.finish())
        } else {
            Turn::NewRun(who.organization)
        }
    }
}

/// Which builds of its name a new one joins by its identifier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Joined {
    /// One that runs.
    #[default]
    Running,
    /// One that is finished as well.
    Finished,
}

/// What only a run reported as a build has.
#[derive(Clone, Debug, Default)]
pub struct NewBuild {
    /// Joins the shards of one build: while it runs, a second start with it is the same build.
    pub identifier: Option<ScreenedText>,
    /// A build in which nothing has happened since then is over, so that nothing joins it.
    pub quiet_since: Option<OffsetDateTime>,
    /// Which builds it joins.
    pub joined: Joined,
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
        facts: Nullable<Jsonb> = Option<Value>,
        state: SmallInt = i16,
        is_over: Bool = bool,
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
        finished_too: Bool = bool,
    }
    "select r.number from builds b join runs r on r.project_id = b.project_id and r.number = b.run
     where b.project_id = $1 and r.name = $2 and b.identifier = $3 and r.created_by = $4
         and r.deleted_at is null and ($7 or r.finished_at is null and r.state = any($6))
         and ($5::timestamptz is null or r.updated_at > $5)
     order by r.number desc limit 1"
}

impl Store {
    /// Creates a run. A build whose identifier joins it to a running one is that one.
    pub async fn create_run(
        &self,
        who: &Principal,
        project: &Located<Project>,
        new: NewRun,
    ) -> Result<Located<Run>, StoreError> {
        let mut connection = self
            .connection_in_turn(who.organization, [project.project_turn(), new.turn(who)])
            .await?;
        connection
            .transaction(async |connection| make(connection, who, project, new).await)
            .await
    }
}

/// Creates a run within a transaction.
pub(crate) async fn make(
    connection: &mut AsyncPgConnection,
    who: &Principal,
    project: &Located<Project>,
    new: NewRun,
) -> Result<Located<Run>, StoreError> {
    hold(connection, project.project_id).await?;
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
        join(connection, project.project_id, running, new.tags).await?;
        return reload(connection, who, running).await;
    }
    let made: Vec<NumberRow> = create(who, project, new)?.load(connection).await?;
    let made = made.into_iter().next();
    let number = made.ok_or(StoreError::Deleted(Deleted::Project))?.number;
    reload(connection, who, number).await
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
        finished_too: build.joined == Joined::Finished,
    }
    .load(connection)
    .await?;
    Ok(rows.into_iter().next().map(|row| row.number))
}

fn create(
    who: &Principal,
    project: &Located<Project>,
    new: NewRun,
) -> Result<CreateRun, StoreError> {
    let text = |text: Option<ScreenedText>| text.map(ScreenedText::into_string);
    let mut rows = new.rows;
    rows.sort_unstable();
    rows.dedup();
    let is_build = new.build.is_some();
    let build = new.build.unwrap_or_default();
    Ok(CreateRun {
        organization: project.organization,
        project: project.project_id,
        name: new.name.into_string(),
        description: text(new.description),
        environment: text(new.environment),
        assignee: text(new.assignee),
        tags: strings(new.tags),
        facts: RareFacts::document(&new.issues, new.milestone, new.selection, new.row_assignee)?,
        plan: new.plan,
        read_token: new.read_token.map(Vec::from),
        started_at: new.started_at,
        state: new.state.code(),
        is_over: new.state.is_over(),
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
    })
}
