//! Seals a run, and seals it anew.

use std::collections::BTreeSet;

use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::number::CaseNumber;
use time::OffsetDateTime;

use super::{Announced, MOST_ROWS, NewSeal, Sealing};
use crate::account::Principal;
use crate::catalogue::hold::hold;
use crate::catalogue::{reload_run, run_rows};
use crate::error::StoreError;
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::statement::statement;

statement! {
    /// By the primary keys of both tables, case by case.
    ResolveRows {
        project: Integer = i32,
        run: Integer = i32,
        cases: Array<Integer> = Vec<i32>,
        configurations: Array<Integer> = Vec<i32>,
        most: BigInt = i64,
    }
    include_str!("resolve.sql")
}

#[derive(diesel::QueryableByName)]
struct ResolvedRow {
    #[diesel(sql_type = Integer)]
    case_no: i32,
    #[diesel(sql_type = Integer)]
    configuration: i32,
    #[diesel(sql_type = Bool)]
    held: bool,
    #[diesel(sql_type = Bool)]
    planned: bool,
    #[diesel(sql_type = Bool)]
    is_there: bool,
}

statement! {
    /// The rows that came with the seal before, are not named any more, and hold nothing: no result, no open attempt,
    /// nobody who is assigned and no file. `not in` is looked up in a hash; `not exists` was planned as a scan of the
    /// list for each row (20,000 of them: 40 s).
    ForsakenRows {
        project: Integer = i32,
        run: Integer = i32,
        cases: Array<Integer> = Vec<i32>,
        configurations: Array<Integer> = Vec<i32>,
    }
    "select s.case_no, s.configuration, true as held, true as planned, true as is_there
     from sealed_rows s
     where s.project_id = $1 and s.run = $2 and s.made
         and (s.case_no, s.configuration) not in (select * from unnest($3::integer[], $4::integer[]))
         and not exists (
             select 1 from run_cases r where r.project_id = s.project_id and r.run = s.run
                 and r.case_no = s.case_no and r.configuration = s.configuration
         )
         and not exists (
             select 1 from attempts a where a.project_id = s.project_id and a.run = s.run
                 and a.case_no = s.case_no and a.configuration = s.configuration and a.seq is null
         )
         and not exists (
             select 1 from row_assignees a where a.project_id = s.project_id and a.run = s.run
                 and a.case_no = s.case_no and a.configuration = s.configuration
         )
         and not exists (
             select 1 from attachments a where a.project_id = s.project_id and a.run = s.run
                 and a.case_no = s.case_no and a.configuration = s.configuration
         )
     order by 1, 2"
}

statement! {
    PutSeal {
        project: Integer = i32,
        run: Integer = i32,
        results: Nullable<Integer> = Option<i32>,
        cases: Array<Integer> = Vec<i32>,
        configurations: Array<Integer> = Vec<i32>,
        made: Array<Bool> = Vec<bool>,
        deadline: Nullable<Timestamptz> = Option<OffsetDateTime>,
    }
    include_str!("put.sql")
}

impl Store {
    /// Seals a run, or seals it anew: the seal takes the place of the one before. The run gets the rows that are named
    /// and loses those that only the seal before had made.
    pub async fn seal_run(
        &self,
        who: &Principal,
        run: &Located<Run>,
        seal: NewSeal,
    ) -> Result<Sealing, StoreError> {
        let NewSeal {
            announced,
            deadline,
        } = seal;
        let mut connection = self
            .connection_in_turn(run.organization, [run.project_turn(), run.turn()])
            .await?;
        connection
            .transaction(async |connection| {
                hold(connection, run.project_id).await?;
                run_rows::lock(connection, run).await?;
                let (results, rows) = match announced {
                    Announced::Results(results) => {
                        let most = i32::try_from(results).unwrap_or(i32::MAX);
                        (Some(most), Vec::new())
                    }
                    Announced::Rows(rows) => {
                        let (cases, configurations) = run_rows::columns(rows);
                        let statement = ResolveRows {
                            project: run.project_id,
                            run: run.number.get(),
                            cases,
                            configurations,
                            most: MOST_ROWS,
                        };
                        let rows: Vec<ResolvedRow> = statement.load(connection).await?;
                        if rows.is_empty() {
                            return Ok(Sealing::TooMany);
                        }
                        let gone = gone(&rows);
                        if !gone.is_empty() {
                            return Ok(Sealing::Gone(gone));
                        }
                        (None, rows)
                    }
                };
                put(connection, run, results, rows, deadline).await?;
                reload_run(connection, who, run.number.get())
                    .await
                    .map(|run| Sealing::Sealed(Box::new(run)))
            })
            .await
    }
}

/// The cases that were deleted after they were looked up.
fn gone(rows: &[ResolvedRow]) -> Vec<CaseNumber> {
    let gone = rows.iter().filter(|row| !row.is_there);
    let gone: BTreeSet<CaseNumber> = gone
        .filter_map(|row| CaseNumber::new(row.case_no))
        .collect();
    gone.into_iter().collect()
}

/// Seals a run that is locked.
async fn put(
    connection: &mut AsyncPgConnection,
    run: &Located<Run>,
    results: Option<i32>,
    rows: Vec<ResolvedRow>,
    deadline: Option<OffsetDateTime>,
) -> Result<(), StoreError> {
    let (project, number) = (run.project_id, run.number.get());
    let all_planned = rows.iter().all(|row| row.planned);
    let made: Vec<bool> = rows.iter().map(|row| !row.held).collect();
    let (cases, configurations) = columns(rows);
    let forsaken = ForsakenRows {
        project,
        run: number,
        cases: cases.clone(),
        configurations: configurations.clone(),
    };
    let forsaken: Vec<ResolvedRow> = forsaken.load(connection).await?;
    if !forsaken.is_empty() {
        run_rows::remove_empty(connection, project, number, columns(forsaken)).await?;
    }
    if !all_planned {
        let rows = (cases.clone(), configurations.clone());
        run_rows::add_columns(connection, project, number, rows).await?;
    }
    let statement = PutSeal {
        project,
        run: number,
        results,
        cases,
        configurations,
        made,
        deadline,
    };
    statement.execute(connection).await?;
    Ok(())
}

fn columns(rows: Vec<ResolvedRow>) -> (Vec<i32>, Vec<i32>) {
    let rows = rows.into_iter();
    rows.map(|row| (row.case_no, row.configuration)).unzip()
}
