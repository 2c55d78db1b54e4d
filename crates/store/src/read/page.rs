//! Pages of results, newest first: of a run, of a case in a run, of a case in all runs.

use diesel::sql_types::{BigInt, Integer, Nullable};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::number::{ResultNumber, RunNumber, Seq};

use super::results::{Places, ResultEntry, ResultLine, lines_at, results_at};
use crate::account::NumberRow;
use crate::error::StoreError;
use crate::locate::{Case, Listed, Located, Page, Run, total};
use crate::pool::Store;
use crate::statement::statement;

statement! {
    /// The places of a page of a run from which results were removed; dense runs need no query.
    SparsePage { project: Integer = i32, run: Integer = i32, skip: BigInt = i64, take: BigInt = i64 }
    "select run, seq from (
         select run, seq from run_cases where project_id = $1 and run = $2 and seq > 0
         union all
         select run, seq from past_results where project_id = $1 and run = $2
         union all
         select run, seq from step_results where project_id = $1 and run = $2
     ) k order by seq desc offset $3 limit $4"
}

statement! {
    /// The places of a page of a case's history. By the three `…_case` indexes: reads only its rows.
    /// Without `seq > 0`, which every row fulfils, `run_cases_case` cannot be used.
    CasePage {
        project: Integer = i32,
        case_no: Integer = i32,
        run: Nullable<Integer> = Option<i32>,
        skip: BigInt = i64,
        take: BigInt = i64,
    }
    "select run, seq from (
         select run, seq from run_cases where project_id = $1 and case_no = $2 and seq > 0 and ($3::integer is null or run = $3)
             and run <> all(array(select number from runs where project_id = $1 and deleted_at is not null))
         union all
         select run, seq from past_results where project_id = $1 and case_no = $2 and ($3::integer is null or run = $3)
             and run <> all(array(select number from runs where project_id = $1 and deleted_at is not null))
         union all
         select run, seq from step_results where project_id = $1 and case_no = $2 and ($3::integer is null or run = $3)
             and run <> all(array(select number from runs where project_id = $1 and deleted_at is not null))
     ) k order by run desc, seq desc offset $4 limit $5"
}

statement! {
    CaseCount { project: Integer = i32, case_no: Integer = i32, run: Nullable<Integer> = Option<i32> }
    "select (
         (select count(*) from run_cases where project_id = $1 and case_no = $2 and seq > 0 and ($3::integer is null or run = $3)
             and run <> all(array(select number from runs where project_id = $1 and deleted_at is not null)))
         + (select count(*) from past_results where project_id = $1 and case_no = $2 and ($3::integer is null or run = $3)
             and run <> all(array(select number from runs where project_id = $1 and deleted_at is not null)))
         + (select count(*) from step_results where project_id = $1 and case_no = $2 and ($3::integer is null or run = $3)
             and run <> all(array(select number from runs where project_id = $1 and deleted_at is not null)))
     )::integer as number"
}

#[derive(diesel::QueryableByName)]
struct PlaceRow {
    #[diesel(sql_type = Integer)]
    run: i32,
    #[diesel(sql_type = Integer)]
    seq: i32,
}

impl Store {
    /// The results and step rows of a run, newest first.
    pub async fn results_of_run(
        &self,
        run: &Located<Run>,
        page: Page,
    ) -> Result<Listed<ResultLine>, StoreError> {
        let mut connection = self.connection().await?;
        let project = run.project_id;
        let places = if run.next_seq - 1 == run.result_rows {
            dense_page(run, page)
        } else {
            let (skip, take) = (page.skip.into(), page.take.into());
            let statement = SparsePage {
                project,
                run: run.number.get(),
                skip,
                take,
            };
            places(statement.load(&mut connection).await?)
        };
        let total = u32::try_from(run.result_rows).unwrap_or_default();
        Ok(Listed {
            entries: newest_first(&mut connection, project, places).await?,
            total,
        })
    }

    /// The results and step rows of a case in a run, newest first.
    pub async fn results_of_case_in_run(
        &self,
        run: &Located<Run>,
        case: &Located<Case>,
        page: Page,
    ) -> Result<Listed<ResultLine>, StoreError> {
        self.case_page(case, Some(run.number), page).await
    }

    /// The results and step rows of a case in all runs, newest run first.
    pub async fn results_of_case(
        &self,
        case: &Located<Case>,
        page: Page,
    ) -> Result<Listed<ResultLine>, StoreError> {
        self.case_page(case, None, page).await
    }

    async fn case_page(
        &self,
        case: &Located<Case>,
        run: Option<RunNumber>,
        page: Page,
    ) -> Result<Listed<ResultLine>, StoreError> {
        let (project, case_no, run) = (case.project_id, case.number.get(), run.map(RunNumber::get));
        let (skip, take) = (page.skip.into(), page.take.into());
        let mut connection = self.connection().await?;
        let found = CasePage {
            project,
            case_no,
            run,
            skip,
            take,
        }
        .load(&mut connection)
        .await?;
        let count: Vec<NumberRow> = CaseCount {
            project,
            case_no,
            run,
        }
        .load(&mut connection)
        .await?;
        Ok(Listed {
            entries: newest_first(&mut connection, project, places(found)).await?,
            total: total(&count),
        })
    }

    /// Every result of a run, oldest first, with its steps.
    pub async fn all_results_of_run(
        &self,
        run: &Located<Run>,
    ) -> Result<Vec<ResultEntry>, StoreError> {
        let all = Page {
            skip: 0,
            take: u32::try_from(run.next_seq).unwrap_or_default(),
        };
        let mut connection = self.connection().await?;
        let mut entries = results_at(&mut connection, run.project_id, dense_page(run, all)).await?;
        entries.sort_by_key(|entry| entry.recorded.seq);
        Ok(entries)
    }

    /// The result at a place of a run, with its steps.
    pub async fn result_at(
        &self,
        run: &Located<Run>,
        seq: Seq,
    ) -> Result<Option<ResultEntry>, StoreError> {
        let places = Places {
            runs: vec![run.number.get()],
            seqs: vec![seq.get()],
        };
        let mut connection = self.connection().await?;
        let found = results_at(&mut connection, run.project_id, places).await?;
        Ok(found.into_iter().next())
    }
}

/// In a dense run the places of a page are known without asking.
fn dense_page(run: &Run, page: Page) -> Places {
    let skip = i32::try_from(page.skip).unwrap_or(i32::MAX);
    let take = i32::try_from(page.take).unwrap_or(i32::MAX);
    let newest = run.next_seq.saturating_sub(1).saturating_sub(skip);
    let oldest = newest.saturating_sub(take).saturating_add(1).max(1);
    let seqs: Vec<i32> = (oldest..=newest).collect();
    Places {
        runs: vec![run.number.get(); seqs.len()],
        seqs,
    }
}

fn places(rows: Vec<PlaceRow>) -> Places {
    let (runs, seqs) = rows.into_iter().map(|row| (row.run, row.seq)).unzip();
    Places { runs, seqs }
}

async fn newest_first(
    connection: &mut AsyncPgConnection,
    project: i32,
    places: Places,
) -> Result<Vec<ResultLine>, StoreError> {
    if places.seqs.is_empty() {
        return Ok(Vec::new());
    }
    let mut lines = lines_at(connection, project, places).await?;
    lines.sort_by_key(|line| std::cmp::Reverse(line.number()));
    Ok(lines)
}

impl ResultLine {
    /// The public integer id of the line.
    #[must_use]
    pub fn number(&self) -> ResultNumber {
        match self {
            Self::Result(entry) => entry.number(),
            Self::Step(entry) => entry.number(),
        }
    }
}
