//! Plans.

use domain::number::{CaseNumber, ConfigurationNumber};
use domain::spelling::{self, Kind};
use domain::text::Text;
use store::catalogue::{CaseName, Configuration, NewConfiguration, NewPlan};
use store::locate::Project;
use uuid::Uuid;

use super::super::wire::{CHARS, Id, Plan, PutPlan};
use super::configuration::{configuration, new_configuration};
use crate::body::Object;
use crate::failure::Failure;
use crate::fields;

/// A plan to be put, before its project and cases are looked up.
#[derive(Debug)]
pub(crate) struct PlanDraft {
    /// `None` if the id is of no form a project's id has.
    pub(crate) project: Option<spelling::Reference>,
    pub(crate) name: Text,
    pub(crate) application: Text,
    /// How each case was named, as it was sent too.
    pub(crate) cases: Vec<(String, CaseName)>,
    pub(crate) configurations: Vec<NewConfiguration>,
}

/// The id in the path: the caller picks it, and it must be a UUID.
pub(crate) fn plan_id(raw: &str) -> Result<Uuid, Failure> {
    let hyphenated = raw.len() == 36;
    Uuid::try_parse(raw)
        .ok()
        .filter(|_| hyphenated)
        .ok_or_else(|| Failure::Invalid("the plan's id must be a UUID".to_owned()))
}

pub(crate) fn put(body: PutPlan) -> Result<PlanDraft, Failure> {
    let PutPlan {
        project,
        name,
        application,
        test_cases,
        configurations,
    } = body;
    let required = |at: &str| Failure::Invalid(format!("{at} is required"));
    let project = project.ok_or_else(|| required("project"))?;
    let test_cases = test_cases.ok_or_else(|| required("test_cases"))?;
    if test_cases.is_empty() {
        return Err(Failure::Invalid("test_cases must not be empty".to_owned()));
    }
    let configurations = configurations.ok_or_else(|| required("configurations"))?;
    let numbered = configurations.into_iter().enumerate();
    Ok(PlanDraft {
        project: spelling::parse(Kind::Project, &text(project)),
        name: fields::required("name", name, CHARS)?,
        application: fields::required("application", application, CHARS)?,
        cases: test_cases
            .into_iter()
            .map(|id| named(text(id)))
            .collect::<Result<_, _>>()?,
        configurations: numbered
            .map(|(place, Object(it))| new_configuration(&format!("configurations[{place}]"), it))
            .collect::<Result<_, _>>()?,
    })
}

pub(super) fn text(id: Id) -> String {
    match id {
        Id::Text(text) => text,
        Id::Number(number) => number.to_string(),
    }
}

/// A case id: one of ours, else whatever the project calls it.
pub(super) fn named(raw: String) -> Result<(String, CaseName), Failure> {
    let name = match spelling::parse(Kind::Case, &raw) {
        Some(reference) => CaseName::Reference(reference),
        None => CaseName::Key(fields::text("test_cases", raw.clone())?),
    };
    Ok((raw, name))
}

/// The cases, each once; unknown ones refuse the plan.
pub(crate) fn cases(
    names: Vec<String>,
    found: Vec<Option<CaseNumber>>,
) -> Result<Vec<CaseNumber>, Failure> {
    let mut cases = Vec::with_capacity(found.len());
    let mut unknown = Vec::new();
    for (name, case) in names.into_iter().zip(found) {
        match case {
            Some(case) => cases.push(case),
            None => unknown.push(name),
        }
    }
    if unknown.is_empty() {
        return Ok(once(cases));
    }
    let unknown = unknown.join(", ");
    Err(Failure::Invalid(format!(
        "test_cases: not found in this project: {unknown}"
    )))
}

pub(crate) fn new_plan(
    id: Uuid,
    name: Text,
    application: Text,
    cases: Vec<CaseNumber>,
    configurations: Vec<ConfigurationNumber>,
) -> NewPlan {
    NewPlan {
        id,
        name,
        application,
        cases,
        configurations: once(configurations),
    }
}

fn once<T: Ord + Copy>(entries: Vec<T>) -> Vec<T> {
    let mut seen = std::collections::BTreeSet::new();
    entries.into_iter().filter(|it| seen.insert(*it)).collect()
}

/// The plan as it was stored; `known` are its configurations.
pub(crate) fn stored(project: &Project, plan: NewPlan, known: Vec<Configuration>) -> Plan {
    let NewPlan {
        id,
        name,
        application,
        cases,
        configurations,
    } = plan;
    let place = |it: &Configuration| configurations.iter().position(|at| at.get() == it.number);
    let mut known = known;
    known.sort_by_key(place);
    Plan {
        id: id.to_string(),
        project: spelling::numbered(Kind::Project, project.number.get()),
        name: name.into_string(),
        application: application.into_string(),
        test_cases: cases
            .into_iter()
            .map(|case| spelling::numbered(Kind::Case, case.get()))
            .collect(),
        configurations: known.into_iter().map(configuration).collect(),
    }
}
