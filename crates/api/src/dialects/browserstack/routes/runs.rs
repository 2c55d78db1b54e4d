//! Test runs, their rows and their results.

use super::{GET, PATCH, POST, READ, WRITE};
use crate::dialects::browserstack::handlers::{results, run_rows, runs};
use crate::route::Route;

pub(super) fn routes() -> Vec<Route> {
    let groups = [run_routes(), row_routes(), result_routes()];
    groups.into_iter().flatten().collect()
}

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
            PATCH,
            "/api/v2/projects/{project}/test-runs/{run}/update",
            WRITE,
            runs::change,
        ),
        Route::new(
            POST,
            "/api/v2/projects/{project}/test-runs/{run}/update",
            WRITE,
            runs::replace,
        ),
        Route::new(
            POST,
            "/api/v2/projects/{project}/test-runs/{run}/close",
            WRITE,
            runs::close,
        ),
        Route::new(
            POST,
            "/api/v2/projects/{project}/test-runs/{run}/delete",
            WRITE,
            runs::delete,
        ),
    ]
}

fn row_routes() -> Vec<Route> {
    vec![
        Route::new(
            GET,
            "/api/v2/projects/{project}/test-runs/{run}/test-cases",
            READ,
            run_rows::list,
        ),
        Route::new(
            PATCH,
            "/api/v2/projects/{project}/test-runs/{run}/test-cases",
            WRITE,
            run_rows::change,
        ),
        Route::new(
            POST,
            "/api/v2/projects/{project}/test-runs/{run}/assign",
            WRITE,
            run_rows::assign,
        ),
    ]
}

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
        Route::new(
            PATCH,
            "/api/v2/projects/{project}/test-runs/{run}/results",
            WRITE,
            results::set_status,
        ),
    ]
}
