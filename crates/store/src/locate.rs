//! The only way to a project, run or case: past organization, key binding and tombstone.

use diesel::sql_types::{Array, Integer, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::counts::Counts;
use domain::number::{CaseNumber, ProjectNumber, RunNumber};
use domain::opaque::OpaqueId;
use domain::run_state::RunState;
use domain::spelling::Reference;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::account::Principal;
use crate::error::StoreError;
use crate::pool::Store;
use crate::statement::statement;

/// Something that exists, belongs to the caller's organization, and is not hidden from the key.
#[derive(Clone, Debug)]
pub struct Located<T> {
    pub(crate) organization: i32,
    pub(crate) project_id: i32,
    value: T,
}

impl<T> std::ops::Deref for Located<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> Located<T> {
    pub(crate) const fn new(organization: i32, project_id: i32, value: T) -> Self {
        Self {
            organization,
            project_id,
            value,
        }
    }

    /// What was located.
    pub fn into_inner(self) -> T {
        self.value
    }
}

/// A project.
#[derive(Clone, Debug)]
pub struct Project {
    /// Its number.
    pub number: ProjectNumber,
    /// Its opaque id.
    pub opaque: OpaqueId,
    /// Its name.
    pub name: String,
    /// What it is about.
    pub description: Option<String>,
    /// The address of who created it.
    pub created_by: String,
    /// When it was created.
    pub created_at: OffsetDateTime,
    /// When it was last changed.
    pub updated_at: OffsetDateTime,
}

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
    /// The numbers of the configurations that it was created for.
    pub configurations: Vec<i32>,
    /// Its state.
    pub state: RunState,
    /// How many of its rows show which status.
    pub counts: Counts,
    /// The address of who created it.
    pub created_by: String,
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
    pub(crate) next_seq: i32,
    pub(crate) result_rows: i32,
}

/// A test case, in short.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its number.
    pub number: CaseNumber,
    /// Its opaque id.
    pub opaque: OpaqueId,
    /// Its title.
    pub title: String,
    /// Whether it is in the catalogue; a discovered one is not.
    pub catalogued: bool,
}

macro_rules! project_query {
    ($condition:literal) => {
        concat!(
            "select p.id, p.number, p.opaque, p.name, p.description, u.email, p.created_at, p.updated_at
             from projects p join users u on u.id = p.created_by
             where p.organization_id = $1 and p.deleted_at is null and ($2::int is null or p.id = $2) and ",
            $condition
        )
    };
}

statement! {
    ProjectByNumber { organization: Integer = i32, bound: Nullable<Integer> = Option<i32>, number: Integer = i32 }
    project_query!("p.number = $3")
}

statement! {
    ProjectByOpaque { organization: Integer = i32, bound: Nullable<Integer> = Option<i32>, opaque: SqlUuid = Uuid }
    project_query!("p.id = (select project_id from directory where organization_id = $1 and opaque = $3 and kind = 1)")
}

statement! {
    /// The project with this internal id, for what was located in it.
    ProjectById { organization: Integer = i32, bound: Nullable<Integer> = Option<i32> }
    project_query!("p.id = $2")
}

statement! {
    ProjectPage { organization: Integer = i32, bound: Nullable<Integer> = Option<i32>, skip: diesel::sql_types::BigInt = i64, take: diesel::sql_types::BigInt = i64 }
    project_query!("true order by p.number desc offset $3 limit $4")
}

statement! {
    ProjectCount { organization: Integer = i32, bound: Nullable<Integer> = Option<i32> }
    "select count(*)::int as number from projects
     where organization_id = $1 and deleted_at is null and ($2::int is null or id = $2)"
}

#[derive(diesel::QueryableByName)]
pub(crate) struct ProjectRow {
    #[diesel(sql_type = Integer)]
    pub(crate) id: i32,
    #[diesel(sql_type = Integer)]
    number: i32,
    #[diesel(sql_type = SqlUuid)]
    opaque: Uuid,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Nullable<Text>)]
    description: Option<String>,
    #[diesel(sql_type = Text)]
    email: String,
    #[diesel(sql_type = Timestamptz)]
    created_at: OffsetDateTime,
    #[diesel(sql_type = Timestamptz)]
    updated_at: OffsetDateTime,
}

impl ProjectRow {
    pub(crate) fn located(self, organization: i32) -> Result<Located<Project>, StoreError> {
        let project = Project {
            number: ProjectNumber::new(self.number)
                .ok_or_else(|| StoreError::corrupt("projects.number below 1"))?,
            opaque: OpaqueId::from_uuid(self.opaque),
            name: self.name,
            description: self.description,
            created_by: self.email,
            created_at: self.created_at,
            updated_at: self.updated_at,
        };
        Ok(Located::new(organization, self.id, project))
    }
}

