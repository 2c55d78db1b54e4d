//! Runs.

use domain::case::RowKey;
use domain::number::CaseNumber;
use domain::patch::Patch;
use domain::run_state::RunState;
use domain::spelling::{self, Kind, Reference};
use domain::text::Text;
use store::catalogue::{CaseName, NewRun, RunChange};
use store::locate::{Run, RunFilter};
use time::OffsetDateTime;

use super::super::status::{RUN_STATES, run_word, run_words};
use super::super::wire::{ChangeRun, CreateRun, Run as WireRun};
use crate::failure::Failure;
use crate::fields;
use crate::times;

/// The most characters of a run's name.
pub(super) const NAME_CHARS: usize = 1000;

/// A run to be created, before its project and cases are looked up.
#[derive(Debug)]
pub(crate) struct RunPlan {
    pub(crate) name: Text,
    /// `None` if the id is of no form a project's id has.
    pub(crate) project: Option<Reference>,
    pub(crate) environment: Option<Text>,
    /// How each case was named, as it was sent too.
    pub(crate) cases: Vec<(String, CaseName)>,
}

pub(crate) fn create(body: CreateRun) -> Result<RunPlan, Failure> {
    let CreateRun {
        name,
        project_id,
        environment,
        test_case_ids,
    } = body;
    let name = fields::required("name", name, NAME_CHARS)?;
    let project =
        project_id.ok_or_else(|| Failure::Invalid("project_id is required".to_owned()))?;
    let cases = test_case_ids.unwrap_or_default().into_iter();
    Ok(RunPlan {
        name,
        project: spelling::parse(Kind::Project, &project),
        environment: fields::optional("environment", environment)?,
        cases: cases
            .map(|raw| case_name("test_case_ids", &raw).map(|name| (raw, name)))
            .collect::<Result<_, _>>()?,
    })
}

/// A case id or code: one of ours, else whatever the project calls it.
pub(crate) fn case_name(at: &str, raw: &str) -> Result<CaseName, Failure> {
    match spelling::parse(Kind::Case, raw) {
        Some(reference) => Ok(CaseName::Reference(reference)),
        None => fields::text(at, raw.to_owned()).map(CaseName::Key),
    }
}

/// The rows of a new run; unknown cases refuse it (reading).
pub(crate) fn rows(
    names: Vec<String>,
    found: Vec<Option<CaseNumber>>,
) -> Result<Vec<RowKey>, Failure> {
    let mut rows = Vec::with_capacity(found.len());
    let mut unknown = Vec::new();
    for (name, case) in names.into_iter().zip(found) {
        match case {
            Some(case) => rows.push(RowKey::first_of(case)),
            None => unknown.push(name),
        }
    }
    if unknown.is_empty() {
        Ok(rows)
    } else {
        let unknown = unknown.join(", ");
        Err(Failure::Invalid(format!("Test case not found: {unknown}")))
    }
}

pub(crate) fn new_run(name: Text, environment: Option<Text>, rows: Vec<RowKey>) -> NewRun {
    NewRun {
        environment,
        rows,
        ..NewRun::named(name)
    }
}

/// A status that the run shows already leaves it as it is: a closed run reads COMPLETED, and saying
/// that again must not open it. One that reads `IN_PROGRESS` only because something is missing is opened by that word.
pub(crate) fn change(
    run: &Run,
    body: ChangeRun,
    now: OffsetDateTime,
) -> Result<RunChange, Failure> {
    let ChangeRun {
        name,
        environment,
        status,
    } = body;
    let name = match name.0 {
        Patch::Keep => None,
        sent @ (Patch::Clear | Patch::Set(_)) => {
            Some(fields::required("name", sent.over(None), NAME_CHARS)?)
        }
    };
    let state = match status.0 {
        Patch::Keep => None,
        Patch::Clear => return Err(unknown_status()),
        Patch::Set(word) => Some(state(&word)?).filter(|_| word != run_word(run.state, false)),
    };
    let ended = matches!(state, Some(RunState::Done | RunState::Synced));
    Ok(RunChange {
        name,
        environment: environment
            .0
            .try_map(|raw| fields::text("environment", raw))?,
        state,
        finished_at: ended.then_some(now),
        ..RunChange::default()
    })
}

/// The runs that a filter by status lets through; all of them without one.
pub(crate) fn filter(status: Option<&str>) -> Result<RunFilter, Failure> {
    let Some(word) = status else {
        return Ok(RunFilter::default());
    };
    state(word)?;
    let reading_so = |short_or_late: bool| {
        let reads_so = |it: &RunState| run_word(*it, short_or_late) == word;
        RunState::ALL.into_iter().filter(reads_so).collect()
    };
    Ok(RunFilter {
        states: reading_so(false),
        states_if_short_or_late: Some(reading_so(true)),
        ..RunFilter::default()
    })
}

fn state(word: &str) -> Result<RunState, Failure> {
    let known = RUN_STATES.into_iter().find(|(known, _)| *known == word);
    known.map(|(_, state)| state).ok_or_else(unknown_status)
}

fn unknown_status() -> Failure {
    let known = run_words().join(", ");
    Failure::Invalid(format!("status must be one of {known}"))
}

pub(crate) fn run(run: &Run) -> WireRun {
    WireRun {
        id: spelling::cuid(run.opaque),
        name: run.name.clone(),
        project_id: spelling::cuid(run.project_opaque),
        environment: run.environment.clone(),
        status: run_word(run.state, run.is_short_or_late()),
        created_at: times::millis(run.created_at),
        updated_at: times::millis(run.updated_at),
    }
}
