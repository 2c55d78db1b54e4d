//! Selects cases by where they lie.

use diesel::sql_types::{Array, Bool, Integer, Nullable};
use diesel_async::RunQueryDsl;
use domain::number::CaseNumber;

use crate::account::NumberRow;
use crate::error::StoreError;
use crate::locate::{Located, Project};
use crate::pool::Store;
use crate::statement::statement;

statement! {
    SelectCases {
        project: Integer = i32,
        folders: Nullable<Array<Integer>> = Option<Vec<i32>>,
        with_sub_folders: Bool = bool,
    }
    "with recursive chosen as (
         select f.number from folders f
         where f.project_id = $1 and f.number = any($2) and f.deleted_at is null
         union
         select f.number from chosen
         join folders f on f.project_id = $1 and f.parent = chosen.number and f.deleted_at is null
         where $3
     )
     select c.number from test_cases c
     where c.project_id = $1 and c.catalogued and c.deleted_at is null
         and ($2 is null or c.folder in (select number from chosen))
     order by c.number"
}

impl Store {
    /// The cases in the project's catalogue: all of them, or those in some folders, and in the folders
    /// below these if asked for. Unknown folders hold none.
    pub async fn select_cases(
        &self,
        project: &Located<Project>,
        folders: Option<Vec<i32>>,
        with_sub_folders: bool,
    ) -> Result<Vec<CaseNumber>, StoreError> {
        let mut connection = self.connection().await?;
        let statement = SelectCases {
            project: project.project_id,
            folders,
            with_sub_folders,
        };
        let rows: Vec<NumberRow> = statement.load(&mut connection).await?;
        let numbers = rows.into_iter().map(|row| CaseNumber::new(row.number));
        numbers
            .collect::<Option<_>>()
            .ok_or_else(|| StoreError::corrupt("test_cases.number below 1"))
    }
}
