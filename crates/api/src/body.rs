//! The body of a request: taken as bytes, read last.

use actix_web::HttpRequest;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{BytesMut, Payload};
use futures::StreamExt;
use serde::de::DeserializeOwned;

use crate::failure::Failure;

/// Reads a body of at most `limit` bytes.
pub(crate) async fn read(mut payload: Payload, limit: usize) -> Result<BytesMut, Failure> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk =
            chunk.map_err(|error| Failure::Invalid(format!("The body broke off: {error}")))?;
        if body.len() + chunk.len() > limit {
            return Err(Failure::TooLarge(limit));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// Reads JSON. Unknown keys are accepted, wrong types are not.
///
/// A body without a content type is taken for JSON: the vendors' own examples leave it out.
pub(crate) fn json<T: DeserializeOwned>(request: &HttpRequest, body: &[u8]) -> Result<T, Failure> {
    if let Some(content_type) = request.headers().get(CONTENT_TYPE) {
        let content_type = content_type
            .to_str()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        if !(essence.is_empty() || essence == "text/plain" || essence.ends_with("json")) {
            return Err(Failure::UnsupportedType);
        }
    }
    serde_json::from_slice(body).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => Failure::Malformed(error.to_string()),
        serde_json::error::Category::Syntax
        | serde_json::error::Category::Eof
        | serde_json::error::Category::Io => Failure::Invalid(format!("Invalid JSON: {error}")),
    })
}
