//! Postgres dies under a live server: every route says so in its dialect's words, and works when it is back.

use std::fs;

use reqwest::blocking::{Client, RequestBuilder, Response};
use serde_json::Value;

use crate::crash::reporter::{KEY, USERNAME};
use crate::crash::user::User;
use crate::harness::Running;

/// A path that matches the pattern.
fn path(route: &api::RouteInfo) -> String {
    let parts = route.path.split('/').map(|part| {
        if part.starts_with('{') {
            "999999"
        } else {
            part
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

struct Server {
    url: String,
    client: Client,
}

impl Server {
    fn of(line: &str) -> Self {
        let url = line.split(' ').find(|word| word.starts_with("http://"));
        Self {
            url: url.unwrap().to_owned(),
            client: Client::new(),
        }
    }

    fn send(&self, method: &str, path: &str) -> Response {
        let request = self.request(method, path);
        request.basic_auth(USERNAME, Some(KEY)).send().unwrap()
    }

    /// With the key where the dialect's clients put it: a path of two dialects goes by that.
    fn send_to(&self, route: &api::RouteInfo) -> Response {
        if route.dialect == "browserstack" {
            return self.send(&route.method, &path(route));
        }
        let request = self.request(&route.method, &path(route));
        request.bearer_auth(KEY).send().unwrap()
    }

    fn request(&self, method: &str, path: &str) -> RequestBuilder {
        self.client
            .request(method.parse().unwrap(), format!("{}{path}", self.url))
            .header("Content-Type", "application/json")
            .body("{}")
    }
}

#[test]
fn every_route_answers_503_until_postgres_is_back_by_itself() {
    let user = User::ours();
    let (mut running, line) = Running::start(&mut user.command());
    let server = Server::of(&line);
    assert_eq!(server.send("GET", "/api/v2/projects").status(), 200);

    // Without its folder it cannot be started again, however fast the server is.
    let (cluster, away) = (
        user.data_dir().join("postgres"),
        user.data_dir().join("away"),
    );
    user.kill_postgres();
    fs::rename(&cluster, &away).unwrap();
    running.await_log("starting Postgres again");
    for route in api::routes() {
        let what = format!("{} {}", route.method, route.path);
        let answer = server.send_to(&route);
        assert_eq!(answer.status(), 503, "{what}");
        assert_eq!(answer.headers()["retry-after"], "1", "{what}");
        assert!(answer.headers().contains_key("x-request-id"), "{what}");
        let body: Value = answer.json().unwrap();
        let words = ["message", "error"]
            .iter()
            .any(|key| body.get(key).is_some());
        assert!(words, "{what}: {body}");
    }
    assert_eq!(server.send("GET", "/healthz").status(), 200);
    assert_eq!(server.send("GET", "/readyz").status(), 503);

    fs::rename(&away, &cluster).unwrap();
    running.await_log("Postgres is back");
    assert_eq!(server.send("GET", "/readyz").status(), 200);
    assert_eq!(server.send("GET", "/api/v2/projects").status(), 200);
    running.signal("TERM");
    let (code, _, log) = running.wait();
    assert_eq!(code, Some(0), "{log}");
}
