//! Builds that are sealed: what is missing keeps them from passing.

use e2e::TestApp;
use serde_json::{Value, json};

use super::{Build, silence};

impl Build<'_> {
    async fn seal(&self, body: &Value) -> Value {
        let path = format!("/api/verdict/runs/{}/seal", self.id);
        let sealed = self.app.basic().put(&path, body).await;
        sealed.expect(200).clone()
    }
}

#[tokio::test]
async fn a_test_that_was_started_and_has_not_ended_is_missing() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let _ = build.run("logs in", "passed", &json!({})).await;
    let open = build.test("pays", &json!({})).await;
    let receipt = build.seal(&json!({"results": 2})).await;
    assert_eq!(
        (&receipt["accepted"], &receipt["missing"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(build.read().await["status"], "running");
    build.finish("2025-11-11T10:40:00Z").await;
    assert_eq!(build.read().await["status"], "unknown");
    let latest = "/ext/v1/builds/latest?project_name=Shop";
    let latest = app.basic().get(latest).await;
    assert_eq!(latest.expect(200)["status"], "unknown");

    let _ = build
        .finish_test(&open, "passed", &json!({}))
        .await
        .expect(200);
    assert_eq!(build.read().await["status"], "passed");
    // Ended again, it is the same result and makes up for nothing.
    let _ = build
        .finish_test(&open, "passed", &json!({}))
        .await
        .expect(200);
    assert_eq!(build.seal(&json!({"results": 3})).await["missing"], 1);
    assert_eq!(build.read().await["status"], "unknown");
}

#[tokio::test]
async fn a_build_that_fell_silent_is_unknown_while_something_is_missing() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let _ = build.run("logs in", "passed", &json!({})).await;
    silence(&app, &build).await;
    assert_eq!(build.read().await["status"], "passed");
    let _ = build.seal(&json!({"results": 2})).await;
    silence(&app, &build).await;
    assert_eq!(build.read().await["status"], "unknown");
}

#[tokio::test]
async fn a_test_that_moves_to_another_environment_leaves_the_sealed_row_behind() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let open = build.test("logs in", &json!({})).await;
    let seal = json!({"test_cases": [{"test_case": "TC-1"}]});
    let receipt = build.seal(&seal).await;
    assert_eq!(
        (&receipt["expected"], &receipt["missing"]),
        (&json!(1), &json!(1))
    );
    let windows =
        json!({"environment": {"os": "Windows", "os_version": "10", "browser": "chrome"}});
    let _ = build
        .finish_test(&open, "passed", &windows)
        .await
        .expect(200);
    build.finish("2025-11-11T10:40:00Z").await;

    let read = build.read().await;
    assert_eq!(
        (&read["status"], &read["status_stats"]["pending"]),
        (&json!("unknown"), &json!(1))
    );
    // Sealed anew, its rows are those that it has by now.
    let receipt = build.seal(&seal).await;
    assert_eq!(
        (&receipt["expected"], &receipt["missing"]),
        (&json!(2), &json!(1))
    );
    let configuration = app.basic().get("/api/v2/configurations").await;
    let configuration = &configuration.expect(200)["configurations"][0]["id"];
    let exact = json!({"test_cases": [{"test_case": "TC-1", "configurations": [configuration]}]});
    assert_eq!(build.seal(&exact).await["completeness"], "complete");
    assert_eq!(build.read().await["status"], "passed");
    let findings = app.store.check().await.unwrap();
    assert!(findings.iter().all(|it| it.violations == 0), "{findings:?}");
}
