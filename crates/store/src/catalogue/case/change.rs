//! Changes cases.

use diesel::sql_types::{Array, Bool, Integer, Jsonb, Nullable, Text};
use diesel_async::RunQueryDsl;
use domain::outcome::{Field, IssueLink};
use domain::patch::Patch;
use domain::text::Text as ScreenedText;
use serde_json::Value;

use super::detail::details;
use super::facts::{CaseFacts, keys};
use super::{Bdd, CaseDetail, CaseExtras, NewStep, steps, strings};
use crate::account::Principal;
use crate::catalogue::folder::are_folders;
use crate::catalogue::hold::hold;
use crate::error::StoreError;
use crate::locate::{Case, Located};
use crate::pool::Store;
use crate::statement::statement;

/// A change of a case; what is kept stays as it is.
#[derive(Clone, Debug, Default)]
pub struct CaseChange {
    /// The folder it lies in.
    pub folder: Patch<i32>,
    /// The title, of 1 to 1,000 characters.
    pub title: Option<ScreenedText>,
    /// What it is about.
    pub description: Patch<ScreenedText>,
    /// What must hold before it is executed.
    pub preconditions: Patch<ScreenedText>,
    /// What should have happened in the end.
    pub expected_result: Patch<ScreenedText>,
    /// How important it is.
    pub priority: Option<ScreenedText>,
    /// What kind of test it is.
    pub case_type: Option<ScreenedText>,
    /// Where it is in its life.
    pub state: Option<ScreenedText>,
    /// Whether a machine executes it.
    pub automation: Option<ScreenedText>,
    /// The template it was written with.
    pub template: Option<ScreenedText>,
    /// The layer of the system it tests.
    pub layer: Patch<ScreenedText>,
    /// Whether it goes through all layers.
    pub is_e2e: Option<bool>,
    /// The address of who looks after it.
    pub owner: Patch<ScreenedText>,
    /// All labels.
    pub tags: Option<Vec<ScreenedText>>,
    /// All linked issues.
    pub issues: Option<Vec<IssueLink>>,
    /// Custom fields by name; those that are not named stay.
    pub fields: Vec<(ScreenedText, Patch<ScreenedText>)>,
    /// What it is written in, part by part.
    pub bdd: BddChange,
    /// All steps, in order. A step that stays the same, or whose place does, keeps its id.
    pub steps: Option<Vec<NewStep>>,
}

/// A change of a case that is written as behaviour.
#[derive(Clone, Debug, Default)]
pub struct BddChange {
    /// The feature it belongs to.
    pub feature: Patch<ScreenedText>,
    /// What comes before each scenario.
    pub background: Patch<ScreenedText>,
    /// The scenario.
    pub scenario: Patch<ScreenedText>,
    /// All of it as one text.
    pub content: Patch<ScreenedText>,
}

statement! {
    LockCase { project: Integer = i32, number: Integer = i32 }
    "select c.facts,
         array(select s.id from case_steps s
               where s.project_id = c.project_id and s.case_no = c.number order by s.position) as step_ids,
         array(select s.action from case_steps s
               where s.project_id = c.project_id and s.case_no = c.number order by s.position) as actions,
         array(select s.expected from case_steps s
               where s.project_id = c.project_id and s.case_no = c.number order by s.position) as expected
     from test_cases c
     where c.project_id = $1 and c.number = $2 and c.deleted_at is null
     for no key update"
}

#[derive(diesel::QueryableByName)]
struct LockedRow {
    #[diesel(sql_type = Nullable<Jsonb>)]
    facts: Option<Value>,
    #[diesel(sql_type = Array<Integer>)]
    step_ids: Vec<i32>,
    #[diesel(sql_type = Array<Text>)]
    actions: Vec<String>,
    #[diesel(sql_type = Array<Text>)]
    expected: Vec<String>,
}

statement! {
    /// The same change of some cases, each with its own document. By primary key.
    ChangeCases {
        project: Integer = i32,
        numbers: Array<Integer> = Vec<i32>,
        user: Integer = i32,
        set_folder: Bool = bool,
        folder: Nullable<Integer> = Option<i32>,
        title: Nullable<Text> = Option<String>,
        set_description: Bool = bool,
        description: Nullable<Text> = Option<String>,
        set_preconditions: Bool = bool,
        preconditions: Nullable<Text> = Option<String>,
        priority: Nullable<Text> = Option<String>,
        case_type: Nullable<Text> = Option<String>,
        state: Nullable<Text> = Option<String>,
        automation: Nullable<Text> = Option<String>,
        template: Nullable<Text> = Option<String>,
        set_owner: Bool = bool,
        owner: Nullable<Text> = Option<String>,
        tags: Nullable<Array<Text>> = Option<Vec<String>>,
        issues: Nullable<Array<Text>> = Option<Vec<String>>,
        facts: Array<Nullable<Jsonb>> = Vec<Option<Value>>,
    }
    "update test_cases set
         folder = case when $4 then $5 else folder end,
         title = coalesce($6, title),
         description = case when $7 then $8 else description end,
         preconditions = case when $9 then $10 else preconditions end,
         priority = coalesce($11, priority),
         case_type = coalesce($12, case_type),
         state = coalesce($13, state),
         automation = coalesce($14, automation),
         template = coalesce($15, template),
         owner = case when $16 then $17 else owner end,
         tags = coalesce($18, tags),
         issues = coalesce($19, issues),
         facts = (select w.facts from unnest($2::integer[], $20::jsonb[]) as w (number, facts)
                  where w.number = test_cases.number),
         updated_by = $3,
         updated_at = now()
     where project_id = $1 and number = any($2)"
}

