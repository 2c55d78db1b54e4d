//! Test cases.

use domain::patch::Patch;
use domain::spelling::{self, Kind};
use domain::text::Text;
use store::catalogue::{Bdd, CaseChange, CaseDetail, CaseFilter, NewCase, NewStep};
use store::locate::Project;

use super::super::wire::{self, MOST_CASES, TITLE_CHARS};
use super::super::words;
use super::names::user;
use crate::body::Object;
use crate::failure::Failure;
use crate::{fields, times};

/// The parameters of a list of cases, as they were sent.
pub(crate) struct Filters {
    pub(crate) folder_id: Option<String>,
    pub(crate) priority: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) search: Option<String>,
}

/// `None` for a folder that there cannot be: it holds no cases.
pub(crate) fn filter(sent: Filters) -> Result<Option<CaseFilter>, Failure> {
    let Filters {
        folder_id,
        priority,
        kind,
        search,
    } = sent;
    let sent = |raw: Option<String>| raw.filter(|it| !it.is_empty());
    let folder = match sent(folder_id) {
        None => None,
        Some(id) => match folder_number(&id) {
            None => return Ok(None),
            known => known,
        },
    };
    let words = |at: &str, raw: Option<String>| fields::optional(at, raw);
    let priority = sent(priority).map(|it| words::PRIORITY.stored(&it).to_owned());
    let case_type = sent(kind).map(|it| words::CASE_TYPE.stored(&it).to_owned());
    Ok(Some(CaseFilter {
        folder,
        priorities: words("priority", priority)?.into_iter().collect(),
        types: words("type", case_type)?.into_iter().collect(),
        title_contains: words("search", sent(search))?,
        ..CaseFilter::default()
    }))
}

pub(crate) fn new_case(at: &str, body: wire::NewCase) -> Result<NewCase, Failure> {
    let wire::NewCase {
        title,
        folder_id,
        priority,
        kind,
        precondition,
        steps,
        expected_result,
    } = body;
    let at = |name: &str| format!("{at}{name}");
    let fixed = |word: &str| fields::text("", word.to_owned());
    Ok(NewCase {
        folder: folder_id
            .map(|id| folder(&at("folder_id"), &id))
            .transpose()?,
        title: fields::required(at("title"), title, TITLE_CHARS)?,
        description: None,
        preconditions: fields::optional(at("precondition"), precondition)?,
        expected_result: fields::optional(at("expected_result"), expected_result)?,
        priority: self::priority(&at("priority"), priority.as_deref().unwrap_or("medium"))?,
        case_type: self::case_type(&at("type"), kind.as_deref().unwrap_or("other"))?,
        state: fixed("Active")?,
        automation: fixed("not_automated")?,
        template: fixed("test_case_steps")?,
        layer: None,
        is_e2e: false,
        owner: None,
        tags: Vec::new(),
        issues: Vec::new(),
        fields: Vec::new(),
        bdd: Bdd::default(),
        steps: self::steps(&at("steps"), steps.unwrap_or_default())?,
    })
}

pub(crate) fn new_cases(body: wire::NewCases) -> Result<Vec<NewCase>, Failure> {
    let wire::NewCases { test_cases } = body;
    if test_cases.len() > MOST_CASES {
        let problem = format!("test_cases must hold at most {MOST_CASES}");
        return Err(Failure::Invalid(problem));
    }
    let cases = test_cases.into_iter().enumerate();
    cases
        .map(|(place, Object(case))| new_case(&format!("test_cases[{place}]."), case))
        .collect()
}

/// The change, and its answer once it is made.
pub(crate) fn change_case(body: wire::ChangeCase) -> Result<CaseChange, Failure> {
    let wire::ChangeCase {
        title,
        folder_id,
        priority,
        kind,
        precondition,
        steps,
        expected_result,
    } = body;
    Ok(CaseChange {
        folder: folder_id.0.try_map(|id| folder("folder_id", &id))?,
        title: title
            .map(|it| fields::required("title", Some(it), TITLE_CHARS))
            .transpose()?,
        preconditions: precondition
            .0
            .try_map(|it| fields::text("precondition", it))?,
        expected_result: expected_result
            .0
            .try_map(|it| fields::text("expected_result", it))?,
        priority: priority
            .map(|it| self::priority("priority", &it))
            .transpose()?,
        case_type: kind.map(|it| self::case_type("type", &it)).transpose()?,
        steps: steps.map(|it| self::steps("steps", it)).transpose()?,
        ..CaseChange::default()
    })
}

