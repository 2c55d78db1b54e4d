//! Changes test runs.

use diesel::sql_types::{Array, Bool, Integer, Jsonb, Nullable, SmallInt, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::outcome::IssueLink;
use domain::patch::Patch;
use domain::run_state::RunState;
use domain::text::Text as ScreenedText;
use serde_json::Value;
use time::OffsetDateTime;

use super::hold::hold;
use super::run_facts::FactsChange;
use super::run_rows::{self, RowSelection};
use crate::account::Principal;
use crate::error::{Deleted, StoreError};
use crate::locate::{Located, Run, runs_by_number};
use crate::pool::Store;
use crate::statement::statement;

/// A change of a run; what is kept stays as it is.
#[derive(Clone, Debug, Default)]
pub struct RunChange {
    /// The name.
    pub name: Option<ScreenedText>,
    /// The description.
    pub description: Patch<ScreenedText>,
    /// The label of where it runs.
    pub environment: Patch<ScreenedText>,
    /// The address of who is to carry it out.
    pub assignee: Patch<ScreenedText>,
    /// All of its labels.
    pub tags: Option<Vec<ScreenedText>>,
    /// All of its linked issues.
    pub issues: Option<Vec<IssueLink>>,
    /// What it works towards.
    pub milestone: Patch<ScreenedText>,
    /// The rule that its cases were selected by.
    pub selection: Patch<Value>,
    /// The address of who is to carry out its cases.
    pub row_assignee: Patch<ScreenedText>,
    /// Rows to be added; those that the run has are left as they are.
    pub added: Vec<RowSelection>,
    /// The plan it executes.
    pub plan: Patch<i32>,
    /// The state. One that is not over opens the run again: it has no end then.
    pub state: Option<RunState>,
    /// When it ended; the first time stays.
    pub finished_at: Option<OffsetDateTime>,
}

statement! {
    ChangeRun {
        project: Integer = i32,
        run: Integer = i32,
        name: Nullable<Text> = Option<String>,
        set_description: Bool = bool,
        description: Nullable<Text> = Option<String>,
        set_environment: Bool = bool,
        environment: Nullable<Text> = Option<String>,
        state: Nullable<SmallInt> = Option<i16>,
        finished_at: Nullable<Timestamptz> = Option<OffsetDateTime>,
        set_assignee: Bool = bool,
        assignee: Nullable<Text> = Option<String>,
        tags: Nullable<Array<Text>> = Option<Vec<String>>,
        set_plan: Bool = bool,
        plan: Nullable<Integer> = Option<i32>,
        written: Jsonb = Value,
        removed: Array<Text> = Vec<String>,
        opened: Bool = bool,
    }
    "update runs set
         name = coalesce($3, name),
         description = case when $4 then $5 else description end,
         environment = case when $6 then $7 else environment end,
         state = coalesce($8, state),
         finished_at = case when not $17 then coalesce(finished_at, $9) end,
         assignee = case when $10 then $11 else assignee end,
         tags = coalesce($12, tags),
         plan = case when $13 then $14 else plan end,
         facts = nullif((coalesce(facts, '{}') || $15) - $16::text[], '{}'),
         updated_at = now()
     where project_id = $1 and number = $2 and deleted_at is null"
}

impl Store {
    /// Changes a run.
    pub async fn change_run(
        &self,
        who: &Principal,
        run: &Located<Run>,
        change: RunChange,
    ) -> Result<Located<Run>, StoreError> {
        let RunChange {
            name,
            description,
            environment,
            assignee,
            tags,
            issues,
            milestone,
            selection,
            row_assignee,
            added,
            plan,
            state,
            finished_at,
        } = change;
        let (project, number) = (run.project_id, run.number.get());
        let FactsChange { written, removed } =
            FactsChange::of(issues, milestone, selection, row_assignee)?;
        let statement = ChangeRun {
            project,
            run: number,
            name: name.map(ScreenedText::into_string),
            set_description: description != Patch::Keep,
            description: description.over(None).map(ScreenedText::into_string),
            set_environment: environment != Patch::Keep,
            environment: environment.over(None).map(ScreenedText::into_string),
            state: state.map(RunState::code),
            finished_at,
            set_assignee: assignee != Patch::Keep,
            assignee: assignee.over(None).map(ScreenedText::into_string),
            tags: tags.map(strings),
            set_plan: plan != Patch::Keep,
            plan: plan.over(None),
            written,
            removed,
            opened: state.is_some_and(|it| !it.is_over()),
        };
        let mut connection = self
            .connection_in_turn(run.organization, [run.project_turn(), run.turn()])
            .await?;
        connection
            .transaction(async |connection| {
                if !added.is_empty() {
                    hold(connection, project).await?;
                }
                statement.execute(connection).await?;
                run_rows::add(connection, project, number, added).await?;
                reload(connection, who, number).await
            })
            .await
    }
}

/// The run as it is now.
pub(crate) async fn reload(
    connection: &mut AsyncPgConnection,
    who: &Principal,
    number: i32,
) -> Result<Located<Run>, StoreError> {
    let found = runs_by_number(connection, who, vec![number]).await?;
    let run = found.into_iter().next();
    run.ok_or(StoreError::Deleted(Deleted::Run))
}

pub(super) fn strings(texts: Vec<ScreenedText>) -> Vec<String> {
    texts.into_iter().map(ScreenedText::into_string).collect()
}
