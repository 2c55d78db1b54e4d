//! The native part of the route table.

use actix_web::http::Method;
use store::Scope;

use super::handlers::{plans, results};
use crate::access::Access::Scope as Needs;
use crate::route::Route;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::new(
            Method::PUT,
            "/api/verdict/plans/{plan}",
            Needs(Scope::Write),
            plans::put_plan,
        ),
        Route::new(
            Method::GET,
            "/api/verdict/results/{result}",
            Needs(Scope::Read),
            results::show_result,
        ),
    ]
}
