//! Clients send a slash at the end of a path where the documents have none, and two where one is meant.

use actix_web::dev::{ServiceRequest, Url};
use actix_web::http::Uri;
use actix_web::http::uri::PathAndQuery;

/// Takes away what is too much in the request's path.
pub(crate) fn trim(request: &mut ServiceRequest) {
    if let Some(uri) = trimmed(request.uri()) {
        request.match_info_mut().set(Url::new(uri.clone()));
        request.head_mut().uri = uri;
    }
}

/// The address, if there is anything to take away.
fn trimmed(uri: &Uri) -> Option<Uri> {
    let path = uri.path();
    let is_good = (path.len() < 2 || !path.ends_with('/')) && !path.contains("//");
    if is_good {
        return None;
    }
    let mut good = String::with_capacity(uri.path().len());
    for segment in path.split('/').filter(|it| !it.is_empty()) {
        good.push('/');
        good.push_str(segment);
    }
    if good.is_empty() {
        good.push('/');
    }
    if let Some(query) = uri.query() {
        good.push('?');
        good.push_str(query);
    }
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(good).ok()?);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slashes_that_mean_nothing_are_taken_away() {
        for (sent, expected) in [
            ("/", None),
            ("/a", None),
            ("/a/b?c=//d/", None),
            ("*", None),
            ("/a/", Some("/a")),
            ("//a///b//?c=/", Some("/a/b?c=/")),
            ("/a/?", Some("/a?")),
            ("//", Some("/")),
            ("/a%2F/", Some("/a%2F")),
            ("http://host/a/", Some("http://host/a")),
            ("http://host//", Some("http://host/")),
        ] {
            let uri: Uri = sent.parse().unwrap();
            let found = trimmed(&uri).map(|it| it.to_string());
            assert_eq!(found.as_deref(), expected, "{sent}");
        }
    }
}
