//! Finds cases where their project is not known, and what ids and titles cases of a run have.

use std::collections::{BTreeMap, BTreeSet};

use diesel::sql_types::{Array, Integer, Nullable, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::number::CaseNumber;
use domain::spelling::Reference;
use uuid::Uuid;

use crate::account::{NumberRow, Principal};
use crate::error::StoreError;
use crate::gather::Work;
use crate::locate::{Case, CaseRow, Located, Project, ProjectById, ProjectRow, Run};
use crate::pool::{Connections, Store};
use crate::statement::statement;

statement! {
    /// The internal id of the project that a case's id or number leads to.
    ProjectOfCase {
        organization: Integer = i32,
        bound: Nullable<Integer> = Option<i32>,
        opaque: Nullable<SqlUuid> = Option<Uuid>,
        number: Nullable<Integer> = Option<i32>,
    }
    "select project_id as number from directory
     where organization_id = $1 and kind = 3 and ($2::int is null or project_id = $2)
         and (opaque = $3 or number = $4)"
}

statement! {
    /// Cases by number. By primary key.
    CasesByNumber { project: Integer = i32, numbers: Array<Integer> = Vec<i32> }
    "select c.number, c.opaque, c.title, c.catalogued and c.deleted_at is null as catalogued
     from unnest($2::integer[]) as w (number)
     cross join lateral (
         select * from test_cases c where c.project_id = $1 and c.number = w.number limit 1
     ) c"
}

impl Store {
    /// Finds a case, and its project, by the case alone.
    pub async fn locate_case_and_project(
        &self,
        who: &Principal,
        reference: Reference,
    ) -> Result<Option<(Located<Project>, Located<Case>)>, StoreError> {
        let (opaque, number) = match reference {
            Reference::Opaque(id) => (Some(id.uuid()), None),
            Reference::Number(number) => (None, Some(number)),
        };
        let (organization, bound) = (who.organization, who.project);
        let statement = ProjectOfCase {
            organization,
            bound,
            opaque,
            number,
        };
        let project = {
            let mut connection = self.connection().await?;
            let found: Vec<NumberRow> = statement.load(&mut connection).await?;
            let Some(NumberRow { number: id }) = found.into_iter().next() else {
                return Ok(None);
            };
            let bound = Some(id);
            let rows: Vec<ProjectRow> = ProjectById {
                organization,
                bound,
            }
            .load(&mut connection)
            .await?;
            rows.into_iter()
                .next()
                .map(|row| row.located(organization))
                .transpose()?
        };
        let Some(project) = project else {
            return Ok(None);
        };
        let case = self.locate_case(&project, reference).await?;
        Ok(case.map(|case| (project, case)))
    }

    /// The cases with these numbers in the run's project, in no order; unknown ones are left out.
    pub async fn cases_of_run(
        &self,
        run: &Located<Run>,
        numbers: impl IntoIterator<Item = CaseNumber>,
    ) -> Result<Vec<Case>, StoreError> {
        let numbers: Vec<i32> = numbers.into_iter().map(CaseNumber::get).collect();
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        self.gathered.cases.ask(run.project_id, numbers).await
    }
}

/// Finds cases of a project by their numbers, for all who ask at the same time.
pub(crate) struct CasesOfProjects(pub(crate) Connections);

impl Work for CasesOfProjects {
    /// A project.
    type Lane = i32;
    type Ask = Vec<i32>;
    type Answer = Vec<Case>;

    const MOST: usize = 1_000;

    fn size(numbers: &Vec<i32>) -> usize {
        numbers.len()
    }

    async fn carry_out(
        &self,
        project: i32,
        wanted: &[Vec<i32>],
    ) -> Result<Vec<Vec<Case>>, StoreError> {
        let numbers: BTreeSet<i32> = wanted.iter().flatten().copied().collect();
        let statement = CasesByNumber {
            project,
            numbers: numbers.into_iter().collect(),
        };
        let mut connection = self.0.get().await?;
        let rows: Vec<CaseRow> = statement.load(&mut connection).await?;
        let found: BTreeMap<i32, Case> = rows
            .into_iter()
            .map(|row| row.into_case().map(|case| (case.number.get(), case)))
            .collect::<Result<_, StoreError>>()?;
        let own = |numbers: &Vec<i32>| {
            let cases = numbers.iter().filter_map(|number| found.get(number));
            cases.cloned().collect()
        };
        Ok(wanted.iter().map(own).collect())
    }
}
