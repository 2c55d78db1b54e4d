//! The items of an upload. A bad one is refused alone, so each is read by itself, field by field.

use std::borrow::Cow;

use domain::draft::{Draft, FailuresDraft, IssuesDraft};
use domain::patch::Patch;
use domain::submission::Refusal;
use domain::text::Text;
use store::catalogue::CaseName;
use store::record::{ConfigurationName, IncomingItem};
use time::OffsetDateTime;

use super::super::status::STATUS;
use super::super::wire::{Field, Fields, Item, Upload};
use super::case_name;
use super::ticket::key_in_address;
use crate::anything::Anything;
use crate::failure::Failure;
use crate::fields;
use crate::integer::Integer;

/// How an item named its case, to be told when it is refused.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Named<'a> {
    pub(crate) code: Option<Cow<'a, str>>,
    pub(crate) id: Option<Cow<'a, str>>,
}

/// Reads all items; an unreadable one keeps its place.
pub(crate) fn upload(body: Upload<'_>) -> (Vec<Named<'_>>, Vec<IncomingItem>) {
    let Upload { results } = body;
    results
        .into_iter()
        .map(|raw| (Named::of(&raw), item(raw).unwrap_or_else(|it| bad(&it))))
        .unzip()
}

impl<'a> Named<'a> {
    pub(super) fn of(raw: &Item<'a>) -> Self {
        let Item::Object(fields) = raw else {
            return Self::default();
        };
        let sent = |field: &Field<'a>| match &field.0 {
            Patch::Set(Anything::Text(text)) => Some(text.clone()),
            Patch::Set(Anything::Number(_) | Anything::Object(_) | Anything::Other)
            | Patch::Keep
            | Patch::Clear => None,
        };
        Self {
            code: sent(&fields.test_case_code),
            id: sent(&fields.test_case_id),
        }
    }
}

/// An item that could not be read.
pub(super) fn bad(problem: &Failure) -> IncomingItem {
    IncomingItem::Bad(Refusal::Malformed(problem.message()))
}

fn item(raw: Item<'_>) -> Result<IncomingItem, Failure> {
    let Said {
        case,
        draft,
        title: _,
    } = read(raw)?;
    if case.is_empty() {
        let problem = "test_case_code or test_case_id is required";
        return Err(Failure::Invalid(problem.to_owned()));
    }
    Ok(row(case, draft))
}

/// The vendor's key is run and case (reading); a case under one configuration is that row.
pub(super) const fn row(case: Vec<CaseName>, draft: Box<Draft>) -> IncomingItem {
    IncomingItem::Row {
        case,
        configuration: ConfigurationName::Unspecified,
        draft,
    }
}

/// What an item says.
pub(super) struct Said<'a> {
    /// The names that it gives its case, if any.
    pub(super) case: Vec<CaseName>,
    pub(super) draft: Box<Draft>,
    pub(super) title: Field<'a>,
}

pub(super) fn read(item: Item<'_>) -> Result<Said<'_>, Failure> {
    let Item::Object(fields) = item else {
        let problem = "each result must be an object";
        return Err(Failure::Invalid(problem.to_owned()));
    };
    let Fields {
        test_case_code,
        test_case_id,
        status,
        comment,
        bug_ticket_key,
        bug_ticket_url,
        duration_ms,
        framework,
        error_message,
        error_stack,
        executed_at,
        title,
    } = fields;
    let draft = Draft {
        note: text("comment", comment)?,
        elapsed_ms: duration(duration_ms)?,
        executed_at: time("executed_at", executed_at)?,
        framework: text("framework", framework)?,
        issues: ticket(bug_ticket_key, bug_ticket_url)?,
        failures: FailuresDraft::First {
            message: text("error_message", error_message)?,
            trace: stack(error_stack)?,
        },
        ..Draft::of(self::status(status)?)
    };
    Ok(Said {
        case: case(test_case_id, test_case_code)?,
        draft: Box::new(draft),
        title,
    })
}

/// Both names, if both are given: they must mean the same case (reading).
fn case(id: Field<'_>, code: Field<'_>) -> Result<Vec<CaseName>, Failure> {
    let mut names = Vec::new();
    for (at, raw) in [("test_case_id", id), ("test_case_code", code)] {
        if let Some(name) = given(string(at, raw)?) {
            names.push(case_name(at, &name)?);
        }
    }
    Ok(names)
}

fn status(raw: Field<'_>) -> Result<domain::status::Status, Failure> {
    let word = given(string("status", raw)?)
        .ok_or_else(|| Failure::Invalid("status is required".to_owned()))?;
    STATUS.to_domain(&word).ok_or_else(|| {
        let known = "PASSED, FAILED, BROKEN, SKIPPED, UNKNOWN";
        Failure::Invalid(format!("status must be one of {known}"))
    })
}

/// An address alone brings the key that it holds; an address without one leaves the key as it is.
fn ticket(key: Field<'_>, url: Field<'_>) -> Result<IssuesDraft, Failure> {
    let url = text("bug_ticket_url", url)?;
    let key = match (text("bug_ticket_key", key)?, &url) {
        (Patch::Keep, Patch::Set(url)) => key_in_address(url.as_str())
            .map(|key| fields::text("bug_ticket_key", key))
            .transpose()?
            .map_or(Patch::Keep, Patch::Set),
        (key @ (Patch::Keep | Patch::Clear | Patch::Set(_)), _) => key,
    };
    Ok(IssuesDraft::First { key, url })
}

/// Lines, which joined again give exactly what was sent.
fn stack(raw: Field<'_>) -> Result<Patch<Vec<Text>>, Failure> {
    let lines = |text: Text| {
        text.as_str()
            .split('\n')
            .map(|line| fields::text("error_stack", line.to_owned()))
            .collect()
    };
    text("error_stack", raw)?.try_map(lines)
}

fn duration(raw: Field<'_>) -> Result<Patch<i32>, Failure> {
    let milliseconds = |value: Anything<'_>| {
        let number = match value {
            Anything::Number(number) => Integer::of(&number),
            Anything::Text(_) | Anything::Object(_) | Anything::Other => None,
        };
        let number = number.and_then(|it| i32::try_from(it.0).ok());
        number.filter(|it| *it >= 0).ok_or_else(|| {
            let most = i32::MAX;
            Failure::Invalid(format!("duration_ms must be an integer from 0 to {most}"))
        })
    };
    raw.0.try_map(milliseconds)
}

fn time(at: &str, raw: Field<'_>) -> Result<Patch<OffsetDateTime>, Failure> {
    string(at, raw)?.try_map(|raw| fields::time_of(at, &raw))
}

fn text(at: &str, raw: Field<'_>) -> Result<Patch<Text>, Failure> {
    string(at, raw)?.try_map(|raw| fields::text(at, raw))
}

pub(super) fn string<'a>(at: &str, raw: Field<'a>) -> Result<Patch<Cow<'a, str>>, Failure> {
    raw.0.try_map(|value| match value {
        Anything::Text(text) => Ok(text),
        Anything::Number(_) | Anything::Object(_) | Anything::Other => {
            Err(Failure::Invalid(format!("{at} must be a string")))
        }
    })
}

/// For fields that have nothing to keep.
pub(super) fn given(patch: Patch<Cow<'_, str>>) -> Option<Cow<'_, str>> {
    patch.over(None)
}
