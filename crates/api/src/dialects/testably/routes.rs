//! Testably's part of the route table.

use actix_web::http::Method;
use store::Scope;

use super::handlers;
use crate::access::Access::Scope as Needs;
use crate::route::Route;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::new(
            Method::GET,
            "/v1/runs/{run}/results",
            Needs(Scope::Read),
            handlers::list_results,
        ),
        Route::new(
            Method::PUT,
            "/v1/runs/{run}/results/{result}",
            Needs(Scope::Write),
            handlers::update_result,
        ),
        Route::new(
            Method::POST,
            "/v1/runs/{run}/results/bulk",
            Needs(Scope::Write),
            handlers::upload_results,
        ),
    ]
}
