//! Assigns rows of a run.

use std::collections::BTreeMap;

use diesel::sql_types::{Array, Integer, Nullable, Text};
use domain::case::RowKey;
use domain::number::ConfigurationNumber;
use domain::text::Text as ScreenedText;

use crate::error::StoreError;
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::statement::statement;

statement! {
    /// Without an address the row is taken back from whoever had it. The run is held, so that nothing is
    /// written into one that is being deleted.
    AssignRows {
        project: Integer = i32,
        run: Integer = i32,
        cases: Array<Integer> = Vec<i32>,
        configurations: Array<Integer> = Vec<i32>,
        assignees: Array<Nullable<Text>> = Vec<Option<String>>,
    }
    "with held as materialized (
         select 1 from runs where project_id = $1 and number = $2 and deleted_at is null for share
     ), given as (
         select g.* from held, unnest($3::integer[], $4::integer[], $5::text[])
             as g (case_no, configuration, assignee)
     ), taken as (
         delete from row_assignees a using given g
         where g.assignee is null and a.project_id = $1 and a.run = $2 and a.case_no = g.case_no
             and a.configuration = g.configuration
     )
     insert into row_assignees (project_id, run, case_no, configuration, assignee)
     select $1, $2, case_no, configuration, assignee from given where assignee is not null
     on conflict (project_id, run, case_no, configuration) do update set assignee = excluded.assignee"
}

impl Store {
    /// Assigns rows of a run to people, by address, or to nobody.
    pub async fn assign_rows(
        &self,
        run: &Located<Run>,
        assignees: BTreeMap<RowKey, Option<ScreenedText>>,
    ) -> Result<(), StoreError> {
        if assignees.is_empty() {
            return Ok(());
        }
        let keys = || assignees.keys();
        let configuration = |key: &RowKey| key.configuration.map_or(0, ConfigurationNumber::get);
        let statement = AssignRows {
            project: run.project_id,
            run: run.number.get(),
            cases: keys().map(|key| key.case.get()).collect(),
            configurations: keys().map(configuration).collect(),
            assignees: assignees
                .values()
                .map(|it| it.as_ref().map(ToString::to_string))
                .collect(),
        };
        let mut connection = self
            .connection_in_turn(run.organization, [run.turn_together()])
            .await?;
        connection.execute_alone(statement).await?;
        Ok(())
    }
}
