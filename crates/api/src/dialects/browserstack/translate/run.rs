//! Test runs.

use std::collections::{BTreeMap, BTreeSet};

use domain::case::RowKey;
use domain::number::{CaseNumber, ConfigurationNumber};
use domain::run_state::RunState;
use domain::spelling::{self, Kind};
use domain::status::Status;
use serde_json::Value;
use store::catalogue::{CaseName, NewRun};
use store::locate::Run;

use super::super::links::{self, Links};
use super::super::status;
use super::super::wire::{self, MappedCases, OneOrMany};
use super::case::texts;
use super::names::{case_name, flag, invalid_cases, number};
use crate::failure::Failure;
use crate::{fields, times};

/// More rows than any run has results is a mistake of the request.
const MOST_ROWS: usize = 1_000_000;

/// The vendor's states; what Verdict has besides them reads as the nearest one.
const STATES: [(&str, RunState); 7] = [
    ("new_run", RunState::New),
    ("in_progress", RunState::InProgress),
    ("under_review", RunState::UnderReview),
    ("rejected", RunState::Rejected),
    ("done", RunState::Done),
    ("closed", RunState::Closed),
    // What an example of the documents calls `new_run`.
    ("new", RunState::New),
];

fn state(word: &str) -> Option<RunState> {
    let mut states = STATES.iter();
    states
        .find(|(known, _)| known.eq_ignore_ascii_case(word))
        .map(|(_, state)| *state)
}

fn state_word(state: RunState) -> &'static str {
    match state {
        RunState::New => "new_run",
        RunState::InProgress => "in_progress",
        RunState::UnderReview => "under_review",
        RunState::Rejected => "rejected",
        RunState::Done | RunState::Synced => "done",
        RunState::Closed => "closed",
    }
}

/// The states of the runs to list: those named, else all but closed ones unless these are asked for too.
pub(crate) fn shown_states(
    run_state: Option<&str>,
    include_closed: Option<&str>,
) -> Result<Vec<RunState>, Failure> {
    if let Some(words) = run_state.filter(|it| !it.is_empty()) {
        let mut shown = Vec::new();
        for word in words.split(',').map(str::trim) {
            let wanted = state(word)
                .ok_or_else(|| Failure::Invalid(format!("Invalid run_state value: {word}")))?;
            let alike = |it: &RunState| state_word(*it) == state_word(wanted);
            shown.extend(RunState::ALL.into_iter().filter(alike));
        }
        return Ok(shown);
    }
    let with_closed = flag(include_closed);
    let shown = |it: &RunState| with_closed || *it != RunState::Closed;
    Ok(RunState::ALL.into_iter().filter(shown).collect())
}

/// A run to be created, before the names in it are looked up.
#[derive(Debug)]
pub(crate) struct NamedRun {
    new: NewRun,
    /// The state, where it is not the first one.
    pub(crate) state: Option<RunState>,
    /// The cases as the client named them.
    ids: Vec<String>,
    pub(crate) cases: Vec<CaseName>,
    /// What each case is executed under; what the map does not hold, under `configurations`.
    mapped: BTreeMap<String, Vec<i64>>,
    configurations: Vec<i64>,
}

pub(crate) fn new_run(body: wire::CreateRun) -> Result<NamedRun, Failure> {
    let wire::CreateRun {
        test_run:
            wire::NewRun {
                name,
                description,
                run_state,
                assignee,
                tags,
                test_cases,
                configurations,
                configuration_map,
            },
    } = body;
    let state = run_state.filter(|it| !it.is_empty()).map(|word| {
        state(&word).ok_or_else(|| Failure::Invalid(format!("Invalid run_state value: {word}")))
    });
    let mut ids = plain_ids(test_cases.unwrap_or_default())?;
    let mut mapped: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for entry in configuration_map.unwrap_or_default() {
        let MappedCases {
            test_case_id,
            configuration_ids,
        } = entry;
        let cases = match test_case_id {
            OneOrMany::One(id) => vec![id],
            OneOrMany::Many(ids) => ids,
        };
        for id in cases {
            let known = mapped.entry(id.clone()).or_default();
            known.extend(&configuration_ids);
            ids.push(id);
        }
    }
    let cases = ids.iter().map(|id| case_name("test_cases", id));
    Ok(NamedRun {
        cases: cases.collect::<Result<_, _>>()?,
        new: NewRun {
            name: fields::required("name", name, 1000)?,
            description: fields::optional("description", description)?,
            environment: None,
            assignee: fields::optional_at_most("assignee", assignee, 255)?,
            tags: texts("tags", tags)?,
            rows: Vec::new(),
            plan: None,
            read_token: None,
            started_at: None,
            build: None,
        },
        state: state.transpose()?.filter(|state| *state != RunState::New),
        ids,
        mapped,
        configurations: configurations.unwrap_or_default(),
    })
}

