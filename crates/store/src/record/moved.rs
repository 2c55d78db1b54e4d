//! Takes what is kept with a row along when the row moves.

use diesel::result::QueryResult;
use diesel::sql_types::{Array, Integer};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::case::RowKey;
use domain::number::{ConfigurationNumber, RunNumber};

use super::load::Place;
use crate::statement::statement;

statement! {
    /// By `attachments_row` and by primary key. Who is assigned to the new row already stays so.
    TakeAlong {
        projects: Array<Integer> = Vec<i32>,
        runs: Array<Integer> = Vec<i32>,
        cases: Array<Integer> = Vec<i32>,
        from: Array<Integer> = Vec<i32>,
        to: Array<Integer> = Vec<i32>,
    }
    "with moved as (
         select * from unnest($1::integer[], $2::integer[], $3::integer[], $4::integer[], $5::integer[])
             as m (project_id, run, case_no, from_configuration, to_configuration)
     ), file as (
         update attachments a set configuration = m.to_configuration from moved m
         where a.project_id = m.project_id and a.run = m.run and a.case_no = m.case_no
             and a.configuration = m.from_configuration
     ), unassigned as (
         delete from row_assignees a using moved m
         where a.project_id = m.project_id and a.run = m.run and a.case_no = m.case_no
             and a.configuration = m.from_configuration
         returning a.project_id, a.run, a.case_no, m.to_configuration, a.assignee
     )
     insert into row_assignees (project_id, run, case_no, configuration, assignee)
     select project_id, run, case_no, to_configuration, assignee from unassigned
     on conflict do nothing"
}

impl TakeAlong {
    pub(super) const fn nothing() -> Self {
        Self {
            projects: Vec::new(),
            runs: Vec::new(),
            cases: Vec::new(),
            from: Vec::new(),
            to: Vec::new(),
        }
    }

    /// Adds a row and where it is now; a move changes no more than the configuration.
    pub(super) fn add(&mut self, place: &Place, run: RunNumber, from: RowKey, to: RowKey) {
        let number = |key: RowKey| key.configuration.map_or(0, ConfigurationNumber::get);
        if from != to {
            self.projects.push(place.project_id);
            self.runs.push(run.get());
            self.cases.push(from.case.get());
            self.from.push(number(from));
            self.to.push(number(to));
        }
    }

    /// Under the locks of the runs.
    pub(super) async fn carry_out(self, connection: &mut AsyncPgConnection) -> QueryResult<()> {
        if !self.projects.is_empty() {
            self.execute(connection).await?;
        }
        Ok(())
    }
}
