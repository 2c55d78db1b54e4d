//! The steps of many cases at once.

use std::collections::BTreeMap;

use diesel::sql_types::{Array, Integer, Text};
use diesel_async::RunQueryDsl;
use domain::number::CaseNumber;

use crate::error::StoreError;
use crate::locate::{Located, Project};
use crate::pool::Store;
use crate::statement::statement;

/// The steps of some cases, in order: permanent id, action, expected outcome.
pub type CaseSteps = BTreeMap<CaseNumber, Vec<(i32, String, String)>>;

statement! {
    /// By primary key of `case_steps`, case by case.
    StepsOfSome { project: Integer = i32, cases: Array<Integer> = Vec<i32> }
    "select w.case_no, s.id, s.action, s.expected
     from unnest($2::integer[]) as w (case_no)
     cross join lateral (
         select s.id, s.position, s.action, s.expected from case_steps s
         where s.project_id = $1 and s.case_no = w.case_no order by s.position offset 0
     ) s
     order by w.case_no, s.position"
}

#[derive(diesel::QueryableByName)]
struct StepRow {
    #[diesel(sql_type = Integer)]
    case_no: i32,
    #[diesel(sql_type = Integer)]
    id: i32,
    #[diesel(sql_type = Text)]
    action: String,
    #[diesel(sql_type = Text)]
    expected: String,
}

impl Store {
    /// The steps of these cases of the project; a case without steps has no entry.
    pub async fn steps_of_cases(
        &self,
        project: &Located<Project>,
        cases: impl IntoIterator<Item = CaseNumber>,
    ) -> Result<CaseSteps, StoreError> {
        let mut cases: Vec<i32> = cases.into_iter().map(CaseNumber::get).collect();
        cases.sort_unstable();
        cases.dedup();
        let project = project.project_id;
        let mut connection = self.connection().await?;
        let rows: Vec<StepRow> = StepsOfSome { project, cases }.load(&mut connection).await?;
        let mut steps = CaseSteps::new();
        for row in rows {
            let case = CaseNumber::new(row.case_no)
                .ok_or_else(|| StoreError::corrupt("case_steps.case_no below 1"))?;
            let own = steps.entry(case).or_default();
            own.push((row.id, row.action, row.expected));
        }
        Ok(steps)
    }
}
