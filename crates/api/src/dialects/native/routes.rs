//! The native part of the route table.

use actix_web::http::Method;
use store::Scope;

use super::handlers::{attachments, plans, results};
use crate::access::Access::Scope as Needs;
use crate::route::Route;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::new(
            Method::PUT,
            "/api/verdict/plans/{id}",
            Needs(Scope::Write),
            plans::put_plan,
        ),
        Route::new(
            Method::GET,
            "/api/verdict/results/{id}",
            Needs(Scope::Read),
            results::show_result,
        ),
        Route::new(
            Method::GET,
            "/api/verdict/results/{id}/attachments",
            Needs(Scope::Read),
            attachments::list_attachments,
        ),
        Route::new(
            Method::GET,
            "/api/verdict/attachments/{id}",
            Needs(Scope::Read),
            attachments::download,
        ),
    ]
}
