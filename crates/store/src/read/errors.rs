//! What the failing rows of a run failed with.

use diesel::sql_types::{Array, BigInt, Integer, SmallInt, Text};
use diesel_async::RunQueryDsl;
use domain::status::{Class, Status};

use crate::error::StoreError;
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::statement::statement;

/// The errors of the rows that show a failing result. The error of a row is the message of its first failure that
/// has any text, or else the first line of its trace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorSummary {
    /// How many rows have one.
    pub rows: i32,
    /// How many different ones there are.
    pub different: i32,
    /// The most frequent, first.
    pub most_frequent: Vec<String>,
}

statement! {
    /// By the primary keys of `run_cases`, from run on, and of `result_details`.
    ErrorsOfRun {
        project: Integer = i32,
        run: Integer = i32,
        failing: Array<SmallInt> = Vec<i16>,
        most: BigInt = i64,
    }
    "select e.error, (count(*) over ())::integer as different, (sum(count(*)) over ())::integer as rows
     from run_cases r
     join result_details d on d.project_id = r.project_id and d.run = r.run and d.seq = r.seq
     cross join lateral (
         select coalesce(f.failure ->> 'message', f.failure -> 'trace' ->> 0) as error
         from jsonb_array_elements(d.facts -> 'failures') with ordinality as f (failure, place)
         where coalesce(f.failure ->> 'message', f.failure -> 'trace' ->> 0) is not null
         order by f.place limit 1
     ) e
     where r.project_id = $1 and r.run = $2 and r.status = any($3) and r.parts & 1 = 1
     group by e.error order by count(*) desc, e.error limit $4"
}

#[derive(diesel::QueryableByName)]
struct ErrorRow {
    #[diesel(sql_type = Text)]
    error: String,
    #[diesel(sql_type = Integer)]
    different: i32,
    #[diesel(sql_type = Integer)]
    rows: i32,
}

impl Store {
    /// What the failing rows of a run failed with; names the `most` frequent errors.
    pub async fn errors_of_run(
        &self,
        run: &Located<Run>,
        most: u32,
    ) -> Result<ErrorSummary, StoreError> {
        if run.counts.failing() == 0 {
            return Ok(ErrorSummary::default());
        }
        let mut connection = self.connection().await?;
        let failing = Status::ALL.into_iter();
        let failing = failing.filter(|it| it.class() == Class::Failing);
        let statement = ErrorsOfRun {
            project: run.project_id,
            run: run.number.get(),
            failing: failing.map(Status::code).collect(),
            most: most.into(),
        };
        let found: Vec<ErrorRow> = statement.load(&mut connection).await?;
        let (rows, different) = match found.as_slice() {
            [first, ..] => (first.rows, first.different),
            [] => (0, 0),
        };
        Ok(ErrorSummary {
            rows,
            different,
            most_frequent: found.into_iter().map(|row| row.error).collect(),
        })
    }
}
