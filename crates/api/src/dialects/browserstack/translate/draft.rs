//! What a client says about one result.

use domain::draft::{Draft, IssuesDraft, StepDraft, StepRef};
use domain::number::StepNumber;
use domain::outcome::{Field, IssueLink, StatusChoice};
use domain::patch::Patch;
use domain::status::Status;
use serde_json::{Map, Number, Value};

use super::super::status::STATUS;
use super::super::wire::{IssueTracker, SubmittedResult, SubmittedStep};
use super::names;
use crate::failure::Failure;
use crate::fields;

/// The largest `elapsed_time` that fits milliseconds in 31 bits: 24 days.
const MOST_SECONDS: f64 = 2_147_483.0;

/// A result whose shape is good.
pub(super) struct Said {
    pub(super) draft: Draft,
    /// A status that the vendor does not have, of the result or of a step: the result is not to be
    /// recorded. One form of the request refuses it, the other passes over the item.
    pub(super) unknown_status: Option<String>,
    /// The status as the client spelled it.
    pub(super) status: Option<String>,
    pub(super) has_steps: bool,
}

/// Reads a result; `at` begins the names of its fields.
pub(super) fn said(at: &str, result: SubmittedResult) -> Result<Said, Failure> {
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
    let mut statuses = Statuses::default();
    let steps = step_results.unwrap_or_default().into_iter().enumerate();
    let draft = Draft {
        status: statuses.read(status.as_deref()),
        note: Patch::from(fields::optional(
            &format!("{at}.description"),
            description.or(comment),
        )?),
        elapsed_ms: Patch::from(elapsed(at, elapsed_time.or(duration))?),
        issues: IssuesDraft::Whole(Patch::Set(issue_links(at, issues, issue_tracker)?)),
        fields: Patch::Set(custom(at, custom_fields.unwrap_or_default())?),
        steps: steps
            .map(|(place, it)| step(&format!("{at}.step_results[{place}]"), it, &mut statuses))
            .collect::<Result<_, _>>()?,
        ..Draft::silent()
    };
    Ok(Said {
        draft,
        unknown_status: statuses.unknown,
        status,
        has_steps,
    })
}

/// Reads statuses and keeps the first that the vendor does not have.
#[derive(Default)]
struct Statuses {
    unknown: Option<String>,
}

impl Statuses {
    fn read(&mut self, word: Option<&str>) -> Option<StatusChoice> {
        let word = word?;
        let known: Option<Status> = STATUS.to_domain(word);
        if known.is_none() {
            self.unknown.get_or_insert_with(|| word.to_owned());
        }
        known.map(StatusChoice::from)
    }
}

/// A step by its permanent id or its place; with both, the id decides: it survives reordering.
fn step(at: &str, step: SubmittedStep, statuses: &mut Statuses) -> Result<StepDraft, Failure> {
    let SubmittedStep {
        step_index,
        step_id,
        status,
        description,
    } = step;
    let status = status.ok_or_else(|| Failure::Malformed(format!("{at}.status is required")))?;
    let reference = match (step_id, step_index) {
        (Some(id), _) => {
            let known = StepNumber::new(names::number(id));
            StepRef::Id(known.ok_or_else(|| Failure::Invalid(format!("Invalid step_id: {id}")))?)
        }
        (None, Some(index)) => StepRef::Index(names::number(index)),
        (None, None) => {
            let problem = format!("{at} needs a step_id or a step_index");
            return Err(Failure::Malformed(problem));
        }
    };
    Ok(StepDraft {
        step: reference,
        status: statuses.read(Some(&status)),
        note: fields::optional(&format!("{at}.description"), description)?,
        keyword: None,
        text: None,
        started_at: None,
        finished_at: None,
        elapsed_ms: None,
        failure: None,
    })
}

/// Keys of issues, all of the one tracker that the request names.
fn issue_links(
    at: &str,
    keys: Option<Vec<String>>,
    tracker: Option<IssueTracker>,
) -> Result<Vec<IssueLink>, Failure> {
    let (name, host) = match tracker {
        Some(IssueTracker { name, host }) => (name, host),
        None => (None, None),
    };
    let name = fields::optional(&format!("{at}.issue_tracker.name"), name)?;
    let host = fields::optional(&format!("{at}.issue_tracker.host"), host)?;
    let keys = keys.unwrap_or_default().into_iter().enumerate();
    keys.map(|(place, key)| {
        Ok(IssueLink {
            key: Some(fields::text(&format!("{at}.issues[{place}]"), key)?),
            url: None,
            tracker: name.clone(),
            host: host.clone(),
        })
    })
    .collect()
}

/// Values that are no text are kept as their JSON; null is no value.
fn custom(at: &str, values: Map<String, Value>) -> Result<Vec<Field>, Failure> {
    let given = values.into_iter().filter(|(_, value)| !value.is_null());
    given
        .map(|(name, value)| {
            let at = format!("{at}.custom_fields.{name}");
            let value = match value {
                Value::String(text) => text,
                Value::Null
                | Value::Bool(_)
                | Value::Number(_)
                | Value::Array(_)
                | Value::Object(_) => value.to_string(),
            };
            Ok(Field {
                name: fields::text(&at, name)?,
                value: fields::text(&at, value)?,
            })
        })
        .collect()
}

/// The vendor names no unit; seconds, as its test runs show them. Reading: ours.
fn elapsed(at: &str, given: Option<Number>) -> Result<Option<i32>, Failure> {
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
