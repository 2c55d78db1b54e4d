//! Test runs.

use actix_web::HttpResponse;
use domain::patch::Patch;
use domain::run_state::RunState;
use domain::spelling::{self, Kind};
use domain::submission::Refusal;
use store::Located;
use store::catalogue::{RowSelection, RunChange};
use store::locate::{Project, Run};
use store::read::RowOrder;
use time::OffsetDateTime;

use super::super::status::Statuses;
use super::super::{translate, wire};
use super::run_rows::{self, shown};
use super::{links, page, project, run};
use crate::body::Object;
use crate::call::{self, Call};
use crate::failure::Failure;

/// `GET …/test-runs`: newest first, without closed ones unless asked for.
pub(crate) async fn list(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let page = page(&call)?;
    let plan = match call.query("test_plan_id").filter(|it| !it.is_empty()) {
        // No run executes a plan that is not there, nor the plan 0.
        Some(id) => Some(plan(&call, &project, &id).await?.unwrap_or_default()),
        None => None,
    };
    let said = |name: &str| call.query(name);
    let filter = translate::run_filter(
        &translate::RunQuery {
            run_state: said("run_state").as_deref(),
            include_closed: said("include_closed").as_deref(),
            assignee: said("assignee").as_deref(),
            created_after: said("created_after").as_deref(),
            created_before: said("created_before").as_deref(),
            closed_after: said("closed_after").as_deref(),
            closed_before: said("closed_before").as_deref(),
        },
        plan,
    )?;
    let store = &call.app.store;
    let found = store
        .list_runs(&call.who, Some(&project), filter, page.range())
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
    let wire::CreateRun {
        test_run: Object(wire::Whole(sent)),
    } = call.json().await?;
    let named = translate::run_request(sent)?;
    let found = found(&call, &project, &named).await?;
    let new = named.created(found)?;
    let made = call.app.store.create_run(&call.who, &project, new).await?;
    let test_run = translate::run(links(&call), &made);
    call::ok(&wire::Good::of(wire::RunBody { test_run }))
}

/// `GET …/test-runs/{run}`
pub(crate) async fn show(call: Call) -> Result<HttpResponse, Failure> {
    let (project, run) = run(&call).await?;
    let rows = if translate::flag(call.query("minify").as_deref()) {
        None
    } else {
        let store = &call.app.store;
        let all = store.rows_of_run(&run, RowOrder::NewestCase, None).await?;
        Some(shown(&call, &project, &run, &all.entries).await?)
    };
    let store = &call.app.store;
    let own = store.custom_statuses(&call.who).await?;
    let progress = translate::Progress {
        own: if own.is_empty() {
            Vec::new()
        } else {
            store.custom_counts(&run).await?
        },
        statuses: Statuses::with(own),
    };
    let test_run = translate::run_detail(links(&call), &run, &progress, rows);
    call::ok(&wire::Good::of(wire::RunDetailBody { test_run }))
}

/// `PATCH …/test-runs/{run}/update`: what is left out stays.
pub(crate) async fn change(mut call: Call) -> Result<HttpResponse, Failure> {
    let (project, run) = run(&call).await?;
    let wire::WriteRun {
        test_run: Object(sent),
    } = call.json().await?;
    let named = translate::run_request(sent)?;
    let found = found(&call, &project, &named).await?;
    let change = named.changed(found, OffsetDateTime::now_utc());
    write(&call, &run, change).await
}

/// `POST …/test-runs/{run}/update`: what is left out is reset, but the rows stay.
pub(crate) async fn replace(mut call: Call) -> Result<HttpResponse, Failure> {
    let (project, run) = run(&call).await?;
    let wire::WriteRun {
        test_run: Object(sent),
    } = call.json().await?;
    let named = translate::run_request(sent)?;
    let found = found(&call, &project, &named).await?;
    let change = named.replaced(&run, found, OffsetDateTime::now_utc());
    write(&call, &run, change).await
}

/// `POST …/test-runs/{run}/close`: has nothing to say in its body. A closed run stays closed.
pub(crate) async fn close(call: Call) -> Result<HttpResponse, Failure> {
    let (_, run) = run(&call).await?;
    let closed = Some(RunState::Closed);
    let change = translate::moved(closed, OffsetDateTime::now_utc());
    write(&call, &run, change).await
}

/// `POST …/test-runs/{run}/delete`: results go with their run.
pub(crate) async fn delete(call: Call) -> Result<HttpResponse, Failure> {
    let (_, run) = run(&call).await?;
    call.app.store.delete_run(&run).await?;
    call::ok(&wire::Good::of(wire::RunDeleted {
        message: "Test run deleted successfully",
    }))
}

async fn write(
    call: &Call,
    run: &Located<Run>,
    change: RunChange,
) -> Result<HttpResponse, Failure> {
    if !change.added.is_empty() && change.state.unwrap_or(run.state) == RunState::Closed {
        return Err(Failure::Refused(Refusal::RunClosed));
    }
    let changed = call.app.store.change_run(&call.who, run, change).await?;
    let testrun = translate::run(links(call), &changed);
    call::ok(&wire::Good::of(wire::ChangedBody { testrun }))
}

/// Looks up the names in a request.
async fn found(
    call: &Call,
    project: &Located<Project>,
    named: &translate::NamedRun,
) -> Result<translate::Found, Failure> {
    let plan = match &named.plan {
        Patch::Keep | Patch::Clear => None,
        Patch::Set(id) => {
            let found = plan(call, project, id).await?;
            let problem = || Failure::Invalid(format!("Invalid test plan ID: {id}"));
            Some(found.ok_or_else(problem)?)
        }
    };
    let rows = run_rows::found(call, project, &named.rows).await?;
    let rows: Vec<RowSelection> = rows.into_iter().collect();
    Ok(translate::Found { rows, plan })
}

/// The number of a plan of the project.
async fn plan(call: &Call, project: &Located<Project>, id: &str) -> Result<Option<i32>, Failure> {
    match spelling::parse(Kind::Plan, id) {
        Some(named) => Ok(call.app.store.find_plan(project, named).await?),
        None => Ok(None),
    }
}
