//! Testably's part of the route table.

use actix_web::http::Method;
use store::Scope;

use super::handlers::{cases, projects, results, runs, uploads};
use crate::access::Access;
use crate::route::Route;

const READ: Access = Access::Scope(Scope::Read);
const WRITE: Access = Access::Scope(Scope::Write);
const WRITE_ORGANIZATION: Access = Access::Organization(Scope::Write);
const GET: Method = Method::GET;
const POST: Method = Method::POST;
const PUT: Method = Method::PUT;
const PATCH: Method = Method::PATCH;
const DELETE: Method = Method::DELETE;

const PROJECTS: &str = "/v1/projects";
const PROJECT: &str = "/v1/projects/{project}";
const RUNS: &str = "/v1/projects/{project}/runs";
const RUN: &str = "/v1/projects/{project}/runs/{run}";
const CASES: &str = "/v1/projects/{project}/test-cases";
const CASE: &str = "/v1/projects/{project}/test-cases/{case}";

pub(crate) fn routes() -> Vec<Route> {
    let groups = [
        result_routes(),
        project_routes(),
        run_routes(),
        case_routes(),
    ];
    groups.into_iter().flatten().collect()
}

fn result_routes() -> Vec<Route> {
    vec![
        Route::new(GET, "/v1/runs/{run}/results", READ, results::list),
        Route::new(
            PUT,
            "/v1/runs/{run}/results/{result}",
            WRITE,
            results::update,
        ),
        Route::new(POST, "/v1/runs/{run}/results/bulk", WRITE, results::bulk),
        Route::new(POST, "/v1/results", WRITE, uploads::documented),
        Route::new(
            POST,
            "/functions/v1/upload-ci-results",
            WRITE,
            uploads::deployed,
        ),
    ]
}

fn project_routes() -> Vec<Route> {
    vec![
        Route::new(GET, PROJECTS, READ, projects::list),
        Route::new(POST, PROJECTS, WRITE_ORGANIZATION, projects::create),
        Route::new(GET, PROJECT, READ, projects::show),
        Route::new(PATCH, PROJECT, WRITE, projects::change),
        Route::new(DELETE, PROJECT, WRITE_ORGANIZATION, projects::delete),
    ]
}

fn run_routes() -> Vec<Route> {
    vec![
        Route::new(GET, RUNS, READ, runs::list),
        Route::new(POST, RUNS, WRITE, runs::create),
        Route::new(GET, RUN, READ, runs::show),
        Route::new(PATCH, RUN, WRITE, runs::change),
        Route::new(
            POST,
            "/v1/projects/{project}/runs/{run}/close",
            WRITE,
            runs::close,
        ),
    ]
}

fn case_routes() -> Vec<Route> {
    vec![
        Route::new(GET, CASES, READ, cases::list),
        Route::new(POST, CASES, WRITE, cases::create),
        Route::new(
            POST,
            "/v1/projects/{project}/test-cases/bulk",
            WRITE,
            cases::create_many,
        ),
        Route::new(GET, CASE, READ, cases::show),
        Route::new(PATCH, CASE, WRITE, cases::change),
        Route::new(DELETE, CASE, WRITE, cases::delete),
    ]
}