fn folder(at: &str, id: &str) -> Result<i32, Failure> {
    folder_number(id).ok_or_else(|| unknown_folder(at))
}

fn unknown_folder(at: &str) -> Failure {
    Failure::Invalid(format!("{at} could not be found in this project"))
}

/// `fld_7`; a plain number is one too.
fn folder_number(id: &str) -> Option<i32> {
    spelling::digits(id.strip_prefix("fld_").unwrap_or(id))
}

fn priority(at: &str, word: &str) -> Result<Text, Failure> {
    let known = words::PRIORITY.known(word).ok_or_else(|| {
        Failure::Invalid(format!("{at} must be one of critical, high, medium, low"))
    })?;
    fields::text(at, known.to_owned())
}

/// The list of types is open.
fn case_type(at: &str, word: &str) -> Result<Text, Failure> {
    fields::required(
        at,
        Some(words::CASE_TYPE.stored(word).to_owned()),
        TITLE_CHARS,
    )
}

fn steps(at: &str, steps: Vec<Object<wire::NewStep>>) -> Result<Vec<NewStep>, Failure> {
    let steps = steps.into_iter().enumerate();
    steps
        .map(|(place, Object(wire::NewStep { action, expected }))| {
            let text = |name: &str, raw: Option<String>| {
                fields::text(
                    format_args!("{at}[{place}].{name}"),
                    raw.unwrap_or_default(),
                )
            };
            Ok(NewStep {
                action: text("action", action)?,
                expected: text("expected", expected)?,
            })
        })
        .collect()
}

pub(crate) fn case(project: &Project, case: CaseDetail) -> wire::Case {
    let number = case.number;
    let prefix = project.prefix.as_ref();
    wire::Case {
        id: spelling::prefixed(Kind::Case, case.opaque),
        custom_id: prefix.map(|prefix| format!("{prefix}-{number}")),
        title: case.title,
        folder_id: case.folder.map(folder_id),
        priority: words::PRIORITY.shown(&case.priority).unwrap_or("medium"),
        kind: shown_type(case.case_type),
        precondition: case.preconditions,
        steps: shown_steps(case.steps),
        expected_result: case.expected_result,
        created_at: times::seconds(case.created_at),
        updated_at: times::seconds(case.updated_at),
    }
}

pub(crate) fn case_detail(project: &Project, mut detail: CaseDetail) -> wire::CaseDetail {
    wire::CaseDetail {
        tags: std::mem::take(&mut detail.tags),
        created_by: user(detail.creator),
        case: case(project, detail),
    }
}

/// Of the changed case, what the change named.
pub(crate) fn changed_case(change: &CaseChange, case: CaseDetail) -> wire::ChangedCase {
    wire::ChangedCase {
        id: spelling::prefixed(Kind::Case, case.opaque),
        title: change.title.as_ref().map(|_| case.title),
        folder_id: named(&change.folder, case.folder.map(folder_id)),
        priority: change
            .priority
            .as_ref()
            .and_then(|_| words::PRIORITY.shown(&case.priority)),
        kind: change
            .case_type
            .as_ref()
            .map(|_| shown_type(case.case_type)),
        precondition: named(&change.preconditions, case.preconditions),
        steps: change.steps.as_ref().map(|_| shown_steps(case.steps)),
        expected_result: named(&change.expected_result, case.expected_result),
        updated_at: times::seconds(case.updated_at),
    }
}

/// A field as it is now, if the change named it.
fn named<T>(change: &Patch<T>, now: Option<String>) -> Option<wire::Now> {
    match change {
        Patch::Keep => None,
        Patch::Clear | Patch::Set(_) => Some(wire::Now(now)),
    }
}

pub(crate) fn created_cases(made: Vec<CaseDetail>) -> wire::CreatedCases {
    wire::CreatedCases {
        created: made.len(),
        test_cases: made
            .into_iter()
            .map(|case| wire::CreatedCase {
                id: spelling::prefixed(Kind::Case, case.opaque),
                title: case.title,
            })
            .collect(),
    }
}

fn folder_id(number: i32) -> String {
    format!("fld_{number}")
}

fn shown_type(stored: String) -> String {
    words::CASE_TYPE
        .shown(&stored)
        .map_or(stored, ToOwned::to_owned)
}

/// Steps in order: permanent id, action, expected outcome.
fn shown_steps(steps: Vec<(i32, String, String)>) -> Vec<wire::Step> {
    (1..)
        .zip(steps)
        .map(|(position, (_, action, expected))| wire::Step {
            position,
            action,
            expected,
        })
        .collect()
}
