//! Purges runs.

use diesel::result::QueryResult;
use diesel::sql_types::{BigInt, Integer};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::statement::statement;

statement! {
    /// By `runs_deleted`.
    NextRun {}
    "select project_id, number from runs where deleted_at is not null order by project_id, number limit 1"
}

#[derive(diesel::QueryableByName)]
struct RunPlace {
    #[diesel(sql_type = Integer)]
    project_id: i32,
    #[diesel(sql_type = Integer)]
    number: i32,
}

statement! {
    FinishRun { project: Integer = i32, run: Integer = i32 }
    "with gone as (
         delete from runs where project_id = $1 and number = $2
     )
     delete from directory d using projects p
     where p.id = $1 and d.organization_id = p.organization_id and d.kind = 2 and d.number = $2"
}

/// What takes some of a run's rows out of a table.
macro_rules! taken {
    ($table:literal) => {
        concat!(
            "delete from ",
            $table,
            " where ctid = any(array(
                 select ctid from ",
            $table,
            " where project_id = $1 and run = $2 limit $3
             ))"
        )
    };
    ($table:literal, $returning:literal, $insert:literal) => {
        concat!(
            "with gone as (",
            taken!($table),
            " returning ",
            $returning,
            ") ",
            $insert
        )
    };
}

/// Declares for each table a statement that takes some of a run's rows out of it, and goes through the tables.
macro_rules! tables_of_run {
    ($($statement:ident of $table:literal $(returning $returning:literal, $insert:literal)?;)*) => {
        /// The tables that hold rows of runs.
        pub const TABLES_OF_RUN: &[&str] = &[$($table),*];

        $(statement! {
            $statement { project: Integer = i32, run: Integer = i32, most: BigInt = i64 }
            taken!($table $(, $returning, $insert)?)
        })*

        async fn rows(
            connection: &mut AsyncPgConnection,
            project: i32,
            run: i32,
            most: i64,
        ) -> QueryResult<i64> {
            let mut left = most;
            $(if left > 0 {
                let statement = $statement { project, run, most: left };
                left -= removed(statement.execute(connection).await?);
            })*
            Ok(most - left)
        }
    };
}

tables_of_run! {
    PurgeRunCases of "run_cases";
    PurgePastResults of "past_results";
    PurgeDetails of "result_details";
    PurgeStepResults of "step_results";
    PurgeAttempts of "attempts";
    PurgeHooks of "hooks";
    PurgeLogs of "run_logs";
    PurgePlannedCases of "planned_cases";
    PurgeRowAssignees of "row_assignees";
    PurgeSealedRows of "sealed_rows";
    // Their files are loose from now on, and swept.
    PurgeAttachments of "attachments" returning "id",
        "insert into loose_files (project_id, run, id, removable_at) select $1, $2, id, now() from gone";
    PurgeBuilds of "builds";
}

pub(super) fn removed(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

/// Takes rows of a deleted run, and in the end the run; `None` if no run is deleted.
pub(super) async fn purge(
    connection: &mut AsyncPgConnection,
    most: i64,
) -> QueryResult<Option<usize>> {
    let found: Vec<RunPlace> = NextRun {}.load(connection).await?;
    let Some(RunPlace { project_id, number }) = found.into_iter().next() else {
        return Ok(None);
    };
    let mut rows = rows(connection, project_id, number, most).await?;
    if rows < most {
        let statement = FinishRun {
            project: project_id,
            run: number,
        };
        statement.execute(connection).await?;
        rows += 1;
    }
    Ok(usize::try_from(rows).ok())
}
