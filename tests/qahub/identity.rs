//! Who a key belongs to.

use e2e::TestApp;
use serde_json::json;
use store::Scope;

#[tokio::test]
async fn me_tells_a_key_its_tenant_and_its_scopes() {
    let app = TestApp::start().await;
    let reply = app.bearer().get("/api/v1/me").await;
    let body = reply.expect(200);
    let expected = json!({
        "tenant": {"id": body["tenant"]["id"], "name": "default", "status": "ACTIVE"},
        "scopes": ["read", "write"],
        "ai": {"provider": null, "model": null, "quota_exhausted": false},
    });
    assert_eq!(*body, expected);
    assert!(body["tenant"]["id"].as_str().unwrap().starts_with("cl"));
    for (scope, words) in [
        (Scope::Read, json!(["read"])),
        (Scope::Write, json!(["write"])),
        (Scope::Execute, json!([])),
    ] {
        let reply = app.limited(&[scope]).await.get("/api/v1/me").await;
        assert_eq!(reply.expect(200)["scopes"], words);
        assert_eq!(reply.json()["tenant"], body["tenant"]);
    }
}
