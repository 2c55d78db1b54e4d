//! An id for each request: on its answer, and on every line that is logged while it is answered.

use std::time::Instant;

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use tracing::Instrument;
use uuid::Uuid;

use crate::slashes;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Ids of clients that are longer are replaced: they stand in every log line.
const LONGEST: usize = 128;

/// Answers the request within a span that names it, and logs one line for it at target `access`.
///
/// Nothing of the request is logged but its method and its path: keys and tokens come in headers and in the query.
pub(crate) async fn traced<B: MessageBody>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let (id, header) = id(request.headers());
    let span = tracing::info_span!(
        "request",
        %id,
        method = %request.method(),
        path = request.path(),
    );
    // Only now: the span has the path as it came.
    slashes::trim(&mut request);
    let answered = async move {
        let begun = Instant::now();
        let mut response = next.call(request).await?;
        response.headers_mut().insert(HEADER, header);
        let (status, took) = (response.status().as_u16(), begun.elapsed());
        tracing::info!(target: "access", status, ?took, "answered");
        Ok(response)
    };
    answered.instrument(span).await
}

/// The client's own id where it is one that can stand in a log line, else a random one.
fn id(headers: &HeaderMap) -> (String, HeaderValue) {
    let sent = headers.get(HEADER).and_then(|value| {
        let text = value.to_str().ok().filter(|text| is_sane(text))?;
        Some((text.to_owned(), value.clone()))
    });
    sent.unwrap_or_else(|| {
        let made = Uuid::new_v4();
        let mut buffer = Uuid::encode_buffer();
        let text: &str = made.as_simple().encode_lower(&mut buffer);
        let header = HeaderValue::from_str(text);
        // Digits and letters are always a header's value.
        let header = header.unwrap_or_else(|_| HeaderValue::from_static("-"));
        (text.to_owned(), header)
    })
}

fn is_sane(text: &str) -> bool {
    let fits = (1..=LONGEST).contains(&text.len());
    fits && text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-_.:/+=@".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn of(sent: &str) -> String {
        let request = TestRequest::default().insert_header((HEADER, sent));
        let (id, header) = id(request.to_http_request().headers());
        assert_eq!(header.to_str().unwrap(), id);
        id
    }

    #[test]
    fn a_client_s_id_is_kept_where_it_can_stand_in_a_log_line() {
        let longest = "a".repeat(LONGEST);
        for kept in ["7", "ci-12/job.3", "Root=1-67891233-abcdef0123", &longest] {
            assert_eq!(of(kept), kept);
        }
        let too_long = "a".repeat(LONGEST + 1);
        for replaced in ["", " ", "a b", "a\"b", "{}", "é", &too_long] {
            let made = of(replaced);
            assert!(
                made.len() == 32 && made.bytes().all(|byte| byte.is_ascii_hexdigit()),
                "{replaced:?} became {made:?}"
            );
        }
    }

    #[test]
    fn made_up_ids_differ() {
        let headers = HeaderMap::new();
        assert_ne!(id(&headers).0, id(&headers).0);
    }
}
