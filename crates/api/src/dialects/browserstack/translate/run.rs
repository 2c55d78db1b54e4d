//! Test runs, as they are shown.

use std::collections::BTreeMap;

use domain::counts::Counts;
use domain::outcome::{IssueLink, StatusChoice};
use domain::run_state::RunState;
use domain::spelling::{self, Kind};
use domain::status::Status;
use store::locate::Run;

use super::super::links::{self, Links};
use super::super::run_state;
use super::super::status::{self, Statuses};
use super::super::wire;
use super::case::issue;
use crate::times;

pub(crate) fn run(links: Links<'_>, run: &Run) -> wire::Run {
    let path = links::run_path(run.project, run.number);
    let active_state = match run.state {
        RunState::Closed => "closed",
        RunState::New
        | RunState::InProgress
        | RunState::UnderReview
        | RunState::Rejected
        | RunState::Done
        | RunState::Synced => "active",
    };
    wire::Run {
        identifier: spelling::numbered(Kind::Run, run.number.get()),
        name: run.name.clone(),
        description: run.description.clone().unwrap_or_default(),
        active_state,
        run_state: run_state::word(run.state),
        assignee: run.assignee.clone(),
        project_id: spelling::numbered(Kind::Project, run.project.get()),
        tags: run.tags.clone(),
        configurations: run.configurations.clone(),
        filter_test_cases: wire::FilterTestCases {
            is_dynamic: false,
            rule: run.selection.clone(),
        },
        test_plan: plan(run),
        created_at: times::millis(run.created_at),
        updated_at: times::millis(run.updated_at),
        links: wire::RunLinks {
            test_cases: format!("{path}/test-cases"),
            itself: path,
        },
        urls: links.run(run.project, run.number),
        test_cases_count: run.counts.total(),
    }
}

fn plan(run: &Run) -> Option<wire::RunPlan> {
    let (number, name) = run.plan.zip(run.plan_name.clone())?;
    let id = spelling::numbered(Kind::Plan, number);
    Some(wire::RunPlan {
        identifier: id.clone(),
        id,
        name,
    })
}

/// No document shows a run's issues: they have the shape of a case's (reading).
fn issues(links: &[IssueLink]) -> Vec<wire::Issue> {
    links.iter().cloned().filter_map(issue).collect()
}

/// Rows that show statuses of the organization's own.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    pub(crate) statuses: Statuses,
    pub(crate) own: Vec<(StatusChoice, i32)>,
}

/// Rows by the display value of what they show. A run counts canonical statuses: those of the organization's
/// own are taken out of what they count as.
fn overall_progress(counts: &Counts, progress: &Progress) -> BTreeMap<String, i32> {
    let Progress { statuses, own } = progress;
    let canonical = Status::ALL.map(|status| (status::of(status).display, counts.of(status)));
    let moved = own.iter().flat_map(|(choice, rows)| {
        let counted = status::of(choice.status).display;
        [(counted, -rows), (statuses.shown(*choice).display, *rows)]
    });
    let mut shown: BTreeMap<String, i32> = BTreeMap::new();
    for (display, rows) in canonical.into_iter().chain(moved) {
        *shown.entry(display.to_owned()).or_default() += rows;
    }
    shown.retain(|_, rows| *rows > 0);
    shown
}

pub(crate) fn run_detail(
    links: Links<'_>,
    shown: &Run,
    progress: &Progress,
    rows: Option<Vec<wire::Row>>,
) -> wire::RunDetail {
    wire::RunDetail {
        run: run(links, shown),
        passed_count: shown.counts.of(Status::Passed),
        failed_count: shown.counts.failing(),
        overall_progress: overall_progress(&shown.counts, progress),
        issues: rows.is_some().then(|| issues(&shown.issues)),
        test_cases: rows,
    }
}
