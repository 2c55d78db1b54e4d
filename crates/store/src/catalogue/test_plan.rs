//! Test plans: cases times configurations, executed as runs.

use diesel::sql_types::{Array, Integer, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::case::RowKey;
use domain::number::{CaseNumber, ConfigurationNumber};
use domain::text::Text as ScreenedText;
use uuid::Uuid;

use super::hold::hold;
use crate::account::{NumberRow, Principal};
use crate::error::StoreError;
use crate::locate::{Located, Project};
use crate::pool::Store;
use crate::statement::statement;

/// A plan to be created, or to take the place of the one with the same id.
#[derive(Clone, Debug)]
pub struct NewPlan {
    /// The id the caller picked, unique in the organization.
    pub id: Uuid,
    /// Its name.
    pub name: ScreenedText,
    /// The application it tests.
    pub application: ScreenedText,
    /// Its cases, in order.
    pub cases: Vec<CaseNumber>,
    /// Its configurations, in order.
    pub configurations: Vec<ConfigurationNumber>,
}

/// A plan, as far as its execution needs it.
#[derive(Clone, Debug)]
pub struct PlanRun {
    /// Its number.
    pub number: i32,
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The application it tests.
    pub application: String,
    /// The rows of its runs.
    pub rows: Vec<RowKey>,
}

statement! {
    /// Creates or replaces a plan; no row if the id names a plan of another project.
    PutPlan {
        organization: Integer = i32,
        project: Integer = i32,
        id: SqlUuid = Uuid,
        name: Text = String,
        application: Text = String,
        cases: Array<Integer> = Vec<i32>,
        configurations: Array<Integer> = Vec<i32>,
    }
    include_str!("test_plan_put.sql")
}

// Cases that were deleted since are left out: a run that waited for them would never end.
macro_rules! plan_query {
    ($condition:literal) => {
        concat!(
            "select p.project_id, p.number, p.opaque, p.name, p.application, p.configurations, array(
                 select w.number from unnest(p.cases) with ordinality as w (number, place)
                 cross join lateral (
                     select 1 from test_cases c
                     where c.project_id = p.project_id and c.number = w.number and c.deleted_at is null limit 1
                 ) c
                 order by w.place
             ) as cases
             from directory d join test_plans p on p.project_id = d.project_id and p.number = d.number
             join projects o on o.id = d.project_id
             where d.organization_id = $1 and d.kind = 7 and ($2::int is null or d.project_id = $2)
                 and p.deleted_at is null and o.deleted_at is null and ",
            $condition
        )
    };
}

statement! {
    PlanById { organization: Integer = i32, bound: diesel::sql_types::Nullable<Integer> = Option<i32>, id: SqlUuid = Uuid }
    plan_query!("d.opaque = $3")
}

statement! {
    PlanByNumber { organization: Integer = i32, bound: diesel::sql_types::Nullable<Integer> = Option<i32>, number: Integer = i32 }
    plan_query!("d.number = $3")
}

#[derive(diesel::QueryableByName)]
struct PlanRow {
    #[diesel(sql_type = Integer)]
    project_id: i32,
    #[diesel(sql_type = Integer)]
    number: i32,
    #[diesel(sql_type = SqlUuid)]
    opaque: Uuid,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    application: String,
    #[diesel(sql_type = Array<Integer>)]
    cases: Vec<i32>,
    #[diesel(sql_type = Array<Integer>)]
    configurations: Vec<i32>,
}

impl PlanRow {
    /// A plan without configurations has one row for each case.
    fn located(self, organization: i32) -> Located<PlanRun> {
        let mut configurations: Vec<Option<ConfigurationNumber>> = self
            .configurations
            .iter()
            .map(|it| ConfigurationNumber::new(*it))
            .collect();
        if configurations.is_empty() {
            configurations.push(None);
        }
        let cases = self.cases.iter().filter_map(|it| CaseNumber::new(*it));
        let rows = cases.flat_map(|case| {
            configurations.iter().map(move |configuration| RowKey {
                case,
                configuration: *configuration,
            })
        });
        let plan = PlanRun {
            number: self.number,
            id: self.opaque,
            name: self.name,
            application: self.application,
            rows: rows.collect(),
        };
        Located::new(organization, self.project_id, plan)
    }
}

impl Store {
    /// Creates a plan or replaces it; `false` if the id names a plan of another project.
    pub async fn put_plan(
        &self,
        project: &Located<Project>,
        plan: NewPlan,
    ) -> Result<bool, StoreError> {
        let statement = PutPlan {
            organization: project.organization,
            project: project.project_id,
            id: plan.id,
            name: plan.name.into_string(),
            application: plan.application.into_string(),
            cases: plan.cases.iter().map(|it| it.get()).collect(),
            configurations: plan.configurations.iter().map(|it| it.get()).collect(),
        };
        let mut connection = self
            .connection_in_turn(project.organization, [project.project_turn()])
            .await?;
        let lock = super::project::LockName {
            organization: project.organization,
            name: format!("plan {}", plan.id),
        };
        let rows: Vec<NumberRow> = connection
            .transaction(async |connection| {
                hold(connection, project.project_id).await?;
                lock.execute(connection).await?;
                Ok::<_, StoreError>(statement.load(connection).await?)
            })
            .await?;
        Ok(!rows.is_empty())
    }

    /// Finds a plan by its id.
    pub async fn locate_plan(
        &self,
        who: &Principal,
        id: Uuid,
    ) -> Result<Option<Located<PlanRun>>, StoreError> {
        let (organization, bound) = (who.organization, who.project);
        let mut connection = self.connection().await?;
        let rows: Vec<PlanRow> = PlanById {
            organization,
            bound,
            id,
        }
        .load(&mut connection)
        .await?;
        Ok(rows.into_iter().next().map(|row| row.located(organization)))
    }

    /// The plan a run executes.
    pub async fn plan_of(
        &self,
        run: &Located<crate::locate::Run>,
    ) -> Result<Option<PlanRun>, StoreError> {
        let Some(number) = run.plan else {
            return Ok(None);
        };
        let organization = run.organization;
        let mut connection = self.connection().await?;
        let statement = PlanByNumber {
            organization,
            bound: Some(run.project_id),
            number,
        };
        let rows: Vec<PlanRow> = statement.load(&mut connection).await?;
        Ok(rows
            .into_iter()
            .next()
            .map(|row| row.located(organization).into_inner()))
    }

    /// The project of a plan.
    pub async fn project_of_plan(
        &self,
        who: &Principal,
        plan: &Located<PlanRun>,
    ) -> Result<Option<Located<Project>>, StoreError> {
        let (organization, id) = (who.organization, plan.project_id);
        let mut connection = self.connection().await?;
        let rows: Vec<crate::locate::ProjectRow> = crate::locate::ProjectById {
            organization,
            bound: Some(id),
        }
        .load(&mut connection)
        .await?;
        rows.into_iter()
            .next()
            .map(|row| row.located(organization))
            .transpose()
    }
}
