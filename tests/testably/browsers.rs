//! Browsers that call from pages of other sites.

use e2e::{Reply, TestApp};
use serde_json::json;

fn open(reply: &Reply) {
    assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
    let headers = Some("authorization, x-client-info, apikey, content-type, idempotency-key");
    assert_eq!(reply.header("access-control-allow-headers"), headers);
}

#[tokio::test]
async fn a_browser_may_ask_before_it_calls() {
    let app = TestApp::start().await;
    for (path, methods) in [
        ("/functions/v1/upload-ci-results", "POST"),
        ("/v1/runs/TR-1/results/res_1", "PUT"),
    ] {
        let reply = app.anonymous().raw("OPTIONS", path, None, Vec::new()).await;
        assert_eq!((reply.status(), reply.text()), (200, "ok"));
        assert_eq!(reply.header("access-control-allow-methods"), Some(methods));
        open(&reply);
    }
}

#[tokio::test]
async fn every_answer_can_be_read_refusals_too() {
    let app = TestApp::start().await;
    let path = "/functions/v1/upload-ci-results";
    open(&app.anonymous().post(path, &json!({})).await);
    open(&app.bearer().get(path).await);
    open(&app.bearer().post(path, &json!({})).await);
    open(&app.bearer().get("/v1/nowhere").await);
    let _ = app.seed("Shop", &[]).await;
    open(&app.bearer().get("/v1/runs/TR-9/results").await);
}

#[tokio::test]
async fn other_dialects_say_nothing_to_browsers() {
    let app = TestApp::start().await;
    for path in [
        "/api/v2/projects",
        "/api/v1/test-runs",
        "/healthz",
        "/nobodys",
    ] {
        let reply = app.basic().raw("OPTIONS", path, None, Vec::new()).await;
        assert_eq!(reply.header("access-control-allow-origin"), None, "{path}");
        assert_ne!(reply.status(), 200, "{path}");
    }
}