/// Ids are plain strings; objects are refused in the words of the vendor's schema check.
fn plain_ids(values: Vec<Value>) -> Result<Vec<String>, Failure> {
    let values = values.into_iter().enumerate();
    values
        .map(|(place, value)| {
            let kind = match value {
                Value::String(id) => return Ok(id),
                Value::Null => "null",
                Value::Bool(_) => "boolean",
                Value::Number(_) => "number",
                Value::Array(_) => "array",
                Value::Object(_) => "object",
            };
            Err(Failure::Malformed(format!(
                "The property '#/test_run/test_cases/{place}' of type {kind} did not match the following \
                 type: string"
            )))
        })
        .collect()
}

impl NamedRun {
    /// Every configuration it names.
    pub(crate) fn configurations(&self) -> Vec<i32> {
        let mapped = self.mapped.values().flatten();
        let all = mapped.chain(&self.configurations);
        let numbers: BTreeSet<i32> = all.map(|id| number(*id)).collect();
        numbers.into_iter().collect()
    }

    /// The run with its rows: each case under each of its configurations, or once without one.
    pub(crate) fn resolved(
        self,
        cases: &[Option<CaseNumber>],
        known: &BTreeSet<i32>,
    ) -> Result<NewRun, Failure> {
        let Self {
            new,
            state: _,
            ids,
            cases: _,
            mapped,
            configurations,
        } = self;
        let named = || ids.iter().zip(cases);
        let unknown: Vec<&str> = named()
            .filter_map(|(id, case)| case.is_none().then_some(id.as_str()))
            .collect();
        if !unknown.is_empty() {
            return Err(invalid_cases(unknown));
        }
        let foreign: BTreeSet<i64> = mapped
            .values()
            .flatten()
            .chain(&configurations)
            .copied()
            .filter(|id| !known.contains(&number(*id)))
            .collect();
        if !foreign.is_empty() {
            let foreign: Vec<String> = foreign.iter().map(i64::to_string).collect();
            let problem = format!("Invalid configuration IDs: {}", foreign.join(", "));
            return Err(Failure::Invalid(problem));
        }
        // By the case: the list and the map may spell its id differently.
        let own: BTreeMap<CaseNumber, &Vec<i64>> = named()
            .filter_map(|(id, case)| Some(((*case)?, mapped.get(id)?)))
            .collect();
        let mut rows = BTreeSet::new();
        for case in cases.iter().flatten() {
            let under = own.get(case).copied().unwrap_or(&configurations);
            let under = under.iter().map(|id| ConfigurationNumber::new(number(*id)));
            let without = under.len() == 0;
            let keys = under.chain(without.then_some(None));
            rows.extend(keys.map(|configuration| RowKey {
                case: *case,
                configuration,
            }));
            if rows.len() > MOST_ROWS {
                let problem = format!("A test run may have at most {MOST_ROWS} test cases");
                return Err(Failure::Invalid(problem));
            }
        }
        Ok(NewRun {
            rows: rows.into_iter().collect(),
            ..new
        })
    }
}

pub(crate) fn run(links: Links<'_>, run: &Run) -> wire::Run {
    let path = links::run_path(run.project, run.number);
    let active_state = match run.state {
        RunState::Closed => "closed",
        RunState::New
        | RunState::InProgress
        | RunState::UnderReview
        | RunState::Rejected
        | RunState::Done
        | RunState::Synced => "active",
    };
    wire::Run {
        identifier: spelling::numbered(Kind::Run, run.number.get()),
        name: run.name.clone(),
        description: run.description.clone().unwrap_or_default(),
        active_state,
        run_state: state_word(run.state),
        assignee: run.assignee.clone(),
        project_id: spelling::numbered(Kind::Project, run.project.get()),
        tags: run.tags.clone(),
        configurations: run.configurations.clone(),
        filter_test_cases: wire::FilterTestCases { is_dynamic: false },
        created_at: times::millis(run.created_at),
        updated_at: times::millis(run.updated_at),
        links: wire::RunLinks {
            test_cases: format!("{path}/test-cases"),
            itself: path,
        },
        urls: links.run(run.project, run.number),
        test_cases_count: run.counts.total(),
    }
}

pub(crate) fn run_detail(
    links: Links<'_>,
    shown: &Run,
    rows: Option<Vec<wire::Row>>,
) -> wire::RunDetail {
    let mut overall_progress: BTreeMap<&'static str, i32> = BTreeMap::new();
    for status in Status::ALL {
        let count = shown.counts.of(status);
        if count > 0 {
            *overall_progress
                .entry(status::of(status).display)
                .or_default() += count;
        }
    }
    wire::RunDetail {
        run: run(links, shown),
        passed_count: shown.counts.of(Status::Passed),
        failed_count: shown.counts.failing(),
        overall_progress,
        issues: rows.is_some().then_some([]),
        test_cases: rows,
    }
}
