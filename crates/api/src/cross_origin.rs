//! What a dialect tells browsers that call it from pages of other sites.

use actix_web::HttpResponse;
use actix_web::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    HeaderName,
};

/// Whom a vendor lets in. Keys travel in a header, never in a cookie, so any site may call: it brings a key or
/// is refused like anybody else.
#[derive(Debug)]
pub(crate) struct CrossOrigin {
    /// The sites.
    pub(crate) origin: &'static str,
    /// The request headers they may send.
    pub(crate) headers: &'static str,
}

impl CrossOrigin {
    /// Answers a browser that asks before it calls. No key is needed: browsers ask without one.
    pub(crate) fn preflight(&self, methods: &[String]) -> HttpResponse {
        let mut response = HttpResponse::Ok()
            .content_type("text/plain; charset=utf-8")
            .body("ok");
        set(
            &mut response,
            ACCESS_CONTROL_ALLOW_METHODS,
            &methods.join(", "),
        );
        self.mark(&mut response);
        response
    }

    /// Marks an answer as readable for the site that asked; a refusal too, or its page could not say why.
    pub(crate) fn mark(&self, response: &mut HttpResponse) {
        set(response, ACCESS_CONTROL_ALLOW_ORIGIN, self.origin);
        set(response, ACCESS_CONTROL_ALLOW_HEADERS, self.headers);
    }
}

fn set(response: &mut HttpResponse, name: HeaderName, value: &str) {
    if let Ok(value) = value.parse() {
        response.headers_mut().insert(name, value);
    }
}
