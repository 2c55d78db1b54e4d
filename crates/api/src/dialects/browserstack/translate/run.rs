//! Test runs, as they are shown.

use std::collections::BTreeMap;

use domain::outcome::IssueLink;
use domain::run_state::RunState;
use domain::spelling::{self, Kind};
use domain::status::Status;
use store::locate::Run;

use super::super::links::{self, Links};
use super::super::status;
use super::super::wire;
use super::case::issue;
use super::run_state;
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

pub(crate) fn run_detail(
    links: Links<'_>,
    shown: &Run,
    rows: Option<Vec<wire::Row>>,
) -> wire::RunDetail {
    let mut overall_progress: BTreeMap<&'static str, i32> = BTreeMap::new();
    for status in Status::ALL {
        let count = shown.counts.of(status);
        if count > 0 {
            *overall_progress
                .entry(status::of(status).display)
                .or_default() += count;
        }
    }
    wire::RunDetail {
        run: run(links, shown),
        passed_count: shown.counts.of(Status::Passed),
        failed_count: shown.counts.failing(),
        overall_progress,
        issues: rows.is_some().then(|| issues(&shown.issues)),
        test_cases: rows,
    }
}
