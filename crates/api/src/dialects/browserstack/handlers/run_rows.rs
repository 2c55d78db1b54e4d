//! The rows of a run.

use std::collections::BTreeSet;

use actix_web::HttpResponse;
use domain::case::RowKey;
use domain::number::CaseNumber;
use domain::run_state::RunState;
use domain::spelling::{self, Kind};
use domain::submission::Refusal;
use store::Located;
use store::catalogue::{CaseName, RowSelection, RowsChange};
use store::locate::{Project, Run};
use store::read::{RowEntry, RowOrder};
use uuid::Uuid;

use super::super::{translate, wire};
use super::{links, page, run, statuses};
use crate::body::Object;
use crate::call::{self, Call};
use crate::failure::Failure;

/// `GET …/test-runs/{run}/test-cases`: newest case first; `identifier` picks one case.
pub(crate) async fn list(call: Call) -> Result<HttpResponse, Failure> {
    let (project, run) = run(&call).await?;
    let page = page(&call)?;
    let store = &call.app.store;
    let (rows, total) = match call.query("identifier").filter(|it| !it.is_empty()) {
        None => {
            let found = store
                .rows_of_run(&run, RowOrder::NewestCase, Some(page.range()))
                .await?;
            (found.entries, found.total)
        }
        Some(id) => {
            let rows = rows_of_case(&call, &project, &run, &id).await?;
            let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            (translate::cut(page, rows), total)
        }
    };
    call::ok(&wire::Good::of(wire::Rows {
        info: translate::info(page, total),
        test_cases: shown(&call, &project, &run, &rows).await?,
    }))
}

/// `PATCH …/test-runs/{run}/test-cases`: adds rows and takes rows out. Done again, it changes nothing.
pub(crate) async fn change(mut call: Call) -> Result<HttpResponse, Failure> {
    let (project, run) = run(&call).await?;
    let wire::ChangeRows {
        test_run:
            Object(wire::RowChanges {
                add_test_cases,
                remove_test_cases,
                preserve_existing_results,
            }),
    } = call.json().await?;
    let added = translate::listed("add_test_cases", add_test_cases)?;
    let removed = translate::listed("remove_test_cases", remove_test_cases)?;
    if run.state == RunState::Closed {
        return Err(Failure::Refused(Refusal::RunClosed));
    }
    let change = RowsChange {
        added: all_found(&call, &project, &added).await?,
        removed: all_found(&call, &project, &removed).await?,
        keep_results: preserve_existing_results.unwrap_or_default(),
    };
    call.app.store.change_rows(&run, change).await?;
    let changed = wire::RowsChanged {
        is_async: true,
        unique_id: Uuid::new_v4().to_string(),
    };
    Ok(call::json(202, &wire::Good::of(changed)))
}

/// `POST …/test-runs/{run}/assign`: a case without a configuration means all of its rows.
pub(crate) async fn assign(mut call: Call) -> Result<HttpResponse, Failure> {
    let (project, run) = run(&call).await?;
    let wanted = translate::assignments(&run, call.json().await?)?;
    let (cases, held) = held(&call, &project, &run, &wanted.cases).await?;
    let assignees = translate::assigned(wanted, &cases, &held)?;
    call.app.store.assign_rows(&run, assignees).await?;
    call::ok(&wire::Good::of(wire::Nothing {}))
}

/// The cases that names mean, and the rows that the run holds of them.
pub(super) async fn held(
    call: &Call,
    project: &Located<Project>,
    run: &Located<Run>,
    names: &[CaseName],
) -> Result<(Vec<Option<CaseNumber>>, Vec<RowKey>), Failure> {
    let store = &call.app.store;
    let cases = store.resolve_cases(project, names).await?;
    let known: BTreeSet<CaseNumber> = cases.iter().copied().flatten().collect();
    let known: Vec<CaseNumber> = known.into_iter().collect();
    let held = store.held_rows(run, &known).await?;
    Ok((cases, held))
}

async fn all_found(
    call: &Call,
    project: &Located<Project>,
    lists: &[translate::NamedRows],
) -> Result<Vec<RowSelection>, Failure> {
    let mut rows = Vec::new();
    for list in lists {
        rows.extend(found(call, project, list).await?);
    }
    Ok(rows)
}

/// Looks up the names of rows.
pub(super) async fn found(
    call: &Call,
    project: &Located<Project>,
    named: &translate::NamedRows,
) -> Result<BTreeSet<RowSelection>, Failure> {
    let store = &call.app.store;
    let configurations = store.find_configurations(&call.who, named.configurations());
    let folders = store.folder_paths(project, named.folders());
    let mut selected = Vec::new();
    for selection in &named.selections {
        let found = store.select_cases(project, selection.cases.clone()).await?;
        selected.extend(selection.chosen(found));
    }
    let known = translate::Known {
        cases: store.resolve_cases(project, &named.cases).await?,
        selected,
        configurations: configurations.await?.iter().map(|it| it.number).collect(),
        folders: folders.await?.into_keys().collect(),
    };
    named.resolved(&known)
}

async fn rows_of_case(
    call: &Call,
    project: &Located<Project>,
    run: &Located<Run>,
    id: &str,
) -> Result<Vec<RowEntry>, Failure> {
    let Some(named) = spelling::parse(Kind::Case, id) else {
        return Ok(Vec::new());
    };
    let store = &call.app.store;
    let Some(case) = store.locate_case(project, named).await? else {
        return Ok(Vec::new());
    };
    let mut rows = store.rows_of_case(run, case.number).await?;
    rows.reverse();
    Ok(rows)
}

/// Rows with what stands around them.
pub(super) async fn shown(
    call: &Call,
    project: &Located<Project>,
    run: &Located<Run>,
    rows: &[RowEntry],
) -> Result<Vec<wire::Row>, Failure> {
    let store = &call.app.store;
    let folders = if translate::flag(call.query("minify").as_deref()) {
        None
    } else {
        let folders = rows.iter().filter_map(|row| row.case.folder);
        Some(store.folder_paths(project, folders).await?)
    };
    let steps = if translate::flag(call.query("fetch_steps").as_deref()) {
        let cases = rows.iter().map(|row| row.key.case);
        Some(store.steps_of_cases(project, cases).await?)
    } else {
        None
    };
    let own = |row: &RowEntry| {
        let shown = row.shown.as_ref();
        shown.is_some_and(|(recorded, _)| recorded.outcome.status.custom.is_some())
    };
    let statuses = statuses(call, rows.iter().any(own)).await?;
    let around = translate::Around {
        links: links(call),
        statuses: &statuses,
        run,
        folders: folders.as_ref(),
        steps: steps.as_ref(),
    };
    Ok(rows
        .iter()
        .map(|row| translate::row(&around, row))
        .collect())
}
