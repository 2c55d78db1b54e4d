//! `Idempotency-Key`: a write that is sent again is answered again, and not carried out again.
//!
//! Which request it is, its key says, together with the access key, the method and the path. The first that is
//! carried out well is the one: its answer is stored with what it did. What was refused did nothing, so nothing of it
//! is kept, and a repeat is judged anew.

mod answer;
mod said;

use std::time::Duration;

use actix_web::http::header::{HeaderMap, HeaderName};
use actix_web::web::Payload;
use actix_web::{HttpRequest, HttpResponse};
use store::Principal;
use store::once::{Keep, Named, Once, RequestName};

use self::said::Said;
use crate::app::App;
use crate::call::Call;
use crate::failure::Failure;
use crate::room::Room;
use crate::route::Route;

/// The header as documents spell it.
pub(crate) const NAME: &str = "Idempotency-Key";

/// The most characters of a key.
pub(crate) const MAX_CHARS: usize = 255;

/// How long a request waits while the same one is in flight. Its client is told to come back, and finds the answer
/// then: clients come back after a 503, and take a 409 for the end.
const PATIENCE: Duration = Duration::from_secs(20);

const HEADER: HeaderName = HeaderName::from_static("idempotency-key");

/// Carries out a request: once, if it is a write that says which one it is.
pub(crate) async fn carry_out(
    app: &App,
    room: &Room,
    route: &Route,
    who: Principal,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Failure> {
    let key = if route.is_write() {
        key(request.headers())?
    } else {
        None
    };
    let Some(key) = key.filter(|_| !app.keep_answers.is_zero()) else {
        let payload = Box::pin(payload);
        let call = Call::new(app.clone(), who, request, route.path, payload, room.hold());
        return (route.handler)(call).await;
    };
    let (said, held) = Said::new(app, room, &request, payload).await?;
    let name = RequestName {
        method: request.method().as_str(),
        // As the route was found by it: `%72esults` is `results`.
        path: request.match_info().as_str(),
        key: &key,
    };
    match app.store.once(&who, name, PATIENCE).await? {
        Named::Before(kept) => {
            if said.digest().await? == kept.sent {
                Ok(answer::again(kept))
            } else {
                Err(Failure::KeyTaken)
            }
        }
        Named::New(once) => {
            let app = App {
                store: once.store(),
                ..app.clone()
            };
            let call = Call::new(
                app,
                who,
                request,
                route.path,
                said.body(),
                held.read_again(),
            );
            first(once, route, call, said).await
        }
    }
}

/// The request for the first time, as far as anything is kept of others.
async fn first(once: Once, route: &Route, call: Call, said: Said) -> Result<HttpResponse, Failure> {
    let largest = call.app.max_body_bytes;
    let keep = Keep {
        time: call.app.keep_answers,
        bytes: u64::try_from(call.app.keep_answer_bytes).unwrap_or(u64::MAX),
    };
    let answered = match (route.handler)(call).await {
        Ok(response) if response.status().is_success() => {
            answer::kept(response, said, largest).await
        }
        refused => {
            take_back(once).await;
            return refused;
        }
    };
    match answered {
        Ok(kept) => {
            once.keep(&kept, keep).await?;
            Ok(answer::shown(kept))
        }
        Err(failure) => {
            take_back(once).await;
            Err(failure)
        }
    }
}

/// The client is told why it was refused, also if the connection broke meanwhile: nothing was committed.
async fn take_back(once: Once) {
    if let Err(error) = once.give_up().await {
        tracing::warn!(%error, "a refused request is taken back with its connection");
    }
}

/// The key of a request, if it has one.
fn key(headers: &HeaderMap) -> Result<Option<String>, Failure> {
    let mut keys = headers.get_all(HEADER);
    let Some(key) = keys.next() else {
        return Ok(None);
    };
    let text = key.to_str().unwrap_or_default();
    let is_good = (1..=MAX_CHARS).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_graphic())
        && keys.next().is_none();
    if is_good {
        Ok(Some(text.to_owned()))
    } else {
        Err(Failure::Invalid(format!(
            "{NAME} must be one text of 1 to {MAX_CHARS} visible ASCII characters"
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn read(keys: &[&str]) -> Result<Option<String>, ()> {
        let mut request = TestRequest::default();
        for key in keys {
            request = request.append_header((HEADER, *key));
        }
        key(request.to_http_request().headers()).map_err(|_| ())
    }

    #[test]
    fn a_key_is_one_text_of_visible_characters() {
        let longest = "k".repeat(MAX_CHARS);
        assert_eq!(read(&[]), Ok(None));
        for good in ["1", "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"", &longest] {
            assert_eq!(read(&[good]), Ok(Some(good.to_owned())));
        }
        let too_long = "k".repeat(MAX_CHARS + 1);
        for bad in ["", "a b", "a\tb", "é", &too_long] {
            assert_eq!(read(&[bad]), Err(()), "{bad:?}");
        }
        assert_eq!(read(&["1", "1"]), Err(()));
    }
}
