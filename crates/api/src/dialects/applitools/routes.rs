//! Applitools' part of the route table.

use actix_web::http::Method;
use store::Scope;

use super::handlers::{execute, results};
use crate::access::Access::{AnyKey, Scope as Needs};
use crate::route::Route;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::new(
            Method::POST,
            "/api/plan/{plan}/execute",
            Needs(Scope::Execute),
            execute::plan,
        ),
        Route::new(
            Method::POST,
            "/api/test/{test}/execute",
            Needs(Scope::Execute),
            execute::test,
        ),
        // A key without the scope to read may bring the run's token instead.
        Route::new(
            Method::GET,
            "/api/result/{run}",
            AnyKey,
            results::get_results,
        ),
    ]
}
