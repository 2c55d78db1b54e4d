//! Serves the documents, and a page to browse them. No key is needed, and a browser loads nothing from
//! elsewhere.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, ContentType, LOCATION};
use actix_web::web::{Path, ServiceConfig};
use serde_json::{Value, json};

use crate::dialects::Dialect;
use crate::reading::reading;

/// What is in the page may run, and it may speak to this server alone.
const POLICY: &str = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; \
                      connect-src 'self'";

/// All documents as text: they are the same for every request.
static DOCUMENTS: LazyLock<BTreeMap<&'static str, String>> = LazyLock::new(|| {
    let all = Dialect::ALL.into_iter();
    all.map(|dialect| (dialect.name(), super::document(dialect).to_string()))
        .collect()
});

/// The one page, which shows the dialect that its address names, or the list of them.
static PAGE: LazyLock<String> = LazyLock::new(|| {
    let all = Dialect::ALL.into_iter();
    let known: Value = all
        .map(|dialect| json!({ "name": dialect.name(), "title": dialect.title() }))
        .collect();
    include_str!("page.html").replace("/* the dialects */ []", &known.to_string())
});

pub(crate) fn configure(config: &mut ServiceConfig) {
    config
        .service(reading("/", start))
        .service(reading("/openapi", list))
        .service(reading("/openapi/{dialect}.json", document))
        .service(reading("/openapi/{dialect}", page));
}

/// Whoever opens the server's address in a browser looks for a way in. The place is relative to that address, since
/// the server may stand behind a path.
async fn start() -> HttpResponse {
    HttpResponse::Found()
        .insert_header((LOCATION, "openapi"))
        .json(json!({ "openapi": "openapi", "health": "healthz" }))
}

async fn list() -> HttpResponse {
    html()
}

async fn page(dialect: Path<String>) -> HttpResponse {
    if DOCUMENTS.contains_key(dialect.as_str()) {
        html()
    } else {
        missing()
    }
}

async fn document(dialect: Path<String>) -> HttpResponse {
    match DOCUMENTS.get(dialect.as_str()) {
        Some(document) => HttpResponse::Ok()
            .content_type(ContentType::json())
            .body(document.as_str()),
        None => missing(),
    }
}

fn html() -> HttpResponse {
    HttpResponse::Ok()
        .content_type(ContentType::html())
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .body(PAGE.as_str())
}

fn missing() -> HttpResponse {
    HttpResponse::NotFound().json(json!({ "error": "No such dialect" }))
}
