//! Reporting's part of the route table.

use actix_web::http::Method;
use store::Scope;

use super::handlers::{builds, reads, tests};
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
    ]
}
