//! Changes and deletes many cases at once: all of them, or none.

use diesel::sql_types::{Array, Integer, Jsonb, Nullable};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::number::CaseNumber;
use serde_json::Value;

use super::CaseChange;
use super::change::changed;
use super::facts::CaseFacts;
use crate::account::Principal;
use crate::catalogue::hold::hold;
use crate::error::StoreError;
use crate::locate::{Located, Project};
use crate::pool::Store;
use crate::statement::statement;

statement! {
    /// Cases by primary key, locked in the order of their numbers, so that two such calls do not wait for
    /// each other. The deletion of a folder locks them in no order: the project is held first, so that it waits.
    LockCases { project: Integer = i32, numbers: Array<Integer> = Vec<i32> }
    "select number, facts from test_cases
     where project_id = $1 and number = any($2) and deleted_at is null
     order by number for no key update"
}

#[derive(diesel::QueryableByName)]
struct LockedRow {
    #[diesel(sql_type = Integer)]
    number: i32,
    #[diesel(sql_type = Nullable<Jsonb>)]
    facts: Option<Value>,
}

statement! {
    DeleteCases { project: Integer = i32, numbers: Array<Integer> = Vec<i32> }
    "update test_cases set deleted_at = now() where project_id = $1 and number = any($2)"
}

impl Store {
    /// Makes the same change of all these cases; `false`, and none is changed, if one of them is not there.
    /// Folder and steps are each case's own and stay.
    pub async fn change_cases(
        &self,
        who: &Principal,
        project: &Located<Project>,
        cases: &[CaseNumber],
        change: CaseChange,
    ) -> Result<bool, StoreError> {
        let mut connection = self
            .connection_in_turn(project.organization, [project.project_turn()])
            .await?;
        let project = project.project_id;
        let change = CaseChange {
            folder: domain::patch::Patch::Keep,
            steps: None,
            ..change
        };
        connection
            .transaction(async |connection| {
                hold(connection, project).await?;
                let Some(locked) = lock(connection, project, cases).await? else {
                    return Ok(false);
                };
                let before = locked
                    .into_iter()
                    .map(|row| Ok((row.number, CaseFacts::read(row.facts)?)))
                    .collect::<Result<_, StoreError>>()?;
                let statement = changed(who, project, before, change)?;
                statement.execute(connection).await?;
                Ok(true)
            })
            .await
    }

    /// Deletes all these cases; `false`, and none is deleted, if one of them is not there.
    pub async fn delete_cases(
        &self,
        project: &Located<Project>,
        cases: &[CaseNumber],
    ) -> Result<bool, StoreError> {
        let mut connection = self
            .connection_in_turn(project.organization, [project.project_turn()])
            .await?;
        let project = project.project_id;
        let found = connection
            .transaction(async |connection| {
                hold(connection, project).await?;
                let Some(locked) = lock(connection, project, cases).await? else {
                    return Ok(false);
                };
                let numbers = locked.into_iter().map(|row| row.number).collect();
                let statement = DeleteCases { project, numbers };
                statement.execute(connection).await?;
                Ok::<bool, StoreError>(true)
            })
            .await?;
        if found {
            self.deleted();
        }
        Ok(found)
    }
}

/// Locks cases until the transaction ends; `None` if one of them is not there.
async fn lock(
    connection: &mut AsyncPgConnection,
    project: i32,
    cases: &[CaseNumber],
) -> Result<Option<Vec<LockedRow>>, StoreError> {
    let mut numbers: Vec<i32> = cases.iter().map(|case| case.get()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let wanted = numbers.len();
    let locked: Vec<LockedRow> = LockCases { project, numbers }.load(connection).await?;
    Ok((locked.len() == wanted).then_some(locked))
}
