//! A test run to be created: what it names, and the rows that follow from what is there.

use std::collections::{BTreeMap, BTreeSet};

use domain::case::RowKey;
use domain::number::{CaseNumber, ConfigurationNumber};
use domain::run_state::RunState;
use serde_json::Value;
use store::catalogue::{CaseName, CaseSelection, NewRun};

use super::super::wire::{self, MappedCases, OneOrMany};
use super::case::texts;
use super::names::{case_name, invalid_cases, number};
use super::run_state;
use crate::body::Object;
use crate::failure::Failure;
use crate::fields;

/// More rows than any run has results is a mistake of the request.
const MOST_ROWS: usize = 1_000_000;

/// A run to be created, before the names in it are looked up.
#[derive(Debug)]
pub(crate) struct NamedRun {
    new: NewRun,
    /// The cases as the client named them.
    ids: Vec<String>,
    pub(crate) cases: Vec<CaseName>,
    /// What each case is executed under; what the map does not hold, under `configurations`.
    mapped: BTreeMap<String, Vec<i64>>,
    configurations: Vec<i64>,
    folders: Vec<i64>,
    /// The cases chosen by where they lie, besides those named.
    pub(crate) selection: Option<CaseSelection>,
}

/// What the names of a run to be created lead to.
#[derive(Debug)]
pub(crate) struct Known {
    /// The cases named, in order.
    pub(crate) cases: Vec<Option<CaseNumber>>,
    /// The cases of the selection.
    pub(crate) selected: Vec<CaseNumber>,
    pub(crate) configurations: BTreeSet<i32>,
    pub(crate) folders: BTreeSet<i32>,
}

pub(crate) fn new_run(body: wire::CreateRun) -> Result<NamedRun, Failure> {
    let wire::CreateRun {
        test_run:
            Object(wire::NewRun {
                name,
                description,
                run_state,
                assignee,
                tags,
                test_cases,
                configurations,
                configuration_map,
                folder_ids,
                include_sub_folders,
                include_all,
            }),
    } = body;
    let state = run_state.filter(|it| !it.is_empty()).map(|word| {
        run_state::read(&word)
            .ok_or_else(|| Failure::Invalid(format!("Invalid run_state value: {word}")))
    });
    let mut ids = plain_ids(test_cases.unwrap_or_default())?;
    let mut mapped: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for Object(entry) in configuration_map.unwrap_or_default() {
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
    let folders = folder_ids.unwrap_or_default();
    let all = include_all.unwrap_or_default();
    let selection = (all || !folders.is_empty()).then(|| CaseSelection {
        folders: (!all).then(|| folders.iter().map(|id| number(*id)).collect()),
        with_sub_folders: include_sub_folders.unwrap_or_default(),
        ..CaseSelection::default()
    });
    Ok(NamedRun {
        cases: cases.collect::<Result<_, _>>()?,
        new: NewRun {
            description: fields::optional("description", description)?,
            assignee: fields::optional_at_most("assignee", assignee, 255)?,
            tags: texts("tags", tags)?,
            state: state.transpose()?.unwrap_or(RunState::New),
            ..NewRun::named(fields::required("name", name, 1000)?)
        },
        ids,
        mapped,
        configurations: configurations.unwrap_or_default(),
        folders,
        selection,
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

    /// Every folder it names.
    pub(crate) fn folders(&self) -> Vec<i32> {
        self.folders.iter().map(|id| number(*id)).collect()
    }

    /// The run with its rows: each case under each of its configurations, or once without one.
    pub(crate) fn resolved(self, known: &Known) -> Result<NewRun, Failure> {
        let Self {
            new,
            ids,
            cases: _,
            mapped,
            configurations,
            folders,
            selection: _,
        } = self;
        let Known {
            cases,
            selected,
            configurations: known_configurations,
            folders: known_folders,
        } = known;
        let named = || ids.iter().zip(cases);
        let unknown: Vec<&str> = named()
            .filter_map(|(id, case)| case.is_none().then_some(id.as_str()))
            .collect();
        if !unknown.is_empty() {
            return Err(invalid_cases(unknown));
        }
        all_known("folder", &folders, known_folders)?;
        all_known(
            "configuration",
            mapped.values().flatten().chain(&configurations),
            known_configurations,
        )?;
        // By the case: the list and the map may spell its id differently.
        let own: BTreeMap<CaseNumber, &Vec<i64>> = named()
            .filter_map(|(id, case)| Some(((*case)?, mapped.get(id)?)))
            .collect();
        let mut rows = BTreeSet::new();
        for case in cases.iter().flatten().chain(selected) {
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

/// Refuses ids of what is not there, and names them.
fn all_known<'a>(
    noun: &str,
    ids: impl IntoIterator<Item = &'a i64>,
    known: &BTreeSet<i32>,
) -> Result<(), Failure> {
    let ids = ids.into_iter().filter(|id| !known.contains(&number(**id)));
    let foreign: BTreeSet<i64> = ids.copied().collect();
    if foreign.is_empty() {
        return Ok(());
    }
    let foreign: Vec<String> = foreign.iter().map(i64::to_string).collect();
    let problem = format!("Invalid {noun} IDs: {}", foreign.join(", "));
    Err(Failure::Invalid(problem))
}
