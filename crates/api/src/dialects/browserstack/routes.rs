//! The vendor's part of the route table.

mod catalogue;
mod forms;
mod organization;

use actix_web::http::Method;
use store::Scope;

use super::handlers::{results, runs};
use crate::access::Access;
use crate::route::Route;

const READ: Access = Access::Scope(Scope::Read);
const WRITE: Access = Access::Scope(Scope::Write);
/// For what belongs to the organization.
const WRITE_ORGANIZATION: Access = Access::Organization(Scope::Write);
const GET: Method = Method::GET;
const POST: Method = Method::POST;
const PATCH: Method = Method::PATCH;
const DELETE: Method = Method::DELETE;

pub(crate) fn routes() -> Vec<Route> {
    let groups = [
        organization::routes(),
        catalogue::routes(),
        forms::routes(),
        run_routes(),
        result_routes(),
    ];
    groups.into_iter().flatten().collect()
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
