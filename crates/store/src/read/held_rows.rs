//! Which rows of some cases a run holds.

use diesel::prelude::QueryableByName;
use diesel::sql_types::{Array, Integer};
use diesel_async::RunQueryDsl;
use domain::case::RowKey;
use domain::number::CaseNumber;

use crate::error::StoreError;
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::record::result_row::row_key;
use crate::statement::statement;

statement! {
    /// By the primary keys of both tables, case by case.
    HeldRows { project: Integer = i32, run: Integer = i32, cases: Array<Integer> = Vec<i32> }
    "select distinct k.case_no, k.configuration
     from unnest($3::integer[]) as w (case_no)
     cross join lateral (
         select r.case_no, r.configuration from run_cases r
         where r.project_id = $1 and r.run = $2 and r.case_no = w.case_no
         union all
         select p.case_no, p.configuration from planned_cases p
         where p.project_id = $1 and p.run = $2 and p.case_no = w.case_no
     ) k
     order by k.case_no, k.configuration"
}

#[derive(QueryableByName)]
struct HeldRow {
    #[diesel(sql_type = Integer)]
    case_no: i32,
    #[diesel(sql_type = Integer)]
    configuration: i32,
}

impl Store {
    /// The rows of some cases in a run, in order; none for a case that the run does not hold.
    pub async fn held_rows(
        &self,
        run: &Located<Run>,
        cases: &[CaseNumber],
    ) -> Result<Vec<RowKey>, StoreError> {
        if cases.is_empty() {
            return Ok(Vec::new());
        }
        let statement = HeldRows {
            project: run.project_id,
            run: run.number.get(),
            cases: cases.iter().map(|it| it.get()).collect(),
        };
        let mut connection = self.connection().await?;
        let rows: Vec<HeldRow> = statement.load(&mut connection).await?;
        rows.into_iter()
            .map(|row| row_key(row.case_no, row.configuration))
            .collect()
    }
}
