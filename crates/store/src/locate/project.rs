//! Finds projects.

use diesel::sql_types::{
    Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::RunQueryDsl;
use domain::number::ProjectNumber;
use domain::opaque::OpaqueId;
use domain::spelling::Reference;
use time::OffsetDateTime;
use uuid::Uuid;

use super::together::View;
use super::{Listed, Located, Page, total};
use crate::account::{NumberRow, Principal};
use crate::error::StoreError;
use crate::pool::Store;
use crate::statement::statement;

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
    /// The letters that begin the readable ids of its cases in one dialect. Projects may share them.
    pub prefix: Option<String>,
    /// The address of who created it.
    pub created_by: String,
    /// When it was created.
    pub created_at: OffsetDateTime,
    /// When it was last changed.
    pub updated_at: OffsetDateTime,
}

/// How projects are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectOrder {
    /// By number, the highest first.
    NewestFirst,
    /// By the time of the last change of the project itself.
    LatestChangeFirst,
}

macro_rules! project_query {
    ($condition:literal) => {
        concat!(
            "select p.id, p.number, p.opaque, p.name, p.description, p.prefix, u.email, p.created_at, p.updated_at
             from projects p join users u on u.id = p.created_by
             where p.organization_id = $1 and p.deleted_at is null and ($2::int is null or p.id = $2) and ",
            $condition
        )
    };
}

pub(super) use project_query;

statement! {
    ProjectsByNumber { organization: Integer = i32, bound: Nullable<Integer> = Option<i32>, numbers: Array<Integer> = Vec<i32> }
    project_query!("p.number = any((select $3::integer[])::integer[])")
}

statement! {
    ProjectsByOpaque { organization: Integer = i32, bound: Nullable<Integer> = Option<i32>, opaque: Array<SqlUuid> = Vec<Uuid> }
    project_query!(
        "p.id = any(array(select project_id from directory where organization_id = $1 and opaque = any((select $3::uuid[])::uuid[]) and kind = 1))"
    )
}

statement! {
    /// The project with this internal id, for what was located in it.
    ProjectById { organization: Integer = i32, bound: Nullable<Integer> = Option<i32> }
    project_query!("p.id = $2")
}

statement! {
    ProjectPage {
        organization: Integer = i32,
        bound: Nullable<Integer> = Option<i32>,
        by_change: Bool = bool,
        skip: BigInt = i64,
        take: BigInt = i64,
    }
    project_query!("true order by case when $3 then p.updated_at end desc, p.number desc offset $4 limit $5")
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
    #[diesel(sql_type = Nullable<Text>)]
    prefix: Option<String>,
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
            prefix: self.prefix,
            created_by: self.email,
            created_at: self.created_at,
            updated_at: self.updated_at,
        };
        Ok(Located::new(organization, self.id, project))
    }
}

impl Store {
    /// Finds a project.
    pub async fn locate_project(
        &self,
        who: &Principal,
        reference: Reference,
    ) -> Result<Option<Located<Project>>, StoreError> {
        let view = View::of(who, reference);
        self.gathered.projects.ask(view, reference).await
    }

    /// The projects the key may see.
    pub async fn list_projects(
        &self,
        who: &Principal,
        order: ProjectOrder,
        page: Page,
    ) -> Result<Listed<Located<Project>>, StoreError> {
        let (organization, bound) = (who.organization, who.project);
        let (skip, take) = (page.skip.into(), page.take.into());
        let mut connection = self.connection().await?;
        let rows: Vec<ProjectRow> = ProjectPage {
            organization,
            bound,
            by_change: order == ProjectOrder::LatestChangeFirst,
            skip,
            take,
        }
        .load(&mut connection)
        .await?;
        let count: Vec<NumberRow> = ProjectCount {
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
}
