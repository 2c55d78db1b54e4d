//! Test runs of a project.

use actix_web::HttpResponse;
use domain::run_state::RunState;
use store::catalogue::RunChange;
use store::locate::RunFilter;
use store::read::RowOrder;
use time::OffsetDateTime;

use super::super::{translate, wire};
use super::{page, project, run_of_project};
use crate::call::{self, Call};
use crate::failure::Failure;

/// `GET /v1/projects/:pid/runs`: newest first.
pub(crate) async fn list(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let page = page(&call);
    let (store, filter) = (&call.app.store, RunFilter::default());
    let found = store
        .list_runs(&call.who, Some(&project), filter, page.range())
        .await?;
    let runs = found.entries.iter().map(|run| translate::run(run));
    call::ok(&translate::list(page, found.total, runs))
}

/// `GET /v1/projects/:pid/runs/:id`: with all results.
pub(crate) async fn show(call: Call) -> Result<HttpResponse, Failure> {
    let (_, run) = run_of_project(&call).await?;
    let rows = call
        .app
        .store
        .rows_of_run(&run, RowOrder::OldestCase, None)
        .await?;
    let rows = rows.entries.iter();
    call::ok(&wire::Data {
        data: wire::RunWithResults {
            run: translate::run(&run),
            results: rows.map(|row| translate::row(&run, row)).collect(),
        },
    })
}

/// `POST /v1/projects/:pid/runs`
pub(crate) async fn create(mut call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let (mut new, ids) = translate::new_run(call.json().await?)?;
    let names = translate::case_names(&ids)?;
    let found = call.app.store.resolve_cases(&project, &names).await?;
    new.rows = translate::rows(&ids, found)?;
    let made = call.app.store.create_run(&call.who, &project, new).await?;
    let data = translate::run(&made);
    Ok(call::json(201, &wire::Data { data }))
}

/// `PATCH /v1/projects/:pid/runs/:id`
pub(crate) async fn change(mut call: Call) -> Result<HttpResponse, Failure> {
    let (_, run) = run_of_project(&call).await?;
    let change = translate::change_run(&run, call.json().await?)?;
    let changed = call.app.store.change_run(&call.who, &run, change).await?;
    let data = translate::changed_run(&changed);
    call::ok(&wire::Data { data })
}

/// `POST /v1/projects/:pid/runs/:id/close`: a run that is closed stays as it is.
pub(crate) async fn close(call: Call) -> Result<HttpResponse, Failure> {
    let (_, run) = run_of_project(&call).await?;
    let closed = if run.state == RunState::Closed {
        run
    } else {
        let change = RunChange {
            state: Some(RunState::Closed),
            finished_at: Some(OffsetDateTime::now_utc()),
            ..RunChange::default()
        };
        call.app.store.change_run(&call.who, &run, change).await?
    };
    let data = translate::closed_run(&closed);
    call::ok(&wire::Data { data })
}
