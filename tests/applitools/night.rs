//! A plan that can be executed.

use e2e::{Reply, Shop, TestApp};
use serde_json::{Value, json};

/// The id of the plan, as its caller picked it.
pub(super) const PLAN: &str = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

/// A server with a plan of some cases and configurations.
pub(super) struct Night {
    pub(super) app: TestApp,
    pub(super) shop: Shop,
}

pub(super) fn chrome() -> Value {
    json!({"name": "Chrome", "os": "Linux", "viewport": "1440x900", "device": "Desktop", "browser": "Chrome"})
}

impl Night {
    pub(super) async fn of(titles: &[&str], configurations: &[Value]) -> Self {
        let app = TestApp::start().await;
        let shop = app.seed("Shop", titles).await;
        let cases: Vec<String> = shop
            .cases
            .iter()
            .map(|case| format!("TC-{}", case.number))
            .collect();
        let plan = json!({
            "project": format!("PR-{}", shop.project.number),
            "name": "autonomous-testapp.azurewebsites.net plan",
            "application": "autonomous-testapp.azurewebsites.net app",
            "test_cases": cases,
            "configurations": configurations,
        });
        let put = app
            .bearer()
            .put(&format!("/api/verdict/plans/{PLAN}"), &plan)
            .await;
        let _ = put.expect(200);
        Self { app, shop }
    }

    /// Executes the plan as clients do; gives the run's id and its token.
    pub(super) async fn execute(&self) -> (String, String) {
        let path = format!("/api/plan/{PLAN}/execute");
        started(&self.app.query_key().post(&path, &json!({})).await)
    }

    /// The results of a run.
    pub(super) async fn results(&self, run: &str) -> Value {
        let reply = self
            .app
            .query_key()
            .get(&format!("/api/result/{run}"))
            .await;
        reply.expect(200)["result"].clone()
    }

    /// Records through Testably; cases that have one row are named by number.
    pub(super) async fn record(&self, run: &str, words: &[(i32, &str)]) {
        let items: Vec<Value> = words
            .iter()
            .map(|(case, word)| json!({"test_case_id": format!("TC-{case}"), "status": word}))
            .collect();
        let path = format!("/v1/runs/{run}/results/bulk");
        let sent = self
            .app
            .bearer()
            .post(&path, &json!({ "results": items }))
            .await;
        let _ = sent.expect(200);
    }
}

pub(super) fn started(reply: &Reply) -> (String, String) {
    let result = &reply.expect(200)["result"];
    assert_eq!(result.as_object().unwrap().len(), 2);
    let text = |field: &str| result[field].as_str().unwrap().to_owned();
    (text("id"), text("read_token"))
}
