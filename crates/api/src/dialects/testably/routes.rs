//! Testably's part of the route table.

use actix_web::http::Method;
use store::Scope;

use super::handlers::{results, uploads};
use crate::access::Access::Scope as Needs;
use crate::route::Route;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::new(
            Method::GET,
            "/v1/runs/{run}/results",
            Needs(Scope::Read),
            results::list,
        ),
        Route::new(
            Method::PUT,
            "/v1/runs/{run}/results/{result}",
            Needs(Scope::Write),
            results::update,
        ),
        Route::new(
            Method::POST,
            "/v1/runs/{run}/results/bulk",
            Needs(Scope::Write),
            results::bulk,
        ),
        Route::new(
            Method::POST,
            "/v1/results",
            Needs(Scope::Write),
            uploads::documented,
        ),
        Route::new(
            Method::POST,
            "/functions/v1/upload-ci-results",
            Needs(Scope::Write),
            uploads::deployed,
        ),
    ]
}
