//! Purges projects: first their runs get tombstones of their own, then goes all else.

use diesel::result::QueryResult;
use diesel::sql_types::{BigInt, Integer};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::run::removed;
use crate::account::NumberRow;
use crate::statement::statement;

statement! {
    /// By `projects_deleted`.
    NextProject {}
    "select id as number from projects where deleted_at is not null order by id limit 1"
}

statement! {
    /// Waits for whoever records in one of them; from then on nobody does.
    DeleteRuns { project: Integer = i32, most: BigInt = i64 }
    "update runs set deleted_at = now()
     where project_id = $1 and number in (
         select number from runs where project_id = $1 and deleted_at is null order by number limit $2
     )"
}

statement! {
    FinishProject { project: Integer = i32 }
    "with gone as (
         delete from projects where id = $1 returning organization_id, number
     )
     delete from directory d using gone g
     where d.organization_id = g.organization_id and d.kind = 1 and d.number = g.number"
}

/// What takes some of a project's rows out of a table: the rows alone, or with their entries in the directory.
macro_rules! taken {
    ($table:literal) => {
        concat!(
            "delete from ",
            $table,
            " where ctid = any(array(
                 select ctid from ",
            $table,
            " where project_id = $1 limit $2
             ))"
        )
    };
    ($table:literal, $kind:literal) => {
        concat!(
            "with gone as (
                 delete from ",
            $table,
            " where ctid = any(array(
                     select ctid from ",
            $table,
            " where project_id = $1 limit $2
                 ))
                 returning number
             )
             delete from directory d using gone g, projects p
             where p.id = $1 and d.organization_id = p.organization_id and d.kind = ",
            $kind,
            "
                 and d.number = g.number"
        )
    };
}

macro_rules! tables_of_project {
    ($($statement:ident of $table:literal $(listed as $kind:literal)?;)*) => {
        /// The tables that hold rows of projects, without those of runs.
        pub const TABLES_OF_PROJECT: &[&str] = &[$($table),*];

        $(statement! {
            $statement { project: Integer = i32, most: BigInt = i64 }
            taken!($table $(, $kind)?)
        })*

        async fn rows(
            connection: &mut AsyncPgConnection,
            project: i32,
            most: i64,
        ) -> QueryResult<i64> {
            let mut left = most;
            $(if left > 0 {
                let statement = $statement { project, most: left };
                left -= removed(statement.execute(connection).await?);
            })*
            Ok(most - left)
        }
    };
}

tables_of_project! {
    PurgeCaseSteps of "case_steps";
    PurgeCaseKeys of "case_keys";
    PurgeCases of "test_cases" listed as 3;
    PurgeFolders of "folders";
    PurgePlans of "test_plans" listed as 7;
    PurgeVersions of "catalogue_versions";
}

/// Takes rows of a deleted project, and in the end the project; `None` if no project is deleted. Its runs are
/// left to their own purge.
pub(super) async fn purge(
    connection: &mut AsyncPgConnection,
    most: i64,
) -> QueryResult<Option<usize>> {
    let found: Vec<NumberRow> = NextProject {}.load(connection).await?;
    let Some(NumberRow { number: project }) = found.into_iter().next() else {
        return Ok(None);
    };
    let runs = DeleteRuns { project, most }.execute(connection).await?;
    if runs > 0 {
        return Ok(Some(runs));
    }
    let mut rows = rows(connection, project, most).await?;
    if rows < most {
        FinishProject { project }.execute(connection).await?;
        rows += 1;
    }
    Ok(usize::try_from(rows).ok())
}
