//! Walks over every route of every dialect, from the route table itself.
//!
//! A new route needs no line here but its body in `requests.rs`, and, if its path names a new kind of thing, one
//! of that kind in `world.rs`. Without them these tests fail.

mod keys;
mod repeats;
mod requests;
mod shape;
mod strangers;
mod success;
mod world;

use api::RouteInfo;
use e2e::{Client, Reply, TestApp};

use self::requests::Body;
use self::world::Names;

/// A request to a route, as a client sends it.
struct Request {
    method: String,
    path: String,
    body: Body,
}

impl Request {
    /// To what these names name, both in the path and in the body.
    fn to(route: &RouteInfo, names: &Names) -> Self {
        Self::with(route, names, names)
    }

    /// To what `path` names, with a body that names what `body` names.
    fn with(route: &RouteInfo, path: &Names, body: &Names) -> Self {
        Self {
            method: route.method.clone(),
            path: requests::path(route, path),
            body: requests::body(route, body),
        }
    }

    async fn send(&self, client: &Client) -> Reply {
        let Body {
            content_type,
            bytes,
        } = &self.body;
        client
            .raw(&self.method, &self.path, *content_type, bytes.clone())
            .await
    }
}

/// A client with this key, in a place that is the dialect's where a path has two.
fn client(app: &TestApp, route: &RouteInfo, key: &str) -> Client {
    if route.dialect == "browserstack" {
        app.basic_with(key)
    } else {
        app.with_key(key)
    }
}

/// The route as messages show it.
fn shown(route: &RouteInfo) -> String {
    format!("{} {}", route.method, route.path)
}

/// What tells one answer from another: the status, the type and the body.
fn answer(reply: &Reply) -> (u16, Option<String>, String) {
    let content_type = reply.header("content-type").map(str::to_owned);
    (reply.status(), content_type, reply.text().to_owned())
}
