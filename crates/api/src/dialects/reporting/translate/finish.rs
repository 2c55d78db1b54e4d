//! Ends of tests.

use std::collections::BTreeSet;

use domain::draft::{Draft, FailuresDraft, StepDraft, StepRef};
use domain::outcome::{Failure as TestFailure, Origin, Outcome, StatusChoice};
use domain::patch::Patch;
use domain::status::Status;
use domain::submission::{Answer, BadItem, ClosedRun, OutsideRun, Policy, Repeat};
use domain::text::Text;
use time::OffsetDateTime;
use uuid::Uuid;

use super::super::status::STATUS;
use super::super::{limits, wire};
use super::parts;
use crate::body::Object;
use crate::failure::Failure;
use crate::fields;

/// A late worker, or a client that tries again, may finish a test of a finished build.
pub(crate) const FINISH: Policy = Policy {
    repeat: Repeat::Append,
    outside: OutsideRun::Add,
    bad_item: BadItem::RefuseAll,
    closed: ClosedRun::Accept,
};

/// What a finish says of the test whose start said `start`.
pub(crate) fn finish_test(body: wire::FinishTest, start: &Outcome) -> Result<Draft, Failure> {
    let wire::FinishTest {
        result,
        finished_at,
        file_name,
        scopes,
        duration_in_ms,
        failure,
        custom_metadata,
        environment,
        meta,
        hooks,
    } = body;
    let status = required_status(result)?;
    let finished_at = parts::time("finished_at", finished_at)?;
    let file = fields::required("file_name", file_name, limits::FILE_CHARS)?;
    let scopes = parts::scopes(scopes)?;
    let duration = parts::milliseconds("duration_in_ms", duration_in_ms, 1)?;
    let metadata = parts::metadata(custom_metadata)?;
    let kept = start
        .metadata
        .keys()
        .filter(|it| !metadata.contains_key(*it));
    parts::metadata_keys(kept.count() + metadata.len())?;
    let origin = Origin {
        file: Some(file),
        scopes,
        ..Origin::clone(&start.origin)
    };
    Ok(Draft {
        elapsed_ms: Patch::set_or_keep(duration.or_else(|| elapsed(start, finished_at))),
        executed_at: Patch::Set(finished_at),
        failures: FailuresDraft::Whole(failures(failure)?),
        steps: steps(meta)?,
        origin: Patch::Set(origin.into()),
        environment: parts::environment(environment)?.into(),
        metadata,
        hooks: self::hooks(hooks)?,
        ..Draft::of(status)
    })
}

/// What a stored or a refused finish is answered with.
pub(crate) fn receipt(answer: Option<Answer>) -> Result<wire::Done, Failure> {
    let item = match answer {
        Some(Answer::Recorded(items)) => items.into_iter().next().ok_or(Failure::Internal)?,
        Some(Answer::Refused { reason, items: _ }) => Err(reason),
        None => return Err(Failure::Internal),
    };
    item.map_err(Failure::Refused)?;
    Ok(wire::Done {
        success: true,
        message: "Test run updated successfully.",
    })
}

fn required_status(raw: Option<String>) -> Result<Status, Failure> {
    let raw = raw.ok_or_else(|| Failure::Invalid("result is required".to_owned()))?;
    status("result", &raw)
}

fn status(at: &str, raw: &str) -> Result<Status, Failure> {
    STATUS.to_domain(raw).ok_or_else(|| {
        Failure::Invalid(format!(
            "{at} must be one of passed, failed, skipped, timeout"
        ))
    })
}

/// Clocks of workers differ: a test that ended before it began has no duration.
fn elapsed(start: &Outcome, finished_at: OffsetDateTime) -> Option<i32> {
    let elapsed = (finished_at - start.started_at?).whole_milliseconds();
    i32::try_from(elapsed).ok().filter(|it| *it >= 0)
}

/// Accepted with any result: a test that timed out has a trace too.
fn failures(
    raw: Option<Vec<Object<wire::TestFailure>>>,
) -> Result<Patch<Vec<TestFailure>>, Failure> {
    let raw = raw.map(|it| parts::bounded("failure", it, limits::FAILURES));
    Patch::set_or_keep(raw.transpose()?).try_map(|failures| {
        let failures = failures.into_iter().enumerate();
        failures
            .map(|(place, Object(wire::TestFailure { backtrace }))| {
                let at = format!("failure[{place}].backtrace");
                Ok(TestFailure {
                    message: None,
                    trace: backtrace.map(|it| lines(&at, it)).transpose()?,
                })
            })
            .collect()
    })
}

fn lines(at: &str, raw: Vec<String>) -> Result<Vec<Text>, Failure> {
    parts::bounded(at, raw, limits::LINES)?
        .into_iter()
        .enumerate()
        .map(|(place, line)| {
            fields::at_most(format_args!("{at}[{place}]"), line, limits::LINE_CHARS)
        })
        .collect()
}

fn steps(raw: Option<Object<wire::Meta>>) -> Result<Vec<StepDraft>, Failure> {
    let Some(Object(wire::Meta { steps: Some(raw) })) = raw else {
        return Ok(Vec::new());
    };
    let mut seen = BTreeSet::new();
    let mut steps = Vec::with_capacity(raw.len());
    for (place, Object(raw)) in raw.into_iter().enumerate() {
        let at = |name: &str| format!("meta.steps[{place}].{name}");
        let id = fields::required(at("id"), raw.id.clone(), Text::MAX_CHARS)?;
        if !seen.insert(id.clone()) {
            let problem = format!("{} must be unique within the test run", at("id"));
            return Err(Failure::Invalid(problem));
        }
        steps.push(step(&at, id, raw)?);
    }
    Ok(steps)
}

fn step(at: &impl Fn(&str) -> String, id: Text, raw: wire::Step) -> Result<StepDraft, Failure> {
    let wire::Step {
        id: _,
        keyword,
        text,
        started_at,
        finished_at,
        result,
        duration,
        failure,
    } = raw;
    let result = result.map(|it| status(&at("result"), &it)).transpose()?;
    Ok(StepDraft {
        step: StepRef::Reported(id),
        status: result.map(StatusChoice::from),
        note: None,
        keyword: fields::optional(at("keyword"), keyword)?,
        text: fields::optional(at("text"), text)?,
        started_at: fields::optional_time(at("started_at"), started_at.as_deref())?,
        finished_at: fields::optional_time(at("finished_at"), finished_at.as_deref())?,
        // Only the test's own duration has to be positive.
        elapsed_ms: parts::milliseconds(&at("duration"), duration, 0)?,
        failure: fields::optional_at_most(at("failure"), failure, limits::STEP_FAILURE_CHARS)?,
    })
}

/// Hooks may be reported later, so an unknown one is kept.
fn hooks(raw: Option<Vec<String>>) -> Result<Patch<Vec<Uuid>>, Failure> {
    Patch::set_or_keep(raw).try_map(|hooks| {
        let hooks = hooks.into_iter().enumerate();
        hooks
            .map(|(place, hook)| parts::uuid(&format!("hooks[{place}]"), &hook))
            .collect()
    })
}
