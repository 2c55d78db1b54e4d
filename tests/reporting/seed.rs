//! The published example, sent and answered as published.

use e2e::TestApp;
use serde_json::{Value, json};

use super::{Build, leaves};

#[tokio::test]
async fn the_published_finish_is_answered_as_published() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let uuid = build.test("logs in", &json!({})).await;
    let request: Value =
        serde_json::from_str(include_str!("seed/finish_test_run.request.json")).unwrap();
    let response: Value =
        serde_json::from_str(include_str!("seed/finish_test_run.response.json")).unwrap();

    let path = build.path(&format!("/tests/{uuid}/finish"));
    let reply = app.basic().put(&path, &request).await;

    assert_eq!(reply.expect(200), &response);
    let tree = build.test_runs("").await;
    assert_eq!(
        tree["hierarchy"][0]["details"]["file_path"],
        "tests/login_test.py"
    );
    assert_eq!(leaves(&tree)[0].1["retries"][0]["uuid"], uuid.as_str());
}
