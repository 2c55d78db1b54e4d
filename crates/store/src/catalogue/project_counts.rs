//! How much is in projects.

use diesel::sql_types::{Array, Integer};
use diesel_async::RunQueryDsl;

use crate::error::StoreError;
use crate::locate::{Located, Project};
use crate::pool::Store;
use crate::statement::statement;

/// How much is in a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, diesel::QueryableByName)]
pub struct ProjectCounts {
    /// Cases in its catalogue.
    #[diesel(sql_type = Integer)]
    pub cases: i32,
    /// Runs.
    #[diesel(sql_type = Integer)]
    pub runs: i32,
    /// Users of its organization: every one of them is a member of every project.
    #[diesel(sql_type = Integer)]
    pub members: i32,
}

statement! {
    /// Each project's counts, in the order asked. By the primary keys' first column.
    CountProjects { projects: Array<Integer> = Vec<i32> }
    "select
         (select count(*)::integer from test_cases c
          where c.project_id = w.id and c.catalogued and c.deleted_at is null) as cases,
         (select count(*)::integer from runs r where r.project_id = w.id and r.deleted_at is null) as runs,
         (select count(*)::integer from projects p join users u on u.organization_id = p.organization_id
          where p.id = w.id) as members
     from unnest($1::integer[]) with ordinality as w (id, place)
     order by w.place"
}

impl Store {
    /// How much is in each of these projects, in their order.
    pub async fn project_counts(
        &self,
        projects: &[&Located<Project>],
    ) -> Result<Vec<ProjectCounts>, StoreError> {
        let projects = projects.iter().map(|it| it.project_id).collect();
        let mut connection = self.connection().await?;
        Ok(CountProjects { projects }.load(&mut connection).await?)
    }
}
