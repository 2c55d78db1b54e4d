//! The vendor's part of the route table.

use actix_web::http::Method;
use store::Scope;

use super::handlers::{cases, configurations, folders, projects, results, runs};
use crate::access::Access;
use crate::route::Route;

const READ: Access = Access::Scope(Scope::Read);
const WRITE: Access = Access::Scope(Scope::Write);
const GET: Method = Method::GET;
const POST: Method = Method::POST;

pub(crate) fn routes() -> Vec<Route> {
    let groups = [catalogue(), run_routes(), result_routes()];
    groups.into_iter().flatten().collect()
}

/// Projects, configurations, folders, test cases.
fn catalogue() -> Vec<Route> {
    vec![
        Route::new(GET, "/api/v2/projects", READ, projects::list),
        Route::new(POST, "/api/v2/projects", WRITE, projects::create),
        Route::new(GET, "/api/v2/projects/{project}", READ, projects::show),
        Route::new(GET, "/api/v2/configurations", READ, configurations::list),
        Route::new(
            POST,
            "/api/v2/configurations",
            WRITE,
            configurations::create,
        ),
        Route::new(
            POST,
            "/api/v2/projects/{project}/folders",
            WRITE,
            folders::create,
        ),
        Route::new(
            GET,
            "/api/v2/projects/{project}/folders/{folder}",
            READ,
            folders::show,
        ),
        Route::new(
            POST,
            "/api/v2/projects/{project}/folders/{folder}/test-cases",
            WRITE,
            cases::create,
        ),
        Route::new(
            GET,
            "/api/v2/projects/{project}/test-cases/{case}",
            READ,
            cases::show,
        ),
    ]
}

/// Test runs and their rows.
fn run_routes() -> Vec<Route> {
    vec![
        Route::new(
            GET,
            "/api/v2/projects/{project}/test-runs",
            READ,
            runs::list,
        ),
        Route::new(
            POST,
            "/api/v2/projects/{project}/test-runs",
            WRITE,
            runs::create,
        ),
        Route::new(
            GET,
            "/api/v2/projects/{project}/test-runs/{run}",
            READ,
            runs::show,
        ),
        Route::new(
            POST,
            "/api/v2/projects/{project}/test-runs/{run}/close",
            WRITE,
            runs::close,
        ),
        Route::new(
            GET,
            "/api/v2/projects/{project}/test-runs/{run}/test-cases",
            READ,
            runs::rows,
        ),
    ]
}

/// Results.
fn result_routes() -> Vec<Route> {
    vec![
        Route::new(
            GET,
            "/api/v2/projects/{project}/test-cases/{case}/results",
            READ,
            results::of_case,
        ),
        Route::new(
            GET,
            "/api/v2/projects/{project}/test-runs/{run}/test-cases/{case}/results",
            READ,
            results::of_case_in_run,
        ),
        Route::new(
            GET,
            "/api/v2/projects/{project}/test-runs/{run}/results",
            READ,
            results::of_run,
        ),
        Route::new(
            POST,
            "/api/v2/projects/{project}/test-runs/{run}/results",
            WRITE,
            results::submit,
        ),
    ]
}
