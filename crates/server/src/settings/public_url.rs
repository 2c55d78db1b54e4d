//! What absolute links begin with.

use std::net::SocketAddr;

use actix_web::http::Uri;

/// An absolute `http` or `https` URL without query, and without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// `None` where the text is no such URL. Slashes at the end are taken off.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let url: Uri = text.parse().ok()?;
        let is_web = matches!(url.scheme_str(), Some("http" | "https"));
        let is_plain = url.query().is_none() && !text.contains('#');
        let is_anonymous = !url.authority()?.as_str().contains('@');
        (is_web && is_plain && is_anonymous).then(|| Self(text.trim_end_matches('/').to_owned()))
    }

    /// The URL.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The URL that reaches an address from the machine itself.
pub(super) fn of(scheme: &str, listening: SocketAddr) -> String {
    if listening.ip().is_unspecified() {
        format!("{scheme}://localhost:{}", listening.port())
    } else {
        format!("{scheme}://{listening}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_from_the_address() {
        for (address, expected) in [
            ("127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("192.168.1.7:80", "http://192.168.1.7:80"),
            ("0.0.0.0:8080", "http://localhost:8080"),
            ("[::]:9000", "http://localhost:9000"),
            ("[::1]:9000", "http://[::1]:9000"),
        ] {
            assert_eq!(of("http", address.parse().unwrap()), expected);
        }
        let with_tls = of("https", "0.0.0.0:8443".parse().unwrap());
        assert_eq!(with_tls, "https://localhost:8443");
    }

    #[test]
    fn set_by_the_operator() {
        for (text, expected) in [
            (
                "https://verdict.example.org",
                Some("https://verdict.example.org"),
            ),
            (
                "https://example.org/verdict/",
                Some("https://example.org/verdict"),
            ),
            ("http://localhost:8080", Some("http://localhost:8080")),
            ("verdict.example.org", None),
            ("/verdict", None),
            ("ftp://example.org", None),
            ("https://example.org/?a=1", None),
            ("https://example.org/#a", None),
            ("https://me:pass@example.org", None),
            ("https://", None),
        ] {
            let parsed = PublicUrl::parse(text);
            assert_eq!(parsed.as_ref().map(PublicUrl::as_str), expected, "{text}");
        }
    }
}
