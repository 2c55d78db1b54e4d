//! Test runs.

use domain::case::RowKey;
use domain::counts::Counts;
use domain::number::CaseNumber;
use domain::run_state::RunState;
use domain::spelling::{self, Kind};
use domain::status::Status;
use store::catalogue::{NewRun, RunChange};
use store::locate::Run;

use super::super::status::{ACTIVE, CLOSED, STATUS};
use super::super::wire;
use super::names::user;
use crate::failure::Failure;
use crate::{fields, times};

/// A run of these cases, and the ids that name them.
pub(crate) fn new_run(body: wire::CreateRun) -> Result<(NewRun, Vec<String>), Failure> {
    let wire::CreateRun {
        name,
        test_case_ids,
        milestone_id,
    } = body;
    let name = fields::required("name", name, wire::RUN_NAME_CHARS)?;
    let ids =
        test_case_ids.ok_or_else(|| Failure::Invalid("test_case_ids is required".to_owned()))?;
    let new = NewRun {
        milestone: fields::optional("milestone_id", milestone_id)?,
        ..NewRun::named(name)
    };
    Ok((new, ids))
}

/// The rows of a run of these cases, or a refusal that names the ids which lead nowhere.
pub(crate) fn rows(ids: &[String], found: Vec<Option<CaseNumber>>) -> Result<Vec<RowKey>, Failure> {
    let missing: Vec<&str> = ids
        .iter()
        .zip(&found)
        .filter(|(_, found)| found.is_none())
        .map(|(id, _)| id.as_str())
        .collect();
    if !missing.is_empty() {
        let named = missing.join(", ");
        return Err(Failure::Invalid(format!(
            "test_case_ids could not be found in this project: {named}"
        )));
    }
    Ok(found.into_iter().flatten().map(RowKey::first_of).collect())
}

pub(crate) fn change_run(run: &Run, body: wire::ChangeRun) -> Result<RunChange, Failure> {
    let wire::ChangeRun { name, milestone_id } = body;
    let name = name
        .map(|name| fields::required("name", Some(name), wire::RUN_NAME_CHARS))
        .transpose()?;
    let milestone = milestone_id
        .0
        .try_map(|it| fields::text("milestone_id", it))?;
    if run.state == RunState::Closed {
        // Docs: a closed run is read-only.
        return Err(Failure::Conflict("The test run is closed".to_owned()));
    }
    Ok(RunChange {
        name,
        milestone,
        ..RunChange::default()
    })
}

pub(crate) fn run(run: &Run) -> wire::Run {
    wire::Run {
        id: spelling::prefixed(Kind::Run, run.opaque),
        name: run.name.clone(),
        status: status(run.state),
        counters: counters(run.counts),
        milestone_id: run.milestone.clone(),
        created_by: user(run.creator),
        created_at: times::seconds(run.created_at),
        updated_at: times::seconds(run.updated_at),
    }
}

pub(crate) fn changed_run(run: &Run) -> wire::ChangedRun {
    wire::ChangedRun {
        id: spelling::prefixed(Kind::Run, run.opaque),
        name: run.name.clone(),
        status: status(run.state),
        updated_at: times::seconds(run.updated_at),
    }
}

pub(crate) fn closed_run(run: &Run) -> wire::ClosedRun {
    let counters = counters(run.counts);
    wire::ClosedRun {
        id: spelling::prefixed(Kind::Run, run.opaque),
        name: run.name.clone(),
        status: status(run.state),
        pass_rate: pass_rate(counters.passed, counters.total),
        counters,
        closed_at: run.finished_at.map(times::seconds),
        updated_at: times::seconds(run.updated_at),
    }
}

/// The documents know two states; only a closed run is not active.
const fn status(state: RunState) -> &'static str {
    match state {
        RunState::New
        | RunState::InProgress
        | RunState::UnderReview
        | RunState::Rejected
        | RunState::Done
        | RunState::Synced => ACTIVE,
        RunState::Closed => CLOSED,
    }
}

/// Per cent of all rows with one decimal (reading: the sample fits the executed ones as well).
fn pass_rate(passed: i32, total: i32) -> f64 {
    if total == 0 {
        return 0.0;
    }
    (f64::from(passed) / f64::from(total) * 1000.0).round() / 10.0
}

/// Counted by the words that the rows show, so that the counters are those of the list.
fn counters(counts: Counts) -> wire::Counters {
    let of = |word: &str| -> i32 {
        let shown = Status::ALL
            .into_iter()
            .filter(|it| STATUS.to_wire(*it) == word);
        shown.map(|it| counts.of(it)).sum()
    };
    wire::Counters {
        total: counts.total(),
        passed: of("passed"),
        failed: of("failed"),
        blocked: of("blocked"),
        retest: of("retest"),
        not_tested: of("not_tested"),
    }
}
