//! Reads builds back.

use actix_web::HttpResponse;
use store::Located;
use store::locate::Run;
use store::read::RowOrder;
use time::OffsetDateTime;

use super::super::translate;
use super::address;
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

/// How many unique errors a build names: the documents call them the top ones, and do not say how many they are.
const MOST_ERRORS: u32 = 5;

/// `GET /ext/v1/builds/:build`
pub(crate) async fn build(call: Call) -> Result<HttpResponse, Failure> {
    let run = super::run(&call).await?;
    shown(&call, &run).await
}

/// `GET /ext/v1/builds/latest`: the newest build of a project by its name, of all users unless one is named.
pub(crate) async fn latest(call: Call) -> Result<HttpResponse, Failure> {
    let filter = translate::latest(|name| call.query(name))?;
    let found = call.app.store.find_builds(&call.who, None, filter, 1);
    let found = found.await?.into_iter().next();
    shown(&call, &found.ok_or(Failure::NotFound(Noun::Run))?).await
}

async fn shown(call: &Call, run: &Located<Run>) -> Result<HttpResponse, Failure> {
    let store = &call.app.store;
    let build = store.build_of(run).await?;
    let creator = store.creator_of_run(run).await?;
    let errors = store.errors_of_run(run, MOST_ERRORS).await?;
    let now = OffsetDateTime::now_utc();
    let url = address(call, run);
    call::ok(&translate::shown_build(
        run, build, creator, errors, url, now,
    ))
}

/// `GET /ext/v1/builds/:build/testRuns`
pub(crate) async fn test_runs(call: Call) -> Result<HttpResponse, Failure> {
    let run = super::run(&call).await?;
    let wanted = translate::wanted(|name| call.query(name), run.opaque)?;
    let store = &call.app.store;
    let rows = store
        .rows_of_run(&run, RowOrder::OldestCase, None)
        .await?
        .entries;
    let hooks = store.hooks_of_run(&run, None).await?;
    let numbers = translate::configurations(&rows, &hooks);
    let known = translate::Known {
        run: &run,
        build: store.build_of(&run).await?,
        rows,
        results: store.all_results_of_run(&run).await?,
        attempts: store.attempts_of_run(&run, None).await?,
        hooks,
        configurations: store.find_configurations(&call.who, numbers).await?,
    };
    call::ok(&translate::test_runs(known, &wanted, &address(&call, &run)))
}

/// `GET /ext/v1/quality-gates/:build`
pub(crate) async fn quality_gates(call: Call) -> Result<HttpResponse, Failure> {
    let run = super::run(&call).await?;
    let url = address(&call, &run);
    let now = OffsetDateTime::now_utc();
    call::ok(&translate::quality_gates(&run, url, now))
}
