//! The body of a request: taken as bytes, read last.

use std::borrow::Cow;
use std::io;
use std::pin::pin;
use std::time::Duration;

use actix_multipart::MultipartError;
use actix_web::HttpRequest;
use actix_web::error::PayloadError;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{Bytes, BytesMut};
use futures::stream::LocalBoxStream;
use futures::{Stream, StreamExt, stream};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use tokio::time::{Instant, timeout};

use crate::extent;
use crate::failure::{Failure, FileDefect};
use crate::room::Held;

/// How many bytes of a body have to come in a second once it has taken as long as it may stand still: one that is slower
/// only keeps a place from others. A slow line brings ten times as many.
const LEAST_A_SECOND: usize = 256;

/// A body that is passed over has to be so small, and to come within this time.
const SMALL: usize = 64 * 1024;
const MOMENT: Duration = Duration::from_secs(1);

/// A body, as it comes.
pub(crate) type Pieces = LocalBoxStream<'static, Result<Bytes, PayloadError>>;

/// Reads a body of at most `limit` bytes, each of which needs room.
pub(crate) async fn read(
    payload: impl Stream<Item = Result<Bytes, PayloadError>> + Unpin + 'static,
    limit: usize,
    patience: Duration,
    held: &mut Held,
) -> Result<BytesMut, Failure> {
    let mut body = BytesMut::new();
    let mut pieces = pin!(pieces(payload, limit, patience));
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|error| broken(error, limit))?;
        held.grow(piece.len())?;
        body.extend_from_slice(&piece);
    }
    Ok(body)
}

/// Takes in a small body that nobody reads. The connection of one that is left where it is has to be closed, and to open
/// another costs more than to be told to come back. It has a moment in all: nobody waits in turn for it.
pub(crate) async fn pass_over(
    payload: impl Stream<Item = Result<Bytes, PayloadError>> + Unpin + 'static,
) {
    let mut pieces = pin!(pieces(payload, SMALL, MOMENT));
    let taken_in = async { while let Some(Ok(_)) = pieces.next().await {} };
    drop(timeout(MOMENT, taken_in).await);
}

/// Why there is no body, where it may have `limit` bytes.
pub(crate) fn broken(error: PayloadError, limit: usize) -> Failure {
    match error {
        PayloadError::Overflow => Failure::TooLarge(limit),
        error if is_too_slow(&error) => Failure::TooSlow,
        error => Failure::Invalid(format!("The body broke off: {error}")),
    }
}

/// What a body ends with that does not come.
fn too_slow() -> PayloadError {
    PayloadError::Io(io::ErrorKind::TimedOut.into())
}

fn is_too_slow(error: &PayloadError) -> bool {
    matches!(error, PayloadError::Io(error) if error.kind() == io::ErrorKind::TimedOut)
}

/// How long the next piece may take, where so many bytes came and were waited for for so long.
fn left(patience: Duration, came: usize, waited: Duration) -> Duration {
    let enough = u64::try_from(came / LEAST_A_SECOND).unwrap_or(u64::MAX);
    let whole = patience.saturating_add(Duration::from_secs(enough));
    whole.saturating_sub(waited).min(patience)
}

/// A body piece by piece, of at most `limit` bytes; for bodies that are not to be held in memory. It may stand still for
/// as long as `patience`, and must bring [`LEAST_A_SECOND`] when it has taken that long. Only the time counts that it is
/// waited for: what the caller does with a piece, such as to write it to a slow disk, is not the client's.
pub(crate) fn pieces(
    payload: impl Stream<Item = Result<Bytes, PayloadError>> + Unpin + 'static,
    limit: usize,
    patience: Duration,
) -> impl Stream<Item = Result<Bytes, PayloadError>> + 'static {
    let first = (payload, 0, Duration::ZERO);
    stream::try_unfold(first, move |(mut payload, came, waited)| async move {
        let begun = Instant::now();
        let piece = timeout(left(patience, came, waited), payload.next()).await;
        let waited = waited + begun.elapsed();
        let Some(piece) = piece.map_err(|_| too_slow())? else {
            return Ok(None);
        };
        let piece = piece?;
        let came = came + piece.len();
        if came > limit {
            return Err(PayloadError::Overflow);
        }
        Ok(Some((piece, (payload, came, waited))))
    })
}

/// What is wrong with a form of at most `limit` bytes that could not be read.
pub(crate) fn broken_form(error: &MultipartError, limit: usize) -> Failure {
    match error {
        MultipartError::Payload(PayloadError::Overflow) => Failure::TooLarge(limit),
        MultipartError::Payload(error) if is_too_slow(error) => Failure::TooSlow,
        MultipartError::ContentTypeMissing | MultipartError::ContentTypeIncompatible => {
            Failure::File(FileDefect::NoForm)
        }
        other => Failure::Invalid(format!("the form could not be read: {other}")),
    }
}

/// Reads JSON. Unknown keys are accepted, wrong types are not.
///
/// A body without a content type is taken for JSON: the vendors' own examples leave it out.
pub(crate) fn json<'de, T: Deserialize<'de>>(
    request: &HttpRequest,
    body: &'de [u8],
) -> Result<T, Failure> {
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
pub(crate) fn parse<'de, T: Deserialize<'de>>(body: &'de [u8]) -> Result<T, Failure> {
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
        let read = read(never, 10, Duration::ZERO, &mut held).await;
        assert!(matches!(read, Err(Failure::TooSlow)));
    }

    #[actix_web::test]
    async fn a_body_that_hardly_comes_is_given_up() {
        // Each piece for itself comes in time.
        let pieces = futures::stream::repeat_with(|| Ok(Bytes::from("1")));
        let drop = |piece| async {
            actix_web::rt::time::sleep(Duration::from_millis(20)).await;
            piece
        };
        let patience = Duration::from_millis(100);
        let mut held = Room::of(0, 1_000, 0).hold();
        let read = read(Box::pin(pieces.then(drop)), 1_000, patience, &mut held).await;
        assert!(matches!(read, Err(Failure::TooSlow)));
    }

    #[test]
    fn a_body_is_waited_for_as_long_as_it_brings_enough() {
        const SECOND: usize = super::LEAST_A_SECOND;
        let cases = [
            (0, 0, 10),
            (0, 4, 6),
            (0, 11, 0),
            // What it brought gives it time, but it may not stand still for longer than at first.
            (5 * SECOND, 4, 10),
            (5 * SECOND, 8, 7),
            (5 * SECOND, 15, 0),
            (usize::MAX, 1_000, 10),
        ];
        for (came, waited, expected) in cases {
            let [patience, waited, expected] = [10, waited, expected].map(Duration::from_secs);
            assert_eq!(left(patience, came, waited), expected, "{came} {waited:?}");
        }
    }

    #[actix_web::test]
    async fn the_limit_is_inclusive() {
        let sent = || futures::stream::iter([Ok(Bytes::from("12")), Ok(Bytes::from("345"))]);
        let (patience, room) = (Duration::from_secs(1), Room::of(0, 100, 0));
        let whole = read(sent(), 5, patience, &mut room.hold()).await;
        assert_eq!(whole.unwrap(), "12345");
        let cut = read(sent(), 4, patience, &mut room.hold()).await;
        assert!(matches!(cut, Err(Failure::TooLarge(4))));
        let crowded = Room::of(0, 4, 0);
        let refused = read(sent(), 5, patience, &mut crowded.hold()).await;
        assert!(matches!(refused, Err(Failure::Overloaded)));
    }
}