macro_rules! run_query {
    ($condition:literal) => {
        concat!(
            "select r.project_id, r.number, r.opaque, p.number as project_number, p.opaque as project_opaque,
                 p.name as project_name, r.name, r.description, r.environment, r.assignee, r.tags,
                 r.configurations, r.state, r.counts, u.email, r.created_at, r.updated_at, r.started_at, r.finished_at, r.plan,
                 r.next_seq, r.result_rows
             from directory d
             join projects p on p.id = d.project_id
             join runs r on r.project_id = d.project_id and r.number = d.number
             join users u on u.id = r.created_by
             where d.organization_id = $1 and d.kind = 2 and ($2::int is null or d.project_id = $2)
                 and p.deleted_at is null and r.deleted_at is null and ",
            $condition
        )
    };
}

statement! {
    RunByNumber { organization: Integer = i32, bound: Nullable<Integer> = Option<i32>, number: Integer = i32 }
    run_query!("d.number = $3")
}

statement! {
    RunByOpaque { organization: Integer = i32, bound: Nullable<Integer> = Option<i32>, opaque: SqlUuid = Uuid }
    run_query!("d.opaque = $3")
}

statement! {
    RunPage { organization: Integer = i32, project: Nullable<Integer> = Option<i32>, states: Array<SmallInt> = Vec<i16>, skip: diesel::sql_types::BigInt = i64, take: diesel::sql_types::BigInt = i64 }
    run_query!("r.state = any($3) order by r.number desc offset $4 limit $5")
}

statement! {
    RunCount { organization: Integer = i32, project: Nullable<Integer> = Option<i32>, states: Array<SmallInt> = Vec<i16> }
    "select count(*)::int as number from projects p join runs r on r.project_id = p.id
     where p.organization_id = $1 and ($2::int is null or p.id = $2)
         and p.deleted_at is null and r.deleted_at is null and r.state = any($3)"
}

#[derive(diesel::QueryableByName)]
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
}

impl RunRow {
    pub(crate) fn located(self, organization: i32) -> Result<Located<Run>, StoreError> {
        let corrupt = || StoreError::corrupt("a run's number, project or state");
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
            configurations: self.configurations,
            state: RunState::from_code(self.state).ok_or_else(corrupt)?,
            counts: Counts::from_codes(&self.counts),
            created_by: self.email,
            created_at: self.created_at,
            updated_at: self.updated_at,
            started_at: self.started_at,
            finished_at: self.finished_at,
            plan: self.plan,
            next_seq: self.next_seq,
            result_rows: self.result_rows,
        };
        Ok(Located::new(organization, self.project_id, run))
    }
}

macro_rules! case_query {
    ($condition:literal) => {
        concat!(
            "select number, opaque, title, catalogued from test_cases
             where project_id = $1 and deleted_at is null and ",
            $condition
        )
    };
}

statement! {
    CaseByNumber { project: Integer = i32, number: Integer = i32 }
    case_query!("number = $2")
}

statement! {
    CaseByOpaque { project: Integer = i32, organization: Integer = i32, opaque: SqlUuid = Uuid }
    case_query!("number = (select number from directory
                 where organization_id = $2 and opaque = $3 and kind = 3 and project_id = $1)")
}

#[derive(diesel::QueryableByName)]
pub(crate) struct CaseRow {
    #[diesel(sql_type = Integer)]
    number: i32,
    #[diesel(sql_type = SqlUuid)]
    opaque: Uuid,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = diesel::sql_types::Bool)]
    catalogued: bool,
}

impl CaseRow {
    pub(crate) fn into_case(self) -> Result<Case, StoreError> {
        Ok(Case {
            number: CaseNumber::new(self.number)
                .ok_or_else(|| StoreError::corrupt("test_cases.number below 1"))?,
            opaque: OpaqueId::from_uuid(self.opaque),
            title: self.title,
            catalogued: self.catalogued,
        })
    }
}

/// A page of a list that has page numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many entries come before it.
    pub skip: u32,
    /// How many entries it has at most.
    pub take: u32,
}

/// A page's entries, and how many the whole list has.
#[derive(Clone, Debug)]
pub struct Listed<T> {
    /// The entries.
    pub entries: Vec<T>,
    /// The length of the whole list.
    pub total: u32,
}

