//! Seals: what is announced, the receipt, and what a client makes of it.

mod again;
mod receipts;
mod refusals;
mod rows;

use e2e::{Reply, Shop, TestApp};
use serde_json::{Value, json};
use store::Located;
use store::locate::Run;

const PAST: &str = "2020-01-01T00:00:00Z";
const FUTURE: &str = "2120-01-01T00:00:00.000Z";

/// A run with an untested row for each case.
struct Night {
    app: TestApp,
    shop: Shop,
    run: Located<Run>,
}

impl Night {
    async fn of(titles: &[&str]) -> Self {
        let app = TestApp::start().await;
        let shop = app.seed("Shop", titles).await;
        let run = app.run(&shop, "Nightly").await;
        Self { app, shop, run }
    }

    fn path(&self) -> String {
        format!("/api/verdict/runs/TR-{}/seal", self.run.number)
    }

    fn browserstack(&self, rest: &str) -> String {
        format!(
            "/api/v2/projects/PR-{}/test-runs/TR-{}{rest}",
            self.shop.project.number, self.run.number
        )
    }

    async fn put(&self, body: &Value) -> Reply {
        self.app.bearer().put(&self.path(), body).await
    }

    async fn seal(&self, body: &Value) -> Value {
        self.put(body).await.expect(200).clone()
    }

    async fn receipt(&self) -> Value {
        let reply = self.app.bearer().get(&self.path()).await;
        reply.expect(200).clone()
    }

    /// Appends results, and gives the good answer.
    async fn append(&self, results: &Value) -> Value {
        let body = json!({"results": results});
        let path = self.browserstack("/results");
        self.app
            .basic()
            .post(&path, &body)
            .await
            .expect(200)
            .clone()
    }

    async fn passed(&self, case: &str) {
        let result = json!([{"test_case_id": case, "test_result": {"status": "passed"}}]);
        let _ = self.append(&result).await;
    }

    async fn change_rows(&self, body: &Value) {
        let path = self.browserstack("/test-cases");
        let body = json!({"test_run": body});
        let reply = self.app.basic().patch(&path, &body).await;
        assert_eq!(reply.status(), 202, "{}", reply.text());
    }

    async fn untested(&self) -> i64 {
        let run = self.app.basic().get(&self.browserstack("")).await;
        let progress = &run.expect(200)["test_run"]["overall_progress"];
        progress["Untested"].as_i64().unwrap_or(0)
    }

    async fn is_sound(&self) {
        let findings = self.app.store.check().await.unwrap();
        let broken: Vec<_> = findings.iter().filter(|it| it.violations > 0).collect();
        assert!(broken.is_empty(), "{broken:?}");
    }
}

fn cases(names: &[&str]) -> Value {
    let cases = names.iter().map(|name| json!({"test_case": name}));
    json!({"test_cases": cases.collect::<Vec<_>>()})
}

fn with_deadline(mut seal: Value, deadline: &str) -> Value {
    seal["deadline"] = json!(deadline);
    seal
}

fn counts(receipt: &Value) -> [i64; 5] {
    ["expected", "accepted", "repeated", "refused", "missing"]
        .map(|name| receipt[name].as_i64().unwrap())
}
