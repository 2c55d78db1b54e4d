//! Reads builds back.

use actix_web::HttpResponse;
use domain::spelling;
use store::locate::Run;
use time::OffsetDateTime;

use super::super::translate;
use crate::call::{self, Call};
use crate::failure::Failure;

/// `GET /ext/v1/builds/:build`
pub(crate) async fn build(call: Call) -> Result<HttpResponse, Failure> {
    let run = super::run(&call).await?;
    let store = &call.app.store;
    let build = store.build_of(&run).await?;
    let creator = store.creator_of_run(&run).await?;
    let now = OffsetDateTime::now_utc();
    let url = address(&call, &run);
    call::ok(&translate::shown_build(&run, build, creator, url, now))
}

/// `GET /ext/v1/builds/:build/testRuns`
pub(crate) async fn test_runs(call: Call) -> Result<HttpResponse, Failure> {
    let run = super::run(&call).await?;
    let wanted = translate::wanted(|name| call.query(name))?;
    let store = &call.app.store;
    let rows = store.rows_of_run(&run, None).await?.entries;
    let numbers = translate::configurations(&rows);
    let known = translate::Known {
        run: &run,
        build: store.build_of(&run).await?,
        rows,
        results: store.all_results_of_run(&run).await?,
        attempts: store.attempts_of_run(&run, None).await?,
        configurations: store.find_configurations(&call.who, numbers).await?,
    };
    call::ok(&translate::test_runs(known, &wanted, &address(&call, &run)))
}

/// The build's own address: it is what a link to a build can lead to without a dashboard.
fn address(call: &Call, run: &Run) -> String {
    let id = spelling::hashed(run.opaque);
    format!("{}/ext/v1/builds/{id}", call.app.public_url)
}