impl Store {
    /// Finds a project.
    pub async fn locate_project(
        &self,
        who: &Principal,
        reference: Reference,
    ) -> Result<Option<Located<Project>>, StoreError> {
        let (organization, bound) = (who.organization, who.project);
        let mut connection = self.connection().await?;
        let rows: Vec<ProjectRow> = match reference {
            Reference::Number(number) => {
                ProjectByNumber {
                    organization,
                    bound,
                    number,
                }
                .load(&mut connection)
                .await?
            }
            Reference::Opaque(id) => {
                let opaque = id.uuid();
                ProjectByOpaque {
                    organization,
                    bound,
                    opaque,
                }
                .load(&mut connection)
                .await?
            }
        };
        rows.into_iter()
            .next()
            .map(|row| row.located(organization))
            .transpose()
    }

    /// The projects the key may see, newest first.
    pub async fn list_projects(
        &self,
        who: &Principal,
        page: Page,
    ) -> Result<Listed<Located<Project>>, StoreError> {
        let (organization, bound) = (who.organization, who.project);
        let (skip, take) = (page.skip.into(), page.take.into());
        let mut connection = self.connection().await?;
        let rows: Vec<ProjectRow> = ProjectPage {
            organization,
            bound,
            skip,
            take,
        }
        .load(&mut connection)
        .await?;
        let count: Vec<crate::account::NumberRow> = ProjectCount {
            organization,
            bound,
        }
        .load(&mut connection)
        .await?;
        Ok(Listed {
            entries: rows
                .into_iter()
                .map(|row| row.located(organization))
                .collect::<Result<_, _>>()?,
            total: total(&count),
        })
    }

    /// Finds a run.
    pub async fn locate_run(
        &self,
        who: &Principal,
        reference: Reference,
    ) -> Result<Option<Located<Run>>, StoreError> {
        let (organization, bound) = (who.organization, who.project);
        let mut connection = self.connection().await?;
        let rows: Vec<RunRow> = match reference {
            Reference::Number(number) => {
                RunByNumber {
                    organization,
                    bound,
                    number,
                }
                .load(&mut connection)
                .await?
            }
            Reference::Opaque(id) => {
                let opaque = id.uuid();
                RunByOpaque {
                    organization,
                    bound,
                    opaque,
                }
                .load(&mut connection)
                .await?
            }
        };
        rows.into_iter()
            .next()
            .map(|row| row.located(organization))
            .transpose()
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

    /// The runs in any of `states`, newest first: of one project, or of all that the key may see.
    pub async fn list_runs(
        &self,
        who: &Principal,
        project: Option<&Located<Project>>,
        states: &[RunState],
        page: Page,
    ) -> Result<Listed<Located<Run>>, StoreError> {
        let organization = who.organization;
        let project = project.map(|it| it.project_id).or(who.project);
        let states: Vec<i16> = states.iter().map(|it| it.code()).collect();
        let (skip, take) = (page.skip.into(), page.take.into());
        let mut connection = self.connection().await?;
        let rows: Vec<RunRow> = RunPage {
            organization,
            project,
            states: states.clone(),
            skip,
            take,
        }
        .load(&mut connection)
        .await?;
        let count: Vec<crate::account::NumberRow> = RunCount {
            organization,
            project,
            states,
        }
        .load(&mut connection)
        .await?;
        Ok(Listed {
            entries: rows
                .into_iter()
                .map(|row| row.located(organization))
                .collect::<Result<_, _>>()?,
            total: total(&count),
        })
    }

    /// Finds a case of a project.
    pub async fn locate_case(
        &self,
        project: &Located<Project>,
        reference: Reference,
    ) -> Result<Option<Located<Case>>, StoreError> {
        let (organization, project) = (project.organization, project.project_id);
        let mut connection = self.connection().await?;
        let rows: Vec<CaseRow> = match reference {
            Reference::Number(number) => {
                CaseByNumber { project, number }
                    .load(&mut connection)
                    .await?
            }
            Reference::Opaque(id) => {
                let opaque = id.uuid();
                CaseByOpaque {
                    project,
                    organization,
                    opaque,
                }
                .load(&mut connection)
                .await?
            }
        };
        let case = rows
            .into_iter()
            .next()
            .map(CaseRow::into_case)
            .transpose()?;
        Ok(case.map(|case| Located::new(organization, project, case)))
    }
}

pub(crate) fn total(rows: &[crate::account::NumberRow]) -> u32 {
    rows.first()
        .and_then(|row| u32::try_from(row.number).ok())
        .unwrap_or_default()
}
