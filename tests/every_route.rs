//! What must hold for every route of every dialect, walked from the route table itself.

use api::RouteInfo;
use e2e::{Reply, TestApp};

/// A path that matches the pattern and names nothing that exists.
fn path(route: &RouteInfo) -> String {
    let parts = route.path.split('/').map(|part| {
        if part.starts_with('{') {
            "999999"
        } else {
            part
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

async fn send(client: &e2e::Client, method: &str, path: &str) -> Reply {
    client
        .raw(method, path, Some("application/json"), b"{}".to_vec())
        .await
}

/// A refusal is JSON, an object, and says something; which keys it has is the dialect's.
fn refusal(reply: &Reply, status: u16, what: &str) {
    assert_eq!(reply.status(), status, "{what}: {}", reply.text());
    let body = reply
        .json()
        .as_object()
        .unwrap_or_else(|| panic!("{what}: {}", reply.text()));
    let says = ["message", "error", "errors"]
        .iter()
        .any(|key| body.contains_key(*key));
    assert!(says, "{what}: {}", reply.text());
}

#[tokio::test]
async fn every_path_refuses_other_methods_and_names_its_own() {
    let app = TestApp::start().await;
    for route in api::routes() {
        let what = format!("TRACE {}", route.path);
        let reply = send(&app.anonymous(), "TRACE", &path(&route)).await;
        refusal(&reply, 405, &what);
        assert!(reply.header("allow").is_some(), "{what}: no Allow header");
    }
}

#[tokio::test]
async fn an_unknown_path_answers_in_the_envelope_of_its_prefix() {
    let app = TestApp::start().await;
    for prefix in [
        "/api/v2",
        "/ext/v1",
        "/v1",
        "/api/result",
        "/api/plan",
        "/api/v1",
        "/api/verdict",
        "/nobodys",
    ] {
        let path = format!("{prefix}/no/such/endpoint/at/all");
        refusal(&app.anonymous().get(&path).await, 404, &path);
    }
}

#[tokio::test]
async fn what_the_path_names_is_looked_up_before_the_body_is_read() {
    let app = TestApp::start().await;
    for route in api::routes()
        .into_iter()
        .filter(|route| route.path.contains('{'))
    {
        let what = format!("{} {}", route.method, route.path);
        let body = b"{ this is not JSON".to_vec();
        let reply = app
            .basic()
            .raw(&route.method, &path(&route), Some("application/json"), body)
            .await;
        // A plan is made under an id that its caller picks: nothing has to be there yet.
        let expected = if route.path.starts_with("/api/verdict/plans/") {
            400
        } else {
            404
        };
        refusal(&reply, expected, &what);
    }
}
