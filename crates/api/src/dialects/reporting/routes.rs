//! Reporting's part of the route table.

use actix_web::http::Method;
use store::Scope;

use super::handlers::{builds, hooks, projects, reads, tests};
use crate::access::Access::Scope as Needs;
use crate::route::Route;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::new(
            Method::POST,
            "/ext/v1/builds/start",
            Needs(Scope::Write),
            builds::start,
        ),
        Route::new(
            Method::PUT,
            "/ext/v1/builds/{build}/finish",
            Needs(Scope::Write),
            builds::finish,
        ),
        Route::new(
            Method::POST,
            "/ext/v1/builds/{build}/tests/start",
            Needs(Scope::Write),
            tests::start,
        ),
        Route::new(
            Method::PUT,
            "/ext/v1/builds/{build}/tests/{uuid}/finish",
            Needs(Scope::Write),
            tests::finish,
        ),
        Route::new(
            Method::GET,
            "/ext/v1/builds/{build}",
            Needs(Scope::Read),
            reads::build,
        ),
        Route::new(
            Method::GET,
            "/ext/v1/builds/{build}/testRuns",
            Needs(Scope::Read),
            reads::test_runs,
        ),
        Route::new(
            Method::PATCH,
            "/ext/v1/builds/{build}",
            Needs(Scope::Write),
            builds::update,
        ),
        Route::new(
            Method::POST,
            "/ext/v1/builds/{build}/hooks/start",
            Needs(Scope::Write),
            hooks::start,
        ),
        Route::new(
            Method::PUT,
            "/ext/v1/builds/{build}/hooks/{uuid}/finish",
            Needs(Scope::Write),
            hooks::finish,
        ),
        Route::new(
            Method::GET,
            "/ext/v1/builds/latest",
            Needs(Scope::Read),
            reads::latest,
        ),
        Route::new(
            Method::GET,
            "/ext/v1/quality-gates/{build}",
            Needs(Scope::Read),
            reads::quality_gates,
        ),
        Route::new(
            Method::GET,
            "/ext/v1/projects",
            Needs(Scope::Read),
            projects::list,
        ),
        Route::new(
            Method::GET,
            "/ext/v1/projects/{project}/builds",
            Needs(Scope::Read),
            projects::builds,
        ),
    ]
}
