//! Test runs to be created, changed or replaced.

use domain::case::RowKey;
use domain::outcome::IssueLink;
use domain::patch::Patch;
use domain::run_state::RunState;
use domain::text::Text;
use serde_json::Value;
use store::catalogue::{NewRun, RowSelection, RunChange};
use store::locate::Run;
use time::OffsetDateTime;

use super::super::run_state;
use super::super::wire;
use super::case::texts;
use super::case_filter;
use super::draft::issue_links;
use super::run_rows::{self, NamedRows, Selected};
use crate::body::Object;
use crate::failure::Failure;
use crate::fields;

/// What a request says of a run, before the names in it are looked up.
#[derive(Debug)]
pub(crate) struct NamedRun {
    name: Patch<Text>,
    description: Patch<Text>,
    state: Option<RunState>,
    assignee: Patch<Text>,
    row_assignee: Patch<Text>,
    tags: Patch<Vec<Text>>,
    issues: Patch<Vec<IssueLink>>,
    selection: Patch<Value>,
    /// The plan as the client named it.
    pub(crate) plan: Patch<String>,
    pub(crate) rows: NamedRows,
}

/// What the names lead to.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) rows: Vec<RowSelection>,
    /// The plan, if one is named.
    pub(crate) plan: Option<i32>,
}

pub(crate) fn run_request(sent: wire::RunFields) -> Result<NamedRun, Failure> {
    let wire::RunFields {
        name,
        description,
        run_state,
        assignee,
        test_case_assignee,
        tags,
        issues,
        issue_tracker,
        test_plan_id,
        sub_test_plan_id,
        test_cases,
        configurations,
        configuration_map,
        folder_ids,
        include_sub_folders,
        include_all,
        filter_test_cases,
        filter_scope,
        shared_test_cases,
        is_automation: _,
    } = sent;
    refuse_sub_plan(sub_test_plan_id)?;
    refuse_shared(shared_test_cases)?;
    let person = |at: &str, sent: Patch<String>| {
        sent.try_map(|raw| fields::at_most(at, raw, wire::MOST_PERSON_CHARS))
    };
    // An empty word says nothing, as null does.
    let state = run_state.0.over(None).filter(|word| !word.is_empty());
    let filter = filter_test_cases.0.map(|Object(filter)| filter);
    let (selection, filter) = case_filter::read(filter)?;
    let rows = run_rows::named(Selected {
        test_cases: test_cases.unwrap_or_default(),
        configurations: configurations.unwrap_or_default(),
        configuration_map: configuration_map.unwrap_or_default(),
        folders: folder_ids.unwrap_or_default(),
        include_sub_folders: include_sub_folders.unwrap_or_default(),
        include_all: include_all.unwrap_or_default(),
        filter,
        scope: scope(filter_scope)?,
    })?;
    Ok(NamedRun {
        name: match name.0 {
            Patch::Keep => Patch::Keep,
            sent @ (Patch::Clear | Patch::Set(_)) => Patch::Set(fields::required(
                "name",
                sent.over(None),
                wire::MOST_RUN_NAME_CHARS,
            )?),
        },
        description: description
            .0
            .try_map(|raw| fields::text("description", raw))?,
        state: state.map(|word| run_state::required(&word)).transpose()?,
        assignee: person("assignee", assignee.0)?,
        row_assignee: person("test_case_assignee", test_case_assignee.0)?,
        tags: tags.0.try_map(|raw| texts("tags", Some(raw)))?,
        issues: issues
            .0
            .try_map(|keys| issue_links("test_run", Some(keys), issue_tracker))?,
        selection,
        plan: test_plan_id.0,
        rows,
    })
}

/// Plans have no sub-plans here, so that each is unknown.
fn refuse_sub_plan(named: Option<String>) -> Result<(), Failure> {
    match named.filter(|id| !id.is_empty()) {
        Some(id) => Err(Failure::Invalid(format!("Invalid sub test plan ID: {id}"))),
        None => Ok(()),
    }
}

