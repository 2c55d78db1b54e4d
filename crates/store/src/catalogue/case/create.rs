//! Creates cases.

use diesel::sql_types::{Array, Integer, Jsonb, Nullable, Text};
use diesel_async::RunQueryDsl;
use domain::text::Text as ScreenedText;
use serde_json::{Value, json};

use super::detail::details;
use super::facts::{CaseFacts, keys};
use super::{CaseDetail, CaseExtras, NewCase, strings};
use crate::account::{NumberRow, Principal};
use crate::catalogue::folder::are_folders;
use crate::catalogue::hold::hold;
use crate::error::StoreError;
use crate::locate::{Located, Project};
use crate::pool::Store;
use crate::statement::statement;

statement! {
    CreateCases {
        organization: Integer = i32,
        project: Integer = i32,
        user: Integer = i32,
        folders: Array<Nullable<Integer>> = Vec<Option<i32>>,
        titles: Array<Text> = Vec<String>,
        descriptions: Array<Nullable<Text>> = Vec<Option<String>>,
        preconditions: Array<Nullable<Text>> = Vec<Option<String>>,
        priorities: Array<Text> = Vec<String>,
        case_types: Array<Text> = Vec<String>,
        states: Array<Text> = Vec<String>,
        automations: Array<Text> = Vec<String>,
        templates: Array<Text> = Vec<String>,
        owners: Array<Text> = Vec<String>,
        tags: Array<Jsonb> = Vec<Value>,
        issues: Array<Jsonb> = Vec<Value>,
        facts: Array<Nullable<Jsonb>> = Vec<Option<Value>>,
        step_cases: Array<Integer> = Vec<i32>,
        step_positions: Array<Integer> = Vec<i32>,
        step_actions: Array<Text> = Vec<String>,
        step_expected: Array<Text> = Vec<String>,
    }
    include_str!("create.sql")
}

impl Store {
    /// Creates a case with its steps; `None` if the project has no such folder.
    pub async fn create_case(
        &self,
        who: &Principal,
        project: &Located<Project>,
        new: NewCase,
    ) -> Result<Option<CaseDetail>, StoreError> {
        let made = self.create_cases(who, project, vec![new]).await?;
        Ok(made.and_then(|made| made.into_iter().next()))
    }

    /// Creates cases with their steps, in this order; `None`, and nothing is created, if the project has
    /// not got the folder of each.
    pub async fn create_cases(
        &self,
        who: &Principal,
        project: &Located<Project>,
        new: Vec<NewCase>,
    ) -> Result<Option<Vec<CaseDetail>>, StoreError> {
        if new.is_empty() {
            return Ok(Some(Vec::new()));
        }
        let project_id = project.project_id;
        let mut statement = CreateCases::none(who, project);
        for case in new {
            statement.add(who, case)?;
        }
        let mut connection = self
            .connection_in_turn(project.organization, [project.project_turn()])
            .await?;
        connection
            .transaction(async |connection| {
                hold(connection, project_id).await?;
                let folders = statement.folders.iter().flatten().copied();
                if !are_folders(connection, project_id, folders).await? {
                    return Ok(None);
                }
                let made: Vec<NumberRow> = statement.load(connection).await?;
                let made = made.into_iter().map(|row| (project_id, row.number));
                details(connection, made).await.map(Some)
            })
            .await
    }
}

impl CreateCases {
    fn none(who: &Principal, project: &Located<Project>) -> Self {
        Self {
            organization: project.organization,
            project: project.project_id,
            user: who.user.get(),
            folders: Vec::new(),
            titles: Vec::new(),
            descriptions: Vec::new(),
            preconditions: Vec::new(),
            priorities: Vec::new(),
            case_types: Vec::new(),
            states: Vec::new(),
            automations: Vec::new(),
            templates: Vec::new(),
            owners: Vec::new(),
            tags: Vec::new(),
            issues: Vec::new(),
            facts: Vec::new(),
            step_cases: Vec::new(),
            step_positions: Vec::new(),
            step_actions: Vec::new(),
            step_expected: Vec::new(),
        }
    }

    fn add(&mut self, who: &Principal, new: NewCase) -> Result<(), StoreError> {
        let NewCase {
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
            steps,
        } = new;
        self.folders.push(folder);
        self.titles.push(title.into_string());
        self.descriptions
            .push(description.map(ScreenedText::into_string));
        self.preconditions
            .push(preconditions.map(ScreenedText::into_string));
        self.priorities.push(priority.into_string());
        self.case_types.push(case_type.into_string());
        self.states.push(state.into_string());
        self.automations.push(automation.into_string());
        self.templates.push(template.into_string());
        let owner = owner.map(ScreenedText::into_string);
        self.owners.push(owner.unwrap_or_else(|| who.email.clone()));
        self.tags.push(json!(strings(tags)));
        self.issues.push(json!(keys(&issues)));
        let facts = CaseFacts::of(CaseExtras {
            expected_result,
            layer,
            is_e2e,
            issues,
            fields,
            bdd,
        });
        self.facts.push(facts.stored()?);
        let place = i32::try_from(self.titles.len()).unwrap_or(i32::MAX);
        for (position, step) in (1..).zip(steps) {
            self.step_cases.push(place);
            self.step_positions.push(position);
            self.step_actions.push(step.action.into_string());
            self.step_expected.push(step.expected.into_string());
        }
        Ok(())
    }
}
