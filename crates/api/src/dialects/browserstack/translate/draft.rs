//! What a client says about one result.

use std::fmt::{Arguments, Display};

use domain::custom_field::FieldRule;
use domain::draft::{Draft, IssuesDraft, StepDraft, StepRef};
use domain::number::StepNumber;
use domain::outcome::{IssueLink, StatusChoice};
use domain::patch::Patch;
use serde_json::Number;

use super::super::status::Statuses;
use super::super::wire::{IssueTracker, MOST_SECONDS, SubmittedResult, SubmittedStep};
use super::{custom_value, names};
use crate::body::Object;
use crate::failure::Failure;
use crate::fields;
use crate::integer::Integer;

/// What a result's words are checked against.
pub(crate) struct Known<'a> {
    /// Of the project's custom fields.
    pub(crate) rules: &'a [FieldRule],
    pub(crate) statuses: &'a Statuses,
}

/// A result whose shape is good.
pub(super) struct Said {
    pub(super) draft: Draft,
    /// What keeps a result of good shape from being recorded, such as a status that the vendor does not
    /// have. One form of the request refuses it, the other passes over the item.
    pub(super) problem: Option<String>,
    /// The status as the client spelled it.
    pub(super) status: Option<String>,
    pub(super) has_steps: bool,
}

/// Reads a result; `at` begins the names of its fields.
pub(super) fn said(
    at: Arguments<'_>,
    known: &Known<'_>,
    result: SubmittedResult,
) -> Result<Said, Failure> {
    let SubmittedResult {
        status,
        description,
        comment,
        issues,
        issue_tracker,
        custom_fields,
        elapsed_time,
        duration,
        step_results,
    } = result;
    if status.is_none() && step_results.as_ref().is_none_or(Vec::is_empty) {
        return Err(Failure::Malformed(format!("{at}.status is required")));
    }
    let has_steps = step_results.is_some();
    let mut values = Values {
        statuses: known.statuses,
        problem: None,
    };
    let custom = custom_fields.unwrap_or_default();
    let custom_at = format_args!("{at}.custom_fields");
    if let Some(problem) = custom_value::problem(custom_at, &custom, known.rules) {
        values.note(|| problem);
    }
    let steps = step_results.unwrap_or_default().into_iter().enumerate();
    let draft = Draft {
        status: values.status(status.as_deref()),
        note: Patch::from(fields::optional(
            format_args!("{at}.description"),
            description.or(comment),
        )?),
        elapsed_ms: Patch::from(elapsed(at, elapsed_time.or(duration))?),
        issues: IssuesDraft::Whole(Patch::Set(issue_links(at, issues, issue_tracker)?)),
        fields: Patch::Set(custom_value::kept(custom_at, custom)?),
        steps: steps
            .map(|(place, Object(it))| {
                step(format_args!("{at}.step_results[{place}]"), it, &mut values)
            })
            .collect::<Result<_, _>>()?,
        ..Draft::silent()
    };
    Ok(Said {
        draft,
        problem: values.problem,
        status,
        has_steps,
    })
}

/// Reads values that can be wrong although their shape is good, and keeps the first problem.
struct Values<'a> {
    statuses: &'a Statuses,
    problem: Option<String>,
}

impl Values<'_> {
    fn status(&mut self, word: Option<&str>) -> Option<StatusChoice> {
        let word = word?;
        let known = self.statuses.read(word);
        if known.is_none() {
            self.note(|| format!("Invalid status value: {word}"));
        }
        known
    }

    /// A number too large, or not positive, names no step; `Index(0)` keeps its place.
    fn step(&mut self, name: &str, number: Integer, known: Option<StepRef>) -> StepRef {
        known.unwrap_or_else(|| {
            self.note(|| format!("Invalid {name}: {number}"));
            StepRef::Index(0)
        })
    }

    fn note(&mut self, problem: impl FnOnce() -> String) {
        self.problem.get_or_insert_with(problem);
    }
}

/// A step by its permanent id or its place; with both, the id decides: it survives reordering.
fn step(
    at: Arguments<'_>,
    step: SubmittedStep,
    values: &mut Values<'_>,
) -> Result<StepDraft, Failure> {
    let SubmittedStep {
        step_index,
        step_id,
        status,
        description,
    } = step;
    let status = status.ok_or_else(|| Failure::Malformed(format!("{at}.status is required")))?;
    let reference = match (step_id, step_index) {
        (Some(id), _) => {
            let known = StepNumber::new(names::number(id)).map(StepRef::Id);
            values.step("step_id", id, known)
        }
        (None, Some(index)) => {
            let known = Some(names::number(index)).filter(|it| *it >= 1);
            values.step("step_index", index, known.map(StepRef::Index))
        }
        (None, None) => {
            let problem = format!("{at} needs a step_id or a step_index");
            return Err(Failure::Malformed(problem));
        }
    };
    Ok(StepDraft {
        step: reference,
        status: values.status(Some(&status)),
        note: fields::optional(format_args!("{at}.description"), description)?,
        keyword: None,
        text: None,
        started_at: None,
        finished_at: None,
        elapsed_ms: None,
        failure: None,
    })
}

/// Keys of issues, all of the one tracker that the request names.
pub(super) fn issue_links(
    at: impl Display,
    keys: Option<Vec<String>>,
    tracker: Option<Object<IssueTracker>>,
) -> Result<Vec<IssueLink>, Failure> {
    let (name, host) = match tracker {
        Some(Object(IssueTracker { name, host })) => (name, host),
        None => (None, None),
    };
    let name = fields::optional(format_args!("{at}.issue_tracker.name"), name)?;
    let host = fields::optional(format_args!("{at}.issue_tracker.host"), host)?;
    let keys = keys.unwrap_or_default().into_iter().enumerate();
    keys.map(|(place, key)| {
        Ok(IssueLink {
            key: Some(fields::text(format_args!("{at}.issues[{place}]"), key)?),
            url: None,
            tracker: name.clone(),
            host: host.clone(),
        })
    })
    .collect()
}

/// The vendor names no unit; seconds, as its test runs show them. Reading: ours.
fn elapsed(at: Arguments<'_>, given: Option<Number>) -> Result<Option<i32>, Failure> {
    let Some(number) = given else {
        return Ok(None);
    };
    let seconds = number
        .as_f64()
        .filter(|seconds| (0.0..=MOST_SECONDS).contains(seconds));
    let seconds = seconds.ok_or_else(|| {
        let problem = format!("{at}.elapsed_time must be 0 to {MOST_SECONDS} seconds");
        Failure::Invalid(problem)
    })?;
    let elapsed = std::time::Duration::from_secs_f64(seconds);
    Ok(i32::try_from(elapsed.as_millis()).ok())
}
