//! Finds runs.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use diesel::prelude::QueryableByName;
use diesel::sql_types::{
    Array, Integer, Jsonb, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::counts::Counts;
use domain::number::{ProjectNumber, RunNumber, UserNumber};
use domain::opaque::OpaqueId;
use domain::outcome::IssueLink;
use domain::run_state::RunState;
use domain::seal::Seal;
use domain::spelling::Reference;
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use super::together::View;
use super::{Located, Project};
use crate::account::Principal;
use crate::catalogue::run_facts::{RareFacts, Said};
use crate::error::StoreError;
use crate::pool::Store;
use crate::seal::SealRow;
use crate::statement::statement;

/// A test run, as it is at this moment.
#[derive(Clone, Debug)]
pub struct Run {
    /// Its number.
    pub number: RunNumber,
    /// Its opaque id.
    pub opaque: OpaqueId,
    /// Its project's number.
    pub project: ProjectNumber,
    /// Its project's opaque id.
    pub project_opaque: OpaqueId,
    /// Its project's name.
    pub project_name: String,
    /// Its name.
    pub name: String,
    /// What it is about.
    pub description: Option<String>,
    /// A label of where it runs.
    pub environment: Option<String>,
    /// The address of who is to carry it out.
    pub assignee: Option<String>,
    /// Labels.
    pub tags: Vec<String>,
    /// Linked issues.
    pub issues: Vec<IssueLink>,
    /// What it works towards, in its client's words.
    pub milestone: Option<String>,
    /// The rule that its cases were selected by, as its client wrote it.
    pub selection: Option<Value>,
    /// The address of who is to carry out its cases, where a row names nobody else.
    pub row_assignee: Option<String>,
    /// The numbers of the configurations that it was created for.
    pub configurations: Vec<i32>,
    /// Its state.
    pub state: RunState,
    /// How many of its rows show which status.
    pub counts: Counts,
    /// The address of who created it.
    pub created_by: String,
    /// Who created it.
    pub creator: UserNumber,
    /// When it was created.
    pub created_at: OffsetDateTime,
    /// When it, or a result in it, was last changed.
    pub updated_at: OffsetDateTime,
    /// When its reporter said it began.
    pub started_at: Option<OffsetDateTime>,
    /// When its reporter said it ended.
    pub finished_at: Option<OffsetDateTime>,
    /// The plan it executes, by the plan's number.
    pub plan: Option<i32>,
    /// The plan's name.
    pub plan_name: Option<String>,
    /// What was announced of it, and what of that is there.
    pub seal: Option<Seal>,
    pub(crate) next_seq: i32,
    pub(crate) result_rows: i32,
}

impl Run {
    /// Whether it lacks something that was announced, or got it too late: then it may not read as passed.
    #[must_use]
    pub fn is_short_or_late(&self) -> bool {
        self.seal.is_some_and(|seal| !seal.is_kept())
    }
}

/// [`Run::is_short_or_late`], of a run that is called `r`, where runs are searched for by it.
macro_rules! is_short_or_late {
    () => {
        "coalesce(r.seal_missing > 0 or r.seal_filled_at > r.seal_deadline, false)"
    };
}

/// What is read of a run: of `r`, with its project `p` and its creator `u`.
macro_rules! run_columns {
    () => {
        "r.project_id, r.number, r.opaque, p.number as project_number, p.opaque as project_opaque, p.name as project_name,
         r.name, r.description, r.environment, r.assignee, r.tags, r.configurations, r.state, r.counts, u.email,
         r.created_by as creator, r.created_at, r.updated_at, r.started_at, r.finished_at, r.plan, r.next_seq,
         r.result_rows, r.facts, r.seal_expected as expected, r.seal_missing as missing, r.seal_deadline as deadline,
         r.seal_filled_at as filled_at, (
             select t.name from test_plans t
             where t.project_id = r.project_id and t.number = r.plan and t.deleted_at is null
         ) as plan_name"
    };
}

/// Queries of runs: `$1` is the organization, `$2` the project the key is bound to or the list is of.
macro_rules! run_query {
    ($condition:expr) => {
        concat!(
            "select ",
            $crate::locate::run::run_columns!(),
            " from directory d
             join projects p on p.id = d.project_id
             join runs r on r.project_id = d.project_id and r.number = d.number
             join users u on u.id = r.created_by
             where d.organization_id = $1 and d.kind = 2 and ($2::int is null or d.project_id = $2)
                 and p.deleted_at is null and r.deleted_at is null and ",
            $condition
        )
    };
}

/// Looks runs up by the column of their names in the directory: `$1` and `$2` as above, `$3` is an array of names,
/// each of them once.
///
/// Each `offset 0` keeps a look-up one by its whole key: joined freely, they were planned while there were few runs as a
/// reading of all runs of the project, for each name, and stayed so.
macro_rules! runs_by {
    ($column:literal, $array:literal) => {
        concat!(
            "select ",
            run_columns!(),
            " from unnest((select $3::",
            $array,
            ")) as wanted (name)
             cross join lateral (
                 select project_id, number from directory
                 where organization_id = $1 and kind = 2 and ",
            $column,
            " = wanted.name and ($2::int is null or project_id = $2) offset 0
             ) d
             cross join lateral (
                 select * from runs where project_id = d.project_id and number = d.number and deleted_at is null offset 0
             ) r
             cross join lateral (select * from projects where id = d.project_id and deleted_at is null offset 0) p
             cross join lateral (select * from users where id = r.created_by offset 0) u"
        )
    };
}

statement! {
    RunsByOpaque { organization: Integer = i32, bound: Nullable<Integer> = Option<i32>, opaque: Array<SqlUuid> = Vec<Uuid> }
    runs_by!("opaque", "uuid[]")
}

statement! {
    RunsByNumber { organization: Integer = i32, bound: Nullable<Integer> = Option<i32>, numbers: Array<Integer> = Vec<i32> }
    runs_by!("number", "integer[]")
}

pub(super) use {is_short_or_late, run_columns, run_query};

#[derive(QueryableByName)]
pub(crate) struct RunRow {
    #[diesel(sql_type = Integer)]
    project_id: i32,
    #[diesel(sql_type = Integer)]
    number: i32,
    #[diesel(sql_type = SqlUuid)]
    opaque: Uuid,
    #[diesel(sql_type = Integer)]
    project_number: i32,
    #[diesel(sql_type = SqlUuid)]
    project_opaque: Uuid,
    #[diesel(sql_type = Text)]
    project_name: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Nullable<Text>)]
    description: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    environment: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    assignee: Option<String>,
    #[diesel(sql_type = Array<Text>)]
    tags: Vec<String>,
    #[diesel(sql_type = Array<Integer>)]
    configurations: Vec<i32>,
    #[diesel(sql_type = SmallInt)]
    state: i16,
    #[diesel(sql_type = Array<Integer>)]
    counts: Vec<i32>,
    #[diesel(sql_type = Text)]
    email: String,
    #[diesel(sql_type = Integer)]
    creator: i32,
    #[diesel(sql_type = Timestamptz)]
    created_at: OffsetDateTime,
    #[diesel(sql_type = Timestamptz)]
    updated_at: OffsetDateTime,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    started_at: Option<OffsetDateTime>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    finished_at: Option<OffsetDateTime>,
    #[diesel(sql_type = Nullable<Integer>)]
    plan: Option<i32>,
    #[diesel(sql_type = Integer)]
    next_seq: i32,
    #[diesel(sql_type = Integer)]
    result_rows: i32,
    #[diesel(sql_type = Nullable<Jsonb>)]
    facts: Option<Value>,
    #[diesel(sql_type = Nullable<Text>)]
    plan_name: Option<String>,
    #[diesel(embed)]
    seal: SealRow,
}

