//! Runs.

use actix_web::HttpResponse;
use domain::spelling::{self, Kind};
use time::OffsetDateTime;

use super::super::{translate, wire};
use super::{page, project, run};
use crate::call::{self, Call};
use crate::failure::Failure;

/// `GET /api/v1/runs?project_id=&status=`, newest first.
pub(crate) async fn list_runs(call: Call) -> Result<HttpResponse, Failure> {
    let within = match call.query("project_id") {
        Some(id) => Some(project(&call, spelling::parse(Kind::Project, &id)).await?),
        None => None,
    };
    let filter = translate::filter(call.query("status").as_deref())?;
    let page = page(&call);
    let store = &call.app.store;
    let runs = store
        .list_runs(&call.who, within.as_ref(), filter, page)
        .await?;
    call::ok(&wire::List {
        data: runs.entries.iter().map(|run| translate::run(run)).collect(),
        pagination: Some(translate::pagination(page, runs.total)),
    })
}

/// `POST /api/v1/runs`
pub(crate) async fn create_run(mut call: Call) -> Result<HttpResponse, Failure> {
    let translate::RunPlan {
        name,
        project: reference,
        environment,
        cases,
    } = translate::create(call.json().await?)?;
    let project = project(&call, reference).await?;
    let (ids, names): (Vec<_>, Vec<_>) = cases.into_iter().unzip();
    let found = call.app.store.resolve_cases(&project, &names).await?;
    let new = translate::new_run(name, environment, translate::rows(ids, found)?);
    let run = call.app.store.create_run(&call.who, &project, new).await?;
    let data = translate::run(&run);
    Ok(call::json(201, &wire::Data { data }))
}

/// `GET /api/v1/runs/{id}`
pub(crate) async fn show_run(call: Call) -> Result<HttpResponse, Failure> {
    let data = translate::run(&*run(&call).await?);
    call::ok(&wire::Data { data })
}

/// `PATCH /api/v1/runs/{id}`: name, environment, status.
pub(crate) async fn change_run(mut call: Call) -> Result<HttpResponse, Failure> {
    let run = run(&call).await?;
    let now = OffsetDateTime::now_utc();
    let change = translate::change(&run, call.json().await?, now)?;
    let run = call.app.store.change_run(&call.who, &run, change).await?;
    let data = translate::run(&run);
    call::ok(&wire::Data { data })
}
