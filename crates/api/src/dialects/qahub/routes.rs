//! QA Hub's part of the route table.

use actix_web::http::Method;
use store::Scope;

use super::handlers::{attachments, identity, results, runs};
use crate::access::Access::{AnyKey, Scope as Needs};
use crate::route::Route;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::new(Method::GET, "/api/v1/me", AnyKey, identity::me),
        Route::new(
            Method::GET,
            "/api/v1/runs",
            Needs(Scope::Read),
            runs::list_runs,
        ),
        Route::new(
            Method::POST,
            "/api/v1/runs",
            Needs(Scope::Write),
            runs::create_run,
        ),
        Route::new(
            Method::GET,
            "/api/v1/runs/{run}",
            Needs(Scope::Read),
            runs::show_run,
        ),
        Route::new(
            Method::PATCH,
            "/api/v1/runs/{run}",
            Needs(Scope::Write),
            runs::change_run,
        ),
        Route::new(
            Method::GET,
            "/api/v1/runs/{run}/results",
            Needs(Scope::Read),
            results::list_results,
        ),
        Route::new(
            Method::POST,
            "/api/v1/runs/{run}/results",
            Needs(Scope::Write),
            results::upsert_results,
        ),
        Route::new(
            Method::POST,
            "/api/v1/results/{result}/attachments",
            Needs(Scope::Write),
            attachments::upload,
        ),
    ]
}