impl RunRow {
    pub(crate) fn located(self, organization: i32) -> Result<Located<Run>, StoreError> {
        let corrupt = || StoreError::corrupt("a run's number, project, state or creator");
        let Said {
            issues,
            milestone,
            selection,
            row_assignee,
        } = RareFacts::read(self.facts)?;
        let run = Run {
            number: RunNumber::new(self.number).ok_or_else(corrupt)?,
            opaque: OpaqueId::from_uuid(self.opaque),
            project: ProjectNumber::new(self.project_number).ok_or_else(corrupt)?,
            project_opaque: OpaqueId::from_uuid(self.project_opaque),
            project_name: self.project_name,
            name: self.name,
            description: self.description,
            environment: self.environment,
            assignee: self.assignee,
            tags: self.tags,
            issues,
            milestone,
            selection,
            row_assignee,
            configurations: self.configurations,
            state: RunState::from_code(self.state).ok_or_else(corrupt)?,
            counts: Counts::from_codes(&self.counts),
            created_by: self.email,
            creator: UserNumber::new(self.creator).ok_or_else(corrupt)?,
            created_at: self.created_at,
            updated_at: self.updated_at,
            started_at: self.started_at,
            finished_at: self.finished_at,
            plan: self.plan,
            plan_name: self.plan_name,
            seal: self.seal.seal()?,
            next_seq: self.next_seq,
            result_rows: self.result_rows,
        };
        Ok(Located::new(organization, self.project_id, run))
    }
}

/// Runs by their numbers, newest first; unknown ones are left out.
pub(crate) async fn runs_by_number(
    connection: &mut AsyncPgConnection,
    who: &Principal,
    numbers: Vec<i32>,
) -> Result<Vec<Located<Run>>, StoreError> {
    let (organization, bound) = (who.organization, who.project);
    let numbers: BTreeSet<i32> = numbers.into_iter().collect();
    let rows: Vec<RunRow> = RunsByNumber {
        organization,
        bound,
        numbers: numbers.into_iter().collect(),
    }
    .load(connection)
    .await?;
    let located = rows.into_iter().map(|row| row.located(organization));
    let mut runs = located.collect::<Result<Vec<_>, _>>()?;
    runs.sort_unstable_by_key(|run| Reverse(run.number));
    Ok(runs)
}

impl Store {
    /// Finds a run.
    pub async fn locate_run(
        &self,
        who: &Principal,
        reference: Reference,
    ) -> Result<Option<Located<Run>>, StoreError> {
        let view = View::of(who, reference);
        self.gathered.runs.ask(view, reference).await
    }

    /// Finds a run of a project; a run of another project is not found.
    pub async fn locate_run_in(
        &self,
        who: &Principal,
        project: &Located<Project>,
        reference: Reference,
    ) -> Result<Option<Located<Run>>, StoreError> {
        let run = self.locate_run(who, reference).await?;
        Ok(run.filter(|run| run.project_id == project.project_id))
    }
}
