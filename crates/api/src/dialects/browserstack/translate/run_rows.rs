//! The rows that a request names: before the names in it are looked up, and after.

use std::collections::{BTreeMap, BTreeSet};

use domain::case::RowKey;
use domain::number::{CaseNumber, ConfigurationNumber};
use serde_json::Value;
use store::catalogue::{CaseName, RowSelection};

use super::super::wire::{self, FilterScope, MappedCases, OneOrMany};
use super::case_filter::Selection;
use super::names::{case_name, invalid_cases, number};
use crate::body::Object;
use crate::failure::Failure;
use crate::integer::Integer;

/// More rows than any run has results is a mistake of the request.
const MOST_ROWS: usize = 1_000_000;

/// Rows as a request names them.
#[derive(Debug, Default)]
pub(crate) struct NamedRows {
    /// The cases as the client named them.
    ids: Vec<String>,
    pub(crate) cases: Vec<CaseName>,
    /// What each case is executed under; what the map does not hold, under `configurations`.
    mapped: BTreeMap<String, Vec<Integer>>,
    configurations: Vec<Integer>,
    folders: Vec<Integer>,
    /// Cases chosen by where they lie and what they are, besides those named: two at most.
    pub(crate) selections: Vec<Selection>,
}

/// What the names lead to.
#[derive(Debug)]
pub(crate) struct Known {
    /// The cases named, in order.
    pub(crate) cases: Vec<Option<CaseNumber>>,
    /// The cases of the selections.
    pub(crate) selected: Vec<CaseNumber>,
    pub(crate) configurations: BTreeSet<i32>,
    pub(crate) folders: BTreeSet<i32>,
}

/// What a body says of a run's cases.
#[derive(Debug)]
pub(super) struct Selected {
    pub(super) test_cases: Vec<Value>,
    pub(super) configurations: Vec<Integer>,
    pub(super) configuration_map: Vec<Object<MappedCases>>,
    pub(super) folders: Vec<Integer>,
    pub(super) include_sub_folders: bool,
    pub(super) include_all: bool,
    /// Limits what lies in the folders; without folders, of the whole project.
    pub(super) filter: Option<Selection>,
    pub(super) scope: FilterScope,
}

pub(super) fn named(selected: Selected) -> Result<NamedRows, Failure> {
    let Selected {
        test_cases,
        configurations,
        configuration_map,
        folders,
        include_sub_folders,
        include_all,
        filter,
        scope,
    } = selected;
    let mut ids = plain_ids(test_cases)?;
    let mut mapped: BTreeMap<String, Vec<Integer>> = BTreeMap::new();
    for Object(entry) in configuration_map {
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
    let folder_numbers: Vec<i32> = folders.iter().map(|id| number(*id)).collect();
    let within = |selection: Selection| selection.within(folder_numbers, include_sub_folders);
    let selections = match (filter, scope) {
        (filter, _) if include_all => vec![filter.unwrap_or_default()],
        (filter, _) if folders.is_empty() => filter.into_iter().collect(),
        (Some(filter), FilterScope::Project) => vec![within(Selection::default()), filter],
        (filter, FilterScope::Folders | FilterScope::Project) => {
            vec![within(filter.unwrap_or_default())]
        }
    };
    let cases = ids.iter().map(|id| case_name("test_cases", id));
    Ok(NamedRows {
        cases: cases.collect::<Result<_, _>>()?,
        selections,
        ids,
        mapped,
        configurations,
        folders,
    })
}

/// The rows of `add_test_cases` or `remove_test_cases`.
pub(crate) fn listed(
    at: &str,
    entries: Option<Vec<Object<wire::RowSelection>>>,
) -> Result<Vec<NamedRows>, Failure> {
    let entries = entries.unwrap_or_default().into_iter();
    entries
        .map(|Object(entry)| {
            let wire::RowSelection {
                test_case_ids,
                configuration_ids,
            } = entry;
            let cases = test_case_ids.iter().map(|id| case_name(at, id));
            Ok(NamedRows {
                cases: cases.collect::<Result<_, _>>()?,
                ids: test_case_ids,
                configurations: configuration_ids.unwrap_or_default(),
                ..NamedRows::default()
            })
        })
        .collect()
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

impl NamedRows {
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

    /// Each case under each of its configurations; one that names none stands alone.
    pub(crate) fn resolved(&self, known: &Known) -> Result<BTreeSet<RowSelection>, Failure> {
        let Self {
            ids,
            cases: _,
            mapped,
            configurations,
            folders,
            selections: _,
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
        all_known("folder", folders, known_folders)?;
        all_known(
            "configuration",
            mapped.values().flatten().chain(configurations),
            known_configurations,
        )?;
        // By the case: the list and the map may spell its id differently.
        let own: BTreeMap<CaseNumber, &Vec<Integer>> = named()
            .filter_map(|(id, case)| Some(((*case)?, mapped.get(id)?)))
            .collect();
        let mut rows = BTreeSet::new();
        for case in cases.iter().flatten().chain(selected) {
            let under = own.get(case).copied().unwrap_or(configurations);
            let alone = under.is_empty().then_some(RowSelection::Case(*case));
            rows.extend(alone);
            rows.extend(under.iter().map(|id| {
                RowSelection::Row(RowKey {
                    case: *case,
                    configuration: ConfigurationNumber::new(number(*id)),
                })
            }));
            if rows.len() > MOST_ROWS {
                let problem = format!("A test run may have at most {MOST_ROWS} test cases");
                return Err(Failure::Invalid(problem));
            }
        }
        Ok(rows)
    }
}

/// Refuses ids of what is not there, and names them.
fn all_known<'a>(
    noun: &str,
    ids: impl IntoIterator<Item = &'a Integer>,
    known: &BTreeSet<i32>,
) -> Result<(), Failure> {
    let ids = ids.into_iter().filter(|id| !known.contains(&number(**id)));
    let foreign: BTreeSet<Integer> = ids.copied().collect();
    if foreign.is_empty() {
        return Ok(());
    }
    let foreign: Vec<String> = foreign.iter().map(Integer::to_string).collect();
    let problem = format!("Invalid {noun} IDs: {}", foreign.join(", "));
    Err(Failure::Invalid(problem))
}
