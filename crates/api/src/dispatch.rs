//! From a path to a route, and from a failure to its dialect's envelope.
//!
//! The order of checks is the same everywhere: path (404), method (405), room for one more request (503), key (401),
//! scope (403), the limit of requests (429), the `Idempotency-Key` (400), what the path names (404), then the body.

use std::rc::Rc;

use actix_web::http::header::{ALLOW, RETRY_AFTER};
use actix_web::http::{ConnectionType, Method};
use actix_web::web::{self, Data, Payload, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};

use crate::access::admit;
use crate::app::App;
use crate::body;
use crate::credential::{credential, place};
use crate::dialects::Dialect;
use crate::failure::Failure;
use crate::once;
use crate::paths::Paths;
use crate::rate::Limiters;
use crate::room::Room;
use crate::route::Route;

/// Registers all routes: each path once, whatever dialects and methods share it.
pub(crate) fn configure(config: &mut ServiceConfig) {
    let mut paths: Paths<Vec<(Dialect, Route)>> = Paths::default();
    for dialect in Dialect::ALL {
        for route in dialect.routes() {
            paths.at(route.path).push((dialect, route));
        }
    }
    let paths = Rc::new(paths);
    // Actix tries one pattern after the other, each a regular expression: with so many, that takes longer than the
    // rest of what HTTP costs.
    config.default_service(web::to(
        move |shared: Shared, request: HttpRequest, payload: Payload| {
            answer(Rc::clone(&paths), shared, request, payload)
        },
    ));
}

/// What all requests share.
type Shared = (Data<App>, Data<Limiters>, Data<Room>);

async fn answer(
    paths: Rc<Paths<Vec<(Dialect, Route)>>>,
    shared: Shared,
    request: HttpRequest,
    payload: Payload,
) -> HttpResponse {
    let Some(routes) = paths.find(request.match_info().as_str()) else {
        return no_route(&request);
    };
    let dialect = owner(routes, &request);
    let answered = match choose(routes, dialect, &request) {
        Ok(Chosen::Route(route)) => run(dialect, route, &shared, request, payload).await,
        Ok(Chosen::Preflight(answer)) => return answer,
        Err(failure) => Err(failure),
    };
    match answered {
        Ok(response) => marked(dialect, response),
        Err(failure) => refuse(dialect, &failure),
    }
}

/// The dialect that a request to this path belongs to. If only one takes the method, it is that one; if several do,
/// or none, the one whose clients send their keys as this request does.
fn owner(routes: &[(Dialect, Route)], request: &HttpRequest) -> Dialect {
    let by_credential = Dialect::of_shared_path(place(request));
    let takes = |(_, route): &(Dialect, Route)| route.method == *request.method();
    let is_taken = routes.iter().any(takes);
    let candidates = routes.iter().filter(|it| !is_taken || takes(it));
    let mut owners = candidates.map(|(owner, _)| *owner);
    match owners.next() {
        Some(first) if first == by_credential || owners.any(|it| it == by_credential) => {
            by_credential
        }
        Some(first) => first,
        None => by_credential,
    }
}

enum Chosen<'a> {
    Route(&'a Route),
    /// The answer to a browser that asks what it may send.
    Preflight(HttpResponse),
}

fn choose<'a>(
    routes: &'a [(Dialect, Route)],
    dialect: Dialect,
    request: &HttpRequest,
) -> Result<Chosen<'a>, Failure> {
    let own = || {
        routes
            .iter()
            .filter(|(owner, _)| *owner == dialect)
            .map(|(_, route)| route)
    };
    if let Some(route) = own().find(|route| route.method == *request.method()) {
        return Ok(Chosen::Route(route));
    }
    let methods: Vec<String> = own().map(|route| route.method.to_string()).collect();
    match dialect.cross_origin() {
        Some(origins) if *request.method() == Method::OPTIONS => {
            Ok(Chosen::Preflight(origins.preflight(&methods)))
        }
        Some(_) | None => Err(Failure::WrongMethod(methods)),
    }
}

async fn run(
    dialect: Dialect,
    route: &Route,
    (app, limiters, room): &Shared,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Failure> {
    let _place = match room.enter() {
        Ok(place) => place,
        Err(full) => {
            body::pass_over(payload).await;
            return Err(full);
        }
    };
    let who = admit(app, credential(&request), route.access).await?;
    let left = limiters.count(dialect, &who)?;
    let answered = once::carry_out(app, room, route, who, request, payload).await;
    let mut response = answered.unwrap_or_else(|failure| refuse(dialect, &failure));
    if let Some(left) = left {
        dialect.tell_allowance(response.headers_mut(), left);
    }
    Ok(response)
}

fn no_route(request: &HttpRequest) -> HttpResponse {
    match Dialect::of_path(request.path(), place(request)) {
        Some(dialect) => refuse(dialect, &Failure::NoRoute),
        None => HttpResponse::NotFound().json(serde_json::json!({ "error": "No such endpoint" })),
    }
}

/// The dialect's envelope, with the headers that a status asks for.
fn refuse(dialect: Dialect, failure: &Failure) -> HttpResponse {
    let mut response = dialect.answer(failure);
    if let Failure::WrongMethod(allowed) = failure
        && let Ok(value) = allowed.join(", ").parse()
    {
        response.headers_mut().insert(ALLOW, value);
    }
    if matches!(failure, Failure::TooSlow) {
        // What may still come of the body is no request.
        response
            .head_mut()
            .set_connection_type(ConnectionType::Close);
    }
    if let Some(seconds) = failure.retry_after_s() {
        response.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    marked(dialect, response)
}

/// The answer, readable for pages of other sites where the dialect lets them call.
fn marked(dialect: Dialect, mut response: HttpResponse) -> HttpResponse {
    if let Some(origins) = dialect.cross_origin() {
        origins.mark(&mut response);
    }
    response
}
