//! Answers, as they are kept.

use actix_web::body::to_bytes_limited;
use actix_web::http::StatusCode;
use actix_web::http::header::HeaderName;
use actix_web::{HttpResponse, HttpResponseBuilder};
use store::once::KeptAnswer;

use super::NAME;
use super::said::Said;
use crate::failure::Failure;

/// Tells that the answer is one that was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// A good answer, as it is kept.
pub(super) async fn kept(
    response: HttpResponse,
    said: Said,
    largest: usize,
) -> Result<KeptAnswer, Failure> {
    let sent = said.digest().await?;
    let (response, body) = response.into_parts();
    let body = to_bytes_limited(body, largest).await;
    let too_large = |_| {
        let problem = format!("With {NAME}, an answer may have {largest} bytes; send fewer items");
        Failure::Invalid(problem)
    };
    let body = body.map_err(too_large)?.map_err(|_| Failure::Internal)?;
    let headers = response.headers().iter().filter_map(|(name, value)| {
        let value = value.to_str().ok()?;
        Some((name.as_str().to_owned(), value.to_owned()))
    });
    Ok(KeptAnswer {
        sent,
        status: response.status().as_u16(),
        headers: headers.collect(),
        body: body.into(),
    })
}

/// The answer as it is given the first time.
pub(super) fn shown(kept: KeptAnswer) -> HttpResponse {
    builder(&kept).body(kept.body)
}

/// The answer as it is given from then on.
pub(super) fn again(kept: KeptAnswer) -> HttpResponse {
    builder(&kept)
        .insert_header((REPLAYED, "true"))
        .body(kept.body)
}

fn builder(kept: &KeptAnswer) -> HttpResponseBuilder {
    let status = StatusCode::from_u16(kept.status).unwrap_or(StatusCode::OK);
    let mut builder = HttpResponse::build(status);
    for (name, value) in &kept.headers {
        builder.append_header((name.as_str(), value.as_str()));
    }
    builder
}
