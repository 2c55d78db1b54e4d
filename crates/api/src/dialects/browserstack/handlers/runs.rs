//! Test runs and their rows.

use actix_web::HttpResponse;
use domain::run_state::RunState;
use domain::spelling::{self, Kind};
use store::Located;
use store::catalogue::RunChange;
use store::locate::{Project, Run, RunFilter};
use store::read::RowEntry;
use time::OffsetDateTime;

use super::super::{translate, wire};
use super::{links, page, project, run};
use crate::call::{self, Call};
use crate::failure::Failure;

/// `GET …/test-runs`: newest first, without closed ones unless asked for.
pub(crate) async fn list(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let page = page(&call)?;
    let states = translate::shown_states(
        call.query("run_state").as_deref(),
        call.query("include_closed").as_deref(),
    )?;
    let store = &call.app.store;
    let found = store
        .list_runs(
            &call.who,
            Some(&project),
            RunFilter::of(states),
            page.range(),
        )
        .await?;
    let runs = found.entries.iter();
    call::ok(&wire::Good::of(wire::Runs {
        test_runs: runs.map(|it| translate::run(links(&call), it)).collect(),
        info: translate::info(page, found.total),
    }))
}

/// `POST …/test-runs`: the rows are there at once.
pub(crate) async fn create(mut call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let named = translate::new_run(call.json().await?)?;
    let store = &call.app.store;
    let configurations = store.find_configurations(&call.who, named.configurations());
    let folders = store.folder_paths(&project, named.folders());
    let known = translate::Known {
        cases: store.resolve_cases(&project, &named.cases).await?,
        selected: match named.selection.clone() {
            Some(it) => store.select_cases(&project, it).await?,
            None => Vec::new(),
        },
        configurations: configurations.await?.iter().map(|it| it.number).collect(),
        folders: folders.await?.into_keys().collect(),
    };
    let new = named.resolved(&known)?;
    let made = store.create_run(&call.who, &project, new).await?;
    let test_run = translate::run(links(&call), &made);
    call::ok(&wire::Good::of(wire::RunBody { test_run }))
}

/// `GET …/test-runs/{run}`
pub(crate) async fn show(call: Call) -> Result<HttpResponse, Failure> {
    let (project, run) = run(&call).await?;
    let rows = if translate::flag(call.query("minify").as_deref()) {
        None
    } else {
        let all = call.app.store.rows_of_run(&run, None).await?;
        Some(shown(&call, &project, &run, &all.entries).await?)
    };
    let test_run = translate::run_detail(links(&call), &run, rows);
    call::ok(&wire::Good::of(wire::RunDetailBody { test_run }))
}

/// `POST …/test-runs/{run}/close`: has nothing to say in its body. A closed run stays closed.
pub(crate) async fn close(call: Call) -> Result<HttpResponse, Failure> {
    let (_, run) = run(&call).await?;
    let change = RunChange {
        state: Some(RunState::Closed),
        finished_at: Some(OffsetDateTime::now_utc()),
        ..RunChange::default()
    };
    let closed = call.app.store.change_run(&call.who, &run, change).await?;
    let testrun = translate::run(links(&call), &closed);
    call::ok(&wire::Good::of(wire::ClosedBody { testrun }))
}

/// `GET …/test-runs/{run}/test-cases`: by case and configuration; `identifier` picks one case.
pub(crate) async fn rows(call: Call) -> Result<HttpResponse, Failure> {
    let (project, run) = run(&call).await?;
    let page = page(&call)?;
    let store = &call.app.store;
    let (rows, total) = match call.query("identifier").filter(|it| !it.is_empty()) {
        None => {
            let found = store.rows_of_run(&run, Some(page.range())).await?;
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
    Ok(store.rows_of_case(run, case.number).await?)
}

/// Rows with what stands around them.
async fn shown(
    call: &Call,
    project: &Located<Project>,
    run: &Located<Run>,
    rows: &[RowEntry],
) -> Result<Vec<wire::Row>, Failure> {
    let store = &call.app.store;
    let folders = rows.iter().filter_map(|row| row.case.folder);
    let folders = store.folder_paths(project, folders).await?;
    let steps = if translate::flag(call.query("fetch_steps").as_deref()) {
        let cases = rows.iter().map(|row| row.key.case);
        Some(store.steps_of_cases(project, cases).await?)
    } else {
        None
    };
    let around = translate::Around {
        links: links(call),
        run,
        folders: &folders,
        steps: steps.as_ref(),
    };
    Ok(rows
        .iter()
        .map(|row| translate::row(&around, row))
        .collect())
}
