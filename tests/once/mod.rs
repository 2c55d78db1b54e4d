//! `Idempotency-Key`: what is sent again is carried out once.

mod bodies;
mod kept;
mod network;
mod slow;
mod together;

use e2e::{Client, Reply, Shop, TestApp};
use serde_json::{Value, json};

/// A run of one case, and the calls of a dialect that appends.
struct Bench {
    app: TestApp,
    shop: Shop,
    path: String,
}

impl Bench {
    async fn new() -> Self {
        Self::on(TestApp::start().await).await
    }

    async fn on(app: TestApp) -> Self {
        let shop = app.seed("Shop", &["Pay"]).await;
        let run = app.run(&shop, "Nightly").await;
        let path = format!(
            "/api/v2/projects/PR-{}/test-runs/TR-{}",
            shop.project.number.get(),
            run.number.get()
        );
        Self { app, shop, path }
    }

    fn result(&self, note: &str) -> Value {
        let case = format!("TC-{}", self.shop.cases[0].number.get());
        json!({"test_case_id": case, "test_result": {"status": "passed", "description": note}})
    }

    /// Posts a result with this note, under this key.
    async fn post(&self, key: &str, note: &str) -> Reply {
        self.post_with(&self.app.basic(), key, note).await
    }

    async fn post_with(&self, client: &Client, key: &str, note: &str) -> Reply {
        let client = client.clone().header("Idempotency-Key", key);
        let path = format!("{}/results", self.path);
        client.post(&path, &self.result(note)).await
    }

    /// The path of the files of the only row.
    async fn attachments(&self) -> String {
        let rows = self.app.bearer().get("/v1/runs/TR-1/results").await;
        let row = rows.expect(200)["data"][0]["id"].as_str().unwrap();
        format!("/api/v1/results/{row}/attachments")
    }

    /// How many results the run has.
    async fn results(&self) -> u64 {
        let listed = self
            .app
            .basic()
            .get(&format!("{}/results", self.path))
            .await;
        listed.expect(200)["info"]["count"].as_u64().unwrap()
    }
}

/// Whether the answer is one that was given before.
fn is_again(reply: &Reply) -> bool {
    reply.header("idempotent-replayed") == Some("true")
}
