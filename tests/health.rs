//! Whether the process lives and can do its work, without a key.

use e2e::TestApp;
use serde_json::json;

#[tokio::test]
async fn a_server_is_ready_while_its_database_has_every_migration() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    assert_eq!(
        *client.get("/healthz").await.expect(200),
        json!({"status": "ok"})
    );
    assert_eq!(
        *client.get("/readyz").await.expect(200),
        json!({"status": "ready"})
    );

    let newest = "(select max(version) from __diesel_schema_migrations)";
    app.sql(&format!(
        "delete from __diesel_schema_migrations where version = {newest}"
    ))
    .await;
    let reason =
        json!({"status": "unavailable", "reason": "the database lacks migrations of this program"});
    assert_eq!(*client.get("/readyz").await.expect(503), reason);
    assert_eq!(client.get("/healthz").await.status(), 200);
}
