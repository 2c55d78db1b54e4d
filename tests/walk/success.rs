//! Every route does its work once, and every absolute link in its answers begins with the public URL.

use std::collections::BTreeSet;

use e2e::{KEY, TestApp};
use serde_json::Value;

use super::{Request, shown, world};

const PUBLIC_URL: &str = "https://verdict.example.org/tests";

#[tokio::test]
async fn every_route_succeeds_with_a_good_request_and_links_to_the_public_url() {
    let app = TestApp::with(|app| PUBLIC_URL.clone_into(&mut app.public_url)).await;
    let client = app.basic();
    let organization = world::organization(&client).await;
    let mut failed = Vec::new();
    let mut links = BTreeSet::new();
    for route in api::routes() {
        // Each has a project of its own, as the one before may have deleted it.
        let names = world::project(&client, &organization).await;
        let request = Request::to(&route, &names);
        let reply = request.send(&super::client(&app, &route, KEY)).await;
        if !(200..300).contains(&reply.status()) {
            failed.push(format!(
                "{}: {} {}",
                shown(&route),
                reply.status(),
                reply.text()
            ));
            continue;
        }
        let sent = String::from_utf8_lossy(&request.body.bytes).into_owned();
        let is_json = |kind: &str| kind.starts_with("application/json");
        if reply.header("content-type").is_some_and(is_json) {
            let found = absolute(reply.json());
            links.extend(
                found
                    .into_iter()
                    .filter(|link| !sent.contains(link.as_str())),
            );
        }
    }
    assert!(failed.is_empty(), "no success on\n{}", failed.join("\n"));
    assert!(!links.is_empty(), "no answer has a link");
    for link in links {
        assert!(link.starts_with(&format!("{PUBLIC_URL}/")), "{link}");
    }
}

/// All texts that are absolute links.
fn absolute(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => {
            let is_link = text.starts_with("http://") || text.starts_with("https://");
            is_link.then(|| text.clone()).into_iter().collect()
        }
        Value::Array(items) => items.iter().flat_map(absolute).collect(),
        Value::Object(fields) => fields.values().flat_map(absolute).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}
