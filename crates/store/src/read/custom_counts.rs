//! How many rows of a run show a status of the organization's own.

use diesel::prelude::QueryableByName;
use diesel::sql_types::{Integer, SmallInt};
use diesel_async::RunQueryDsl;
use domain::number::CustomStatusNumber;
use domain::outcome::StatusChoice;
use domain::status::Status;

use crate::error::StoreError;
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::statement::statement;

statement! {
    /// Reads the run's rows with details; a run keeps no such counts, because few have any.
    CustomCounts { project: Integer = i32, run: Integer = i32 }
    "select d.custom_status, r.status, count(*)::integer as rows
     from run_cases r
     join result_details d on d.project_id = r.project_id and d.run = r.run and d.seq = r.seq
     where r.project_id = $1 and r.run = $2 and r.parts & 1 = 1 and d.custom_status is not null
     group by 1, 2"
}

#[derive(QueryableByName)]
struct CountRow {
    #[diesel(sql_type = Integer)]
    custom_status: i32,
    #[diesel(sql_type = SmallInt)]
    status: i16,
    #[diesel(sql_type = Integer)]
    rows: i32,
}

impl Store {
    /// The statuses of the organization's own that rows of the run show, and how many each.
    pub async fn custom_counts(
        &self,
        run: &Located<Run>,
    ) -> Result<Vec<(StatusChoice, i32)>, StoreError> {
        let mut connection = self.connection().await?;
        let statement = CustomCounts {
            project: run.project_id,
            run: run.number.get(),
        };
        let rows: Vec<CountRow> = statement.load(&mut connection).await?;
        let corrupt = || StoreError::corrupt("a result's status");
        rows.into_iter()
            .map(|row| {
                let choice = StatusChoice {
                    status: Status::from_code(row.status).ok_or_else(corrupt)?,
                    custom: Some(CustomStatusNumber::new(row.custom_status).ok_or_else(corrupt)?),
                };
                Ok((choice, row.rows))
            })
            .collect()
    }
}
