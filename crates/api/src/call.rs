//! One request on its way to a handler.

use actix_multipart::Multipart;
use actix_web::http::header::CONTENT_LENGTH;
use actix_web::web::BytesMut;
use actix_web::{HttpRequest, HttpResponse};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use store::Principal;

use crate::app::App;
use crate::body::{self, Pieces};
use crate::credential;
use crate::failure::Failure;
use crate::paths;
use crate::room::Held;

/// One request, admitted. The body is still to be read: what the path names comes first.
pub(crate) struct Call {
    pub(crate) app: App,
    pub(crate) who: Principal,
    request: HttpRequest,
    /// Of the path.
    pattern: &'static str,
    payload: Option<Pieces>,
    held: Held,
}

impl Call {
    pub(crate) const fn new(
        app: App,
        who: Principal,
        request: HttpRequest,
        pattern: &'static str,
        payload: Pieces,
        held: Held,
    ) -> Self {
        Self {
            app,
            who,
            request,
            pattern,
            payload: Some(payload),
            held,
        }
    }

    /// A part of the path, as the route's pattern names it.
    pub(crate) fn path(&self, name: &str) -> &str {
        paths::part(self.pattern, self.request.match_info().as_str(), name)
    }

    /// The first value of a query parameter.
    pub(crate) fn query(&self, name: &str) -> Option<String> {
        credential::query_value(self.request.query_string(), name)
    }

    /// The body as bytes; empty if it was read before.
    pub(crate) async fn bytes(&mut self) -> Result<BytesMut, Failure> {
        match self.payload.take() {
            Some(payload) => {
                let (limit, patience) = (self.app.max_body_bytes, self.app.body_patience);
                body::read(payload, limit, patience, &mut self.held).await
            }
            None => Ok(BytesMut::new()),
        }
    }

    /// The body as a form, for what is not to be held in memory: at most `limit` bytes, piece by piece.
    pub(crate) fn form(&mut self, limit: usize) -> Result<Multipart, Failure> {
        let headers = self.request.headers();
        let length = headers.get(CONTENT_LENGTH).and_then(|it| it.to_str().ok());
        if length.is_some_and(|it| it.parse().is_ok_and(|it: usize| it > limit)) {
            return Err(Failure::TooLarge(limit));
        }
        let payload = self.payload.take().ok_or(Failure::Internal)?;
        Ok(Multipart::new(
            headers,
            body::pieces(payload, limit, self.app.body_patience),
        ))
    }

    /// Takes room for a piece of a form that is kept in memory.
    pub(crate) fn hold(&mut self, piece: usize) -> Result<(), Failure> {
        self.held.grow(piece)
    }

    /// The room of this request, with as much more as an answer takes up that is sent piece by piece: it is held until
    /// the last of it is sent.
    pub(crate) fn hold_answer(self, bytes: usize) -> Result<Held, Failure> {
        let mut held = self.held;
        held.grow(bytes)?;
        Ok(held)
    }

    /// A body of this request, as JSON that may borrow from it.
    pub(crate) fn read<'de, T: Deserialize<'de>>(&self, body: &'de [u8]) -> Result<T, Failure> {
        body::json(&self.request, body)
    }

    /// The body as JSON.
    pub(crate) async fn json<T: DeserializeOwned>(&mut self) -> Result<T, Failure> {
        let bytes = self.bytes().await?;
        self.read(&bytes)
    }
}

/// A JSON answer.
pub(crate) fn json(status: u16, value: &impl Serialize) -> HttpResponse {
    let status = actix_web::http::StatusCode::from_u16(status)
        .unwrap_or(actix_web::http::StatusCode::INTERNAL_SERVER_ERROR);
    HttpResponse::build(status).json(value)
}

/// The usual good answer, as a handler's last line.
#[expect(clippy::unnecessary_wraps, reason = "a handler's last line")]
pub(crate) fn ok(value: &impl Serialize) -> Result<HttpResponse, Failure> {
    Ok(json(200, value))
}
