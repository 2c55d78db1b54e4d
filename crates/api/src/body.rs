//! The body of a request: taken as bytes, read last.

use std::borrow::Cow;
use std::time::Duration;

use actix_multipart::MultipartError;
use actix_web::HttpRequest;
use actix_web::error::PayloadError;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::rt::time::timeout;
use actix_web::web::{Bytes, BytesMut};
use futures::stream::LocalBoxStream;
use futures::{Stream, StreamExt, stream};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, Visitor};

use crate::extent;
use crate::failure::{Failure, FileDefect};
use crate::room::Held;

/// How long a body may stand still. A slow one is welcome, one that never comes holds a connection.
const STALL: Duration = Duration::from_secs(30);

/// A body, as it comes.
pub(crate) type Pieces = LocalBoxStream<'static, Result<Bytes, PayloadError>>;

/// Reads a body of at most `limit` bytes, each of which needs room.
pub(crate) async fn read(
    payload: Pieces,
    limit: usize,
    held: &mut Held,
) -> Result<BytesMut, Failure> {
    read_within(payload, limit, held, STALL).await
}

async fn read_within(
    mut payload: impl Stream<Item = Result<Bytes, PayloadError>> + Unpin,
    limit: usize,
    held: &mut Held,
    stall: Duration,
) -> Result<BytesMut, Failure> {
    let mut body = BytesMut::new();
    let stopped = |_| Failure::Invalid("The body stopped arriving".to_owned());
    while let Some(chunk) = timeout(stall, payload.next()).await.map_err(stopped)? {
        let chunk = chunk.map_err(|error| broken(error, limit))?;
        if body.len() + chunk.len() > limit {
            return Err(Failure::TooLarge(limit));
        }
        held.grow(chunk.len())?;
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// Why there is no body, where it may have `limit` bytes.
pub(crate) fn broken(error: PayloadError, limit: usize) -> Failure {
    match error {
        PayloadError::Overflow => Failure::TooLarge(limit),
        error => Failure::Invalid(format!("The body broke off: {error}")),
    }
}

/// A body piece by piece, of at most `limit` bytes; for bodies that are not to be held in memory.
pub(crate) fn pieces(
    payload: impl Stream<Item = Result<Bytes, PayloadError>> + Unpin + 'static,
    limit: usize,
) -> impl Stream<Item = Result<Bytes, PayloadError>> + 'static {
    stream::try_unfold((payload, limit), |(mut payload, left)| async move {
        let stopped = |_| PayloadError::Incomplete(None);
        let Some(piece) = timeout(STALL, payload.next()).await.map_err(stopped)? else {
            return Ok(None);
        };
        let piece = piece?;
        let left = left
            .checked_sub(piece.len())
            .ok_or(PayloadError::Overflow)?;
        Ok(Some((piece, (payload, left))))
    })
}

/// What is wrong with a form of at most `limit` bytes that could not be read.
pub(crate) fn broken_form(error: &MultipartError, limit: usize) -> Failure {
    match error {
        MultipartError::Payload(PayloadError::Overflow) => Failure::TooLarge(limit),
        MultipartError::ContentTypeMissing | MultipartError::ContentTypeIncompatible => {
            Failure::File(FileDefect::NoForm)
        }
        other => Failure::Invalid(format!("the form could not be read: {other}")),
    }
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
    parse(body)
}

/// Reads a JSON object, whatever type the body was said to be of.
pub(crate) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    extent::check(body).map_err(|excess| Failure::Invalid(excess.to_string()))?;
    let read = serde_json::from_slice::<Object<T>>(body);
    read.map(|Object(value)| value)
        .map_err(|error| match error.classify() {
            serde_json::error::Category::Data => Failure::Malformed(error.to_string()),
            serde_json::error::Category::Syntax
            | serde_json::error::Category::Eof
            | serde_json::error::Category::Io => Failure::Invalid(format!("Invalid JSON: {error}")),
        })
}

/// Something that must be written as an object. By itself a struct may also be written as a list of its
/// fields, which no vendor does: such a body is of the wrong type.
#[derive(Debug)]
pub(crate) struct Object<T>(pub(crate) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct ObjectVisitor<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
            type Value = Object<T>;

            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Object)
            }
        }

        from.deserialize_map(ObjectVisitor(std::marker::PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Object<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::room::Room;

    #[derive(Debug, serde::Deserialize)]
    struct Pair {
        one: Option<i32>,
        more: Vec<Object<Pair>>,
    }

    #[test]
    fn an_object_is_read_and_unknown_keys_are_passed_over() {
        let pair: Pair =
            parse(br#"{"one": 1, "x": [], "more": [{"more": [], "one": null}]}"#).unwrap();
        assert_eq!((pair.one, pair.more.len()), (Some(1), 1));
        assert_eq!(pair.more.first().map(|Object(it)| it.one), Some(None));
    }

    #[test]
    fn a_list_is_no_object_on_any_level() {
        for body in [
            r"[1, []]",
            r#"{"more": [[1, []]]}"#,
            "7",
            "null",
            r#"{"one": "1", "more": []}"#,
        ] {
            let read = parse::<Pair>(body.as_bytes());
            assert!(matches!(read, Err(Failure::Malformed(_))), "{body}");
        }
        for body in ["", "{", r#"{"one": 1,}"#] {
            let read = parse::<Pair>(body.as_bytes());
            assert!(matches!(read, Err(Failure::Invalid(_))), "{body}");
        }
    }

    #[actix_web::test]
    async fn a_body_that_never_comes_is_given_up() {
        let never = futures::stream::pending();
        let mut held = Room::of(0, 10, 0).hold();
        let read = read_within(never, 10, &mut held, Duration::ZERO).await;
        assert!(matches!(read, Err(Failure::Invalid(_))));
    }

    #[actix_web::test]
    async fn the_limit_is_inclusive() {
        let sent = || futures::stream::iter([Ok(Bytes::from("12")), Ok(Bytes::from("345"))]);
        let (stall, room) = (Duration::from_secs(1), Room::of(0, 100, 0));
        let read = read_within(sent(), 5, &mut room.hold(), stall).await;
        assert_eq!(read.unwrap(), "12345");
        let read = read_within(sent(), 4, &mut room.hold(), stall).await;
        assert!(matches!(read, Err(Failure::TooLarge(4))));
        let crowded = Room::of(0, 4, 0);
        let read = read_within(sent(), 5, &mut crowded.hold(), stall).await;
        assert!(matches!(read, Err(Failure::Overloaded)));
    }
}
