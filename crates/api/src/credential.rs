//! Where a request carries its key: any of the four places that vendors put it.

use actix_web::HttpRequest;
use actix_web::http::header::{AUTHORIZATION, HeaderMap};

/// A key as it was sent, and the user it was sent for, where the place has one.
#[derive(PartialEq, Eq)]
pub(crate) struct Credential {
    pub(crate) username: Option<String>,
    pub(crate) key: String,
}

/// Which family of clients uses this place; decides between dialects that share a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// HTTP Basic, or the header `API-TOKEN: username:key`, in which the user may be missing.
    UserAndKey,
    /// `Authorization: Bearer key`, `?apiKey=key`, or none at all.
    KeyOnly,
}

/// The key of a request, from the first place that has one.
pub(crate) fn credential(request: &HttpRequest) -> Option<Credential> {
    let headers = request.headers();
    basic(headers)
        .or_else(|| bearer(headers))
        .or_else(|| api_token(headers))
        .or_else(|| {
            let key = query_value(request.query_string(), "apiKey")?;
            Some(Credential {
                username: None,
                key,
            })
        })
}

/// Which place a request uses.
pub(crate) fn place(request: &HttpRequest) -> Place {
    let headers = request.headers();
    let basic = scheme(headers, "basic").is_some();
    if basic || headers.contains_key("api-token") {
        Place::UserAndKey
    } else {
        Place::KeyOnly
    }
}

fn basic(headers: &HeaderMap) -> Option<Credential> {
    let pair = String::from_utf8(base64_decode(scheme(headers, "basic")?)?).ok()?;
    user_and_key(&pair)
}

fn bearer(headers: &HeaderMap) -> Option<Credential> {
    let key = scheme(headers, "bearer")?.to_owned();
    Some(Credential {
        username: None,
        key,
    })
}

/// Samples of its vendor's report uploads have a token without a user there.
fn api_token(headers: &HeaderMap) -> Option<Credential> {
    let token = headers.get("api-token")?.to_str().ok()?.trim();
    if token.is_empty() {
        return None;
    }
    let alone = || Credential {
        username: None,
        key: token.to_owned(),
    };
    Some(user_and_key(token).unwrap_or_else(alone))
}

/// Keys hold no colon, so the last one parts the pair.
fn user_and_key(pair: &str) -> Option<Credential> {
    let (username, key) = pair.rsplit_once(':')?;
    Some(Credential {
        username: Some(username.to_owned()),
        key: key.to_owned(),
    })
}

fn scheme<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let (scheme, value) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case(wanted).then(|| value.trim())
}

fn base64_decode(text: &str) -> Option<Vec<u8>> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(text).ok()
}

/// The first value of a query parameter.
pub(crate) fn query_value(query: &str, name: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes())
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn a_key_is_found_in_each_of_the_four_places() {
        let pair = Credential {
            username: Some("ann".to_owned()),
            key: "k1".to_owned(),
        };
        let alone = Credential {
            username: None,
            key: "k1".to_owned(),
        };
        for (request, expected, family) in [
            (
                TestRequest::default().insert_header(("Authorization", "Basic YW5uOmsx")),
                &pair,
                Place::UserAndKey,
            ),
            (
                TestRequest::default().insert_header(("authorization", "bearer k1")),
                &alone,
                Place::KeyOnly,
            ),
            (
                TestRequest::default().insert_header(("API-TOKEN", "ann:k1")),
                &pair,
                Place::UserAndKey,
            ),
            (
                TestRequest::default().insert_header(("API-TOKEN", "k1")),
                &alone,
                Place::UserAndKey,
            ),
            (
                TestRequest::with_uri("/x?apiKey=k1"),
                &alone,
                Place::KeyOnly,
            ),
        ] {
            let request = request.to_http_request();
            assert!(credential(&request).as_ref() == Some(expected));
            assert_eq!(place(&request), family);
        }
    }

    #[test]
    fn what_is_no_key_is_none() {
        for header in ["Basic !!!", "Basic YW5u", "Digest x", "Bearer"] {
            let request = TestRequest::default().insert_header(("Authorization", header));
            assert!(credential(&request.to_http_request()).is_none(), "{header}");
        }
        let empty = TestRequest::default().insert_header(("API-TOKEN", " "));
        assert!(credential(&empty.to_http_request()).is_none());
        assert!(credential(&TestRequest::with_uri("/x?apikey=k1").to_http_request()).is_none());
    }
}
