//! The rows of a run.

use std::collections::BTreeMap;

use domain::number::{ConfigurationNumber, ResultNumber, RunNumber, Seq};
use domain::spelling::{self, ExecutionReference, Kind};
use store::catalogue::CaseSteps;
use store::locate::Run;
use store::read::{RowCase, RowEntry};

use super::super::links::Links;
use super::super::status::Statuses;
use super::super::wire;
use super::case::steps;
use crate::times;

/// `fetch_steps` shows this many steps of a case.
const MOST_STEPS: usize = 30;

/// What rows of a run have around them.
pub(crate) struct Around<'a> {
    pub(crate) links: Links<'a>,
    pub(crate) statuses: &'a Statuses,
    pub(crate) run: &'a Run,
    /// The folders from the top down to each folder; none if rows are to show the least.
    pub(crate) folders: Option<&'a BTreeMap<i32, Vec<i32>>>,
    /// The steps of the cases, if they were asked for.
    pub(crate) steps: Option<&'a CaseSteps>,
}

pub(crate) fn row(around: &Around<'_>, row: &RowEntry) -> wire::Row {
    let Around {
        links,
        statuses,
        run,
        folders,
        steps: known_steps,
    } = around;
    let RowEntry {
        key,
        case,
        shown,
        in_progress: _,
        assignee,
    } = row;
    let RowCase {
        number,
        opaque: _,
        title,
        description,
        priority,
        case_type,
        state,
        folder,
        catalogued: _,
        created_by,
        created_at,
        updated_at,
        deleted: _,
    } = case;
    let latest = shown.as_ref().map(|(recorded, _)| recorded.outcome.status);
    let latest = statuses.shown(latest.unwrap_or_else(|| row.status().into()));
    let newest = shown.as_ref().map(|(recorded, _)| recorded.seq);
    let execution = ExecutionReference {
        project: run.project_opaque,
        run: run.number,
        key: *key,
    };
    let details = |folders: &BTreeMap<i32, Vec<i32>>| {
        let project = spelling::numbered(Kind::Project, run.project.get());
        let path = folder.and_then(|folder| folders.get(&folder));
        wire::RowDetails {
            priority: priority.clone(),
            status: state.clone(),
            case_type: case_type.clone(),
            assignee: assignee.clone(),
            folder_path: path.cloned().unwrap_or_default(),
            dataset: [],
            project_id: project.clone(),
            source_project_id: project,
            source_project_name: run.project_name.clone(),
            is_shared: false,
            created_at: times::millis(*created_at),
            last_updated_at: times::millis(*updated_at),
            created_by: created_by.clone(),
            updated_by: None,
            urls: links.row(run.project, run.number, *number),
        }
    };
    wire::Row {
        identifier: spelling::numbered(Kind::Case, number.get()),
        name: title.clone(),
        description: description.clone(),
        latest_status: latest.internal.to_owned(),
        latest_result_id: newest.map_or_else(
            || placeholder(run.number),
            |seq| ResultNumber::new(run.number, seq).get(),
        ),
        configuration_id: key.configuration.map(ConfigurationNumber::get),
        execution_id: execution.hashed(),
        more: folders.map(details),
        steps: known_steps.map(|all| {
            let own = all.get(number).cloned().unwrap_or_default();
            steps(own.into_iter().take(MOST_STEPS).collect())
        }),
    }
}

/// The vendor has a placeholder behind an untested row, so that the id is never null. Here there is none:
/// the id just below the run's first result stands for it, and nothing ever has it.
fn placeholder(run: RunNumber) -> i64 {
    Seq::new(1).map_or(0, |first| ResultNumber::new(run, first).get() - 1)
}