impl Store {
    /// Changes a case; `None` if the project has no such folder, or the case was deleted a moment ago.
    pub async fn change_case(
        &self,
        who: &Principal,
        case: &Located<Case>,
        change: CaseChange,
    ) -> Result<Option<CaseDetail>, StoreError> {
        let (project, number) = (case.project_id, case.number.get());
        let mut connection = self
            .connection_in_turn(case.organization, [case.project_turn()])
            .await?;
        connection
            .transaction(async |connection| {
                hold(connection, project).await?;
                let folder = match &change.folder {
                    Patch::Set(folder) => Some(*folder),
                    Patch::Keep | Patch::Clear => None,
                };
                if !are_folders(connection, project, folder).await? {
                    return Ok(None);
                }
                let locked: Vec<LockedRow> = LockCase { project, number }.load(connection).await?;
                let Some(before) = locked.into_iter().next() else {
                    return Ok(None);
                };
                let mut change = change;
                if let Some(steps) = change.steps.take() {
                    let known = steps::known(before.step_ids, before.actions, before.expected)?;
                    steps::replace(connection, case, &known, steps).await?;
                }
                let extras = CaseFacts::read(before.facts)?;
                let statement = changed(who, project, vec![(number, extras)], change)?;
                statement.execute(connection).await?;
                let found = details(connection, [(project, number)]).await?;
                Ok(found.into_iter().next())
            })
            .await
    }
}

/// The change of some cases, each by number with what it has.
pub(super) fn changed(
    who: &Principal,
    project: i32,
    before: Vec<(i32, CaseExtras)>,
    change: CaseChange,
) -> Result<ChangeCases, StoreError> {
    let CaseChange {
        folder,
        title,
        description,
        preconditions,
        expected_result,
        priority,
        case_type,
        state,
        automation,
        template,
        layer,
        is_e2e,
        owner,
        tags,
        issues,
        fields,
        bdd,
        steps: _,
    } = change;
    let string = |text: Option<ScreenedText>| text.map(ScreenedText::into_string);
    let issue_keys = issues.as_deref().map(keys);
    let mut numbers = Vec::with_capacity(before.len());
    let mut facts = Vec::with_capacity(before.len());
    for (number, before) in before {
        let after = CaseFacts::of(CaseExtras {
            expected_result: expected_result.clone().over(before.expected_result),
            layer: layer.clone().over(before.layer),
            is_e2e: is_e2e.unwrap_or(before.is_e2e),
            issues: issues.clone().unwrap_or(before.issues),
            fields: changed_fields(before.fields, fields.clone()),
            bdd: bdd.clone().over(before.bdd),
        });
        numbers.push(number);
        facts.push(after.stored()?);
    }
    Ok(ChangeCases {
        project,
        numbers,
        user: who.user.get(),
        set_folder: folder != Patch::Keep,
        folder: folder.over(None),
        title: string(title),
        set_description: description != Patch::Keep,
        description: string(description.over(None)),
        set_preconditions: preconditions != Patch::Keep,
        preconditions: string(preconditions.over(None)),
        priority: string(priority),
        case_type: string(case_type),
        state: string(state),
        automation: string(automation),
        template: string(template),
        set_owner: owner != Patch::Keep,
        owner: string(owner.over(None)),
        tags: tags.map(strings),
        issues: issue_keys,
        facts,
    })
}

/// A field keeps its place; one that is new comes last.
fn changed_fields(
    mut fields: Vec<Field>,
    changes: Vec<(ScreenedText, Patch<ScreenedText>)>,
) -> Vec<Field> {
    for (name, change) in changes {
        let place = fields.iter().position(|field| field.name == name);
        match (change, place) {
            (Patch::Keep, _) | (Patch::Clear, None) => {}
            (Patch::Clear, Some(place)) => drop(fields.remove(place)),
            (Patch::Set(value), Some(place)) => {
                if let Some(field) = fields.get_mut(place) {
                    field.value = value;
                }
            }
            (Patch::Set(value), None) => fields.push(Field { name, value }),
        }
    }
    fields
}

impl BddChange {
    fn over(self, before: Bdd) -> Bdd {
        let Self {
            feature,
            background,
            scenario,
            content,
        } = self;
        Bdd {
            feature: feature.over(before.feature),
            background: background.over(before.background),
            scenario: scenario.over(before.scenario),
            content: content.over(before.content),
        }
    }
}
