//! Paths of no dialect, which can only be read.

use actix_web::http::header::ALLOW;
use actix_web::{FromRequest, Handler, HttpResponse, Resource, Responder, web};
use serde_json::json;

/// A path that can only be read.
pub(crate) fn reading<F, Args>(path: &str, answer: F) -> Resource
where
    F: Handler<Args>,
    F::Output: Responder + 'static,
    Args: FromRequest + 'static,
{
    web::resource(path)
        .route(web::get().to(answer.clone()))
        .route(web::head().to(answer))
        .default_service(web::to(async || {
            HttpResponse::MethodNotAllowed()
                .insert_header((ALLOW, "GET, HEAD"))
                .json(json!({ "error": "Method not allowed. Use GET." }))
        }))
}
