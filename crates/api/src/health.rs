//! Whether the process lives, and whether it can do its work. No key is needed.

use actix_web::HttpResponse;
use actix_web::web::{Data, ServiceConfig};
use serde_json::json;
use store::StoreError;

use crate::app::App;
use crate::reading::reading;

pub(crate) fn configure(config: &mut ServiceConfig) {
    config
        .service(reading("/healthz", alive))
        .service(reading("/readyz", ready));
}

async fn alive() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "ok" }))
}

async fn ready(app: Data<App>) -> HttpResponse {
    match app.store.is_ready().await {
        Ok(()) => HttpResponse::Ok().json(json!({ "status": "ready" })),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            let reason = match error {
                StoreError::Migration(_) => "the database lacks migrations of this program",
                StoreError::Newer { .. } => "the database needs a newer program",
                StoreError::Overloaded => "the server is busy",
                StoreError::Pooled(_) => {
                    "a pooler before the database keeps no prepared statements"
                }
                StoreError::Unavailable(_)
                | StoreError::Refused(_)
                | StoreError::Corrupt(_)
                | StoreError::Files(_)
                | StoreError::Deleted(_)
                | StoreError::Internal(_) => "the database does not answer",
            };
            HttpResponse::ServiceUnavailable()
                .json(json!({ "status": "unavailable", "reason": reason }))
        }
    }
}