/// No document says what this key holds. Whatever it is, it asks for cases that nobody shares here.
fn refuse_shared(named: Option<Value>) -> Result<(), Failure> {
    let asks = match named {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::Array(cases)) => !cases.is_empty(),
        Some(Value::Object(cases)) => !cases.is_empty(),
        Some(Value::Bool(true) | Value::Number(_) | Value::String(_)) => true,
    };
    if asks {
        let problem = "Invalid shared_test_cases: test cases are not shared between projects";
        return Err(Failure::Invalid(problem.to_owned()));
    }
    Ok(())
}

/// Reading: left out, the filter limits the folders.
fn scope(word: Option<String>) -> Result<wire::FilterScope, Failure> {
    match word.filter(|it| !it.is_empty()) {
        Some(word) => wire::FilterScope::read(&word)
            .ok_or_else(|| Failure::Invalid(format!("Invalid filter_scope value: {word}"))),
        None => Ok(wire::FilterScope::Folders),
    }
}

impl NamedRun {
    /// The run to be created; a case that names no configuration has one row without any.
    pub(crate) fn created(self, found: Found) -> Result<NewRun, Failure> {
        let Self {
            name,
            description,
            state,
            assignee,
            row_assignee,
            tags,
            issues,
            selection,
            plan: _,
            rows: _,
        } = self;
        let Found { rows, plan } = found;
        let missing = || Failure::Invalid("name is required".to_owned());
        let rows = rows.into_iter().map(|row| match row {
            RowSelection::Row(key) => key,
            RowSelection::Case(case) => RowKey::first_of(case),
        });
        Ok(NewRun {
            description: description.over(None),
            state: state.unwrap_or(RunState::New),
            assignee: assignee.over(None),
            row_assignee: row_assignee.over(None),
            tags: tags.over(None).unwrap_or_default(),
            issues: issues.over(None).unwrap_or_default(),
            selection: selection.over(None),
            plan,
            rows: rows.collect(),
            ..NewRun::named(name.over(None).ok_or_else(missing)?)
        })
    }

    /// The change of a run in which what is left out stays.
    pub(crate) fn changed(self, found: Found, now: OffsetDateTime) -> RunChange {
        let Self {
            name,
            description,
            state,
            assignee,
            row_assignee,
            tags,
            issues,
            selection,
            plan: named,
            rows: _,
        } = self;
        let Found { rows, plan } = found;
        RunChange {
            name: name.over(None),
            description,
            assignee,
            row_assignee,
            tags: whole(tags),
            issues: whole(issues),
            selection,
            plan: match named {
                Patch::Keep => Patch::Keep,
                Patch::Clear | Patch::Set(_) => Patch::from(plan),
            },
            added: rows,
            ..moved(state, now)
        }
    }

    /// The change of a run in which what is left out is reset, as the vendor's server does; but its cases
    /// stay, new ones join them, and neither a name nor an end that was left out is taken away.
    pub(crate) fn replaced(self, run: &Run, found: Found, now: OffsetDateTime) -> RunChange {
        let Self {
            name,
            description,
            state,
            assignee,
            row_assignee,
            tags,
            issues,
            selection,
            plan: _,
            rows: _,
        } = self;
        let Found { rows, plan } = found;
        let reset = (run.state != RunState::Closed).then_some(RunState::New);
        RunChange {
            name: name.over(None),
            description: Patch::from(description.over(None)),
            assignee: Patch::from(assignee.over(None)),
            row_assignee: Patch::from(row_assignee.over(None)),
            tags: Some(tags.over(None).unwrap_or_default()),
            issues: Some(issues.over(None).unwrap_or_default()),
            selection: Patch::from(selection.over(None)),
            plan: Patch::from(plan),
            added: rows,
            ..moved(state.or(reset), now)
        }
    }
}

/// A list that was sent as null is empty.
fn whole<T>(list: Patch<Vec<T>>) -> Option<Vec<T>> {
    match list {
        Patch::Keep => None,
        Patch::Clear => Some(Vec::new()),
        Patch::Set(list) => Some(list),
    }
}

/// Moves a run to a state; one that is over has ended now.
pub(crate) fn moved(state: Option<RunState>, now: OffsetDateTime) -> RunChange {
    RunChange {
        state,
        finished_at: state.filter(|it| it.is_over()).map(|_| now),
        ..RunChange::default()
    }
}
