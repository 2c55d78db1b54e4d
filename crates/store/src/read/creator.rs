//! Who created runs and projects.

use diesel::sql_types::{Array, Integer, Text};
use diesel_async::RunQueryDsl;
use domain::number::UserNumber;

use super::results::Author;
use crate::account::NumberRow;
use crate::error::StoreError;
use crate::locate::{Located, Project, Run};
use crate::pool::Store;
use crate::statement::statement;

statement! {
    /// By the primary keys of runs and users.
    FindCreator { project: Integer = i32, run: Integer = i32 }
    "select u.id, u.email from runs r
     cross join lateral (select u.id, u.email from users u where u.id = r.created_by limit 1) u
     where r.project_id = $1 and r.number = $2"
}

statement! {
    /// By the primary key of projects, in the order asked.
    CreatorsOfProjects { projects: Array<Integer> = Vec<i32> }
    "select p.created_by as number from unnest($1::integer[]) with ordinality as w (id, place)
     join projects p on p.id = w.id order by w.place"
}

#[derive(diesel::QueryableByName)]
struct CreatorRow {
    #[diesel(sql_type = Integer)]
    id: i32,
    #[diesel(sql_type = Text)]
    email: String,
}

impl Store {
    /// Who created each of these projects, in their order.
    pub async fn creators_of_projects(
        &self,
        projects: &[Located<Project>],
    ) -> Result<Vec<UserNumber>, StoreError> {
        let projects = projects.iter().map(|it| it.project_id).collect();
        let mut connection = self.connection().await?;
        let rows: Vec<NumberRow> = CreatorsOfProjects { projects }
            .load(&mut connection)
            .await?;
        let users = rows.into_iter().map(|row| UserNumber::new(row.number));
        users
            .collect::<Option<_>>()
            .ok_or_else(|| StoreError::corrupt("users.id below 1"))
    }

    /// Who created a run.
    pub async fn creator_of_run(&self, run: &Located<Run>) -> Result<Author, StoreError> {
        let mut connection = self.connection().await?;
        let statement = FindCreator {
            project: run.project_id,
            run: run.number.get(),
        };
        let rows: Vec<CreatorRow> = statement.load(&mut connection).await?;
        let row = rows.into_iter().next();
        let row = row.ok_or_else(|| StoreError::corrupt("a run without a creator"))?;
        Ok(Author {
            user: UserNumber::new(row.id).ok_or_else(|| StoreError::corrupt("users.id below 1"))?,
            email: row.email,
        })
    }
}
