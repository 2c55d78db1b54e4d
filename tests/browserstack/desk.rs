//! A project with a run, made through the dialect itself, and the paths below it.

use std::sync::Arc;

use e2e::{Client, Reply, TestApp};
use serde_json::{Value, json};

/// A project, and a client that speaks to its server.
pub(super) struct Desk {
    pub(super) app: Arc<TestApp>,
    pub(super) client: Client,
    /// `/api/v2/projects/PR-1`
    pub(super) path: String,
    folder: i64,
}

impl Desk {
    pub(super) async fn open() -> Self {
        let app = Arc::new(TestApp::start().await);
        Self::at(app, "Shop").await
    }

    /// Another project on the same server.
    pub(super) async fn second(&self, name: &str) -> Self {
        Self::at(Arc::clone(&self.app), name).await
    }

    async fn at(app: Arc<TestApp>, name: &str) -> Self {
        let client = app.basic();
        let made = client
            .post("/api/v2/projects", &json!({"project": {"name": name}}))
            .await;
        let project = made.expect(200)["project"]["identifier"].clone();
        let path = format!("/api/v2/projects/{}", project.as_str().unwrap());
        let folder = json!({"folder": {"name": "Checkout"}});
        let made = client.post(&format!("{path}/folders"), &folder).await;
        let folder = made.expect(200)["folder"]["id"].as_i64().unwrap();
        Self {
            app,
            client,
            path,
            folder,
        }
    }

    pub(super) async fn get(&self, path: &str) -> Reply {
        self.client.get(&format!("{}{path}", self.path)).await
    }

    pub(super) async fn post(&self, path: &str, body: &Value) -> Reply {
        let path = format!("{}{path}", self.path);
        self.client.post(&path, body).await
    }

    pub(super) async fn patch(&self, path: &str, body: &Value) -> Reply {
        let path = format!("{}{path}", self.path);
        self.client.patch(&path, body).await
    }

    /// Sends a body that must be accepted.
    pub(super) async fn done(&self, path: &str, body: &Value) {
        let reply = self.post(path, body).await;
        assert_eq!(reply.status(), 200, "{}", reply.text());
    }

    /// Makes a case with these steps and answers it.
    pub(super) async fn case(&self, name: &str, steps: &[(&str, &str)]) -> Value {
        let steps: Vec<Value> = steps
            .iter()
            .map(|(step, result)| json!({"step": step, "result": result}))
            .collect();
        let body = json!({"test_case": {"name": name, "test_case_steps": steps}});
        let path = format!("/folders/{}/test-cases", self.folder);
        let made = self.post(&path, &body).await;
        made.expect(200)["data"]["test_case"].clone()
    }

    /// Makes a case without steps and answers its id.
    pub(super) async fn case_id(&self, name: &str) -> String {
        let case = self.case(name, &[]).await;
        case["identifier"].as_str().unwrap().to_owned()
    }

    /// Makes a configuration and answers its id.
    pub(super) async fn configuration(&self, name: &str) -> i64 {
        let body = json!({"name": name});
        let made = self.client.post("/api/v2/configurations", &body).await;
        made.expect(200)["id"].as_i64().unwrap()
    }

    /// Makes a run of these cases and answers its path below the project's.
    pub(super) async fn run(&self, cases: &[&str], configurations: &[i64]) -> String {
        let body = json!({"test_run": {
            "name": "Nightly", "test_cases": cases, "configurations": configurations,
        }});
        let made = self.post("/test-runs", &body).await;
        let id = &made.expect(200)["test_run"]["identifier"];
        format!("/test-runs/{}", id.as_str().unwrap())
    }

    /// How many results and step rows a run has.
    pub(super) async fn results(&self, run: &str) -> u64 {
        let listed = self.get(&format!("{run}/results")).await;
        listed.expect(200)["info"]["count"].as_u64().unwrap()
    }
}
