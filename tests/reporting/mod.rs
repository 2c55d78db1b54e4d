//! BrowserStack Test Reporting & Analytics, end to end.

mod builds;
mod filters;
mod finish;
mod hierarchy;
mod hooks;
mod lists;
mod logs;
mod others;
mod refusals;
mod sealed;
mod seed;
mod unique_errors;
mod uploads;

use e2e::TestApp;
use serde_json::{Value, json};

/// `body` with the fields of `more` over its own.
fn with(mut body: Value, more: &Value) -> Value {
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

fn build_body(more: &Value) -> Value {
    let body = json!({
        "name": "nightly",
        "project_name": "Shop",
        "started_at": "2025-11-11T10:00:00Z",
    });
    with(body, more)
}

fn test_body(name: &str, more: &Value) -> Value {
    let body = json!({
        "name": name,
        "file_name": "tests/login_test.py",
        "scopes": ["Authentication"],
        "started_at": "2025-11-11T10:30:00Z",
    });
    with(body, more)
}

fn finish_body(result: &str, more: &Value) -> Value {
    let body = json!({
        "result": result,
        "finished_at": "2025-11-11T10:30:10Z",
        "file_name": "tests/login_test.py",
        "scopes": ["Authentication"],
    });
    with(body, more)
}

fn hook_body(hook_type: &str, more: &Value) -> Value {
    let body = json!({
        "hook_type": hook_type,
        "name": "prepares",
        "file_name": "tests/login_test.py",
        "scopes": ["Authentication"],
        "started_at": "2025-11-11T10:30:00Z",
    });
    with(body, more)
}

/// A build of one client.
struct Build<'a> {
    app: &'a TestApp,
    id: String,
}

impl<'a> Build<'a> {
    async fn start(app: &'a TestApp) -> Self {
        Self::start_with(app, &json!({})).await
    }

    async fn start_with(app: &'a TestApp, more: &Value) -> Self {
        let reply = app
            .basic()
            .post("/ext/v1/builds/start", &build_body(more))
            .await;
        let body = reply.expect(200);
        assert_eq!(body["success"], true);
        let id = body["build_hashed_id"].as_str().unwrap().to_owned();
        assert!(
            id.len() == 40
                && id
                    .bytes()
                    .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
        );
        Self { app, id }
    }

    fn path(&self, rest: &str) -> String {
        format!("/ext/v1/builds/{}{rest}", self.id)
    }

    async fn test(&self, name: &str, more: &Value) -> String {
        let path = self.path("/tests/start");
        let reply = self.app.basic().post(&path, &test_body(name, more)).await;
        let body = reply.expect(200);
        assert_eq!(body["success"], true);
        body["uuid"].as_str().unwrap().to_owned()
    }

    async fn finish_test(&self, uuid: &str, result: &str, more: &Value) -> e2e::Reply {
        let path = self.path(&format!("/tests/{uuid}/finish"));
        self.app
            .basic()
            .put(&path, &finish_body(result, more))
            .await
    }

    /// Starts a test and finishes it.
    async fn run(&self, name: &str, result: &str, more: &Value) -> String {
        let uuid = self.test(name, &json!({})).await;
        let _ = self.finish_test(&uuid, result, more).await.expect(200);
        uuid
    }

    async fn start_hook(&self, hook_type: &str, more: &Value) -> e2e::Reply {
        let path = self.path("/hooks/start");
        self.app
            .basic()
            .post(&path, &hook_body(hook_type, more))
            .await
    }

    async fn hook(&self, hook_type: &str, more: &Value) -> String {
        let reply = self.start_hook(hook_type, more).await;
        let body = reply.expect(200);
        assert_eq!(body["success"], true);
        body["uuid"].as_str().unwrap().to_owned()
    }

    async fn finish_hook(&self, uuid: &str, hook_type: &str, more: &Value) -> e2e::Reply {
        let path = self.path(&format!("/hooks/{uuid}/finish"));
        let body = with(
            finish_body("passed", &json!({"hook_type": hook_type})),
            more,
        );
        self.app.basic().put(&path, &body).await
    }

    async fn finish(&self, finished_at: &str) {
        let body = json!({"finished_at": finished_at});
        let reply = self.app.basic().put(&self.path("/finish"), &body).await;
        assert_eq!(
            reply.expect(200),
            &json!({"success": true, "message": "Build finished successfully."})
        );
    }

    async fn read(&self) -> Value {
        self.app
            .basic()
            .get(&self.path(""))
            .await
            .expect(200)
            .clone()
    }

    async fn test_runs(&self, query: &str) -> Value {
        let path = self.path(&format!("/testRuns{query}"));
        self.app.basic().get(&path).await.expect(200).clone()
    }
}

/// The nodes of one type in a tree, in the order shown.
fn nodes(tree: &Value, kind: &str) -> Vec<Value> {
    fn collect(node: &Value, kind: &str, found: &mut Vec<Value>) {
        if node["type"] == kind {
            found.push(node.clone());
        }
        for child in node["children"].as_array().unwrap() {
            collect(child, kind, found);
        }
    }
    let mut found = Vec::new();
    for root in tree["hierarchy"].as_array().unwrap() {
        collect(root, kind, &mut found);
    }
    found
}

/// The tests of a tree, with their names.
fn leaves(tree: &Value) -> Vec<(String, Value)> {
    let tests = nodes(tree, "TEST").into_iter();
    let named = tests.map(|it| {
        let name = it["display_name"].as_str().unwrap().to_owned();
        (name, it["details"].clone())
    });
    named.collect()
}

/// The hooks of a tree.
fn hook_leaves(tree: &Value) -> Vec<Value> {
    nodes(tree, "HOOK")
}

/// Makes the build's last change an hour old.
async fn silence(app: &TestApp, build: &Build<'_>) {
    let client = database(app).await;
    let run = build.read().await["run_information"][0]["id"]
        .as_str()
        .unwrap()
        .parse::<i32>()
        .unwrap();
    let changed = client
        .execute(
            "update runs set updated_at = now() - interval '1 hour' where number = $1",
            &[&run],
        )
        .await
        .unwrap();
    assert_eq!(changed, 1);
}

/// The test's own database, to look at what no call shows.
async fn database(app: &TestApp) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(&app.database_url, tokio_postgres::NoTls)
        .await
        .unwrap();
    tokio::spawn(connection);
    client
}
