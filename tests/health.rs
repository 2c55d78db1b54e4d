//! Whether the process lives and can do its work, without a key.

use e2e::TestApp;
use serde_json::json;

#[tokio::test]
async fn who_only_looks_gets_the_head_and_whoever_writes_is_told_not_to() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    for path in ["/healthz", "/readyz"] {
        let head = client.raw("HEAD", path, None, Vec::new()).await;
        assert_eq!((head.status(), head.text()), (200, ""), "{path}");
        let refused = client.raw("POST", path, None, Vec::new()).await;
        assert_eq!(
            *refused.expect(405),
            json!({"error": "Method not allowed. Use GET."})
        );
    }
}

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

#[tokio::test]
async fn a_server_is_ready_while_it_can_live_with_what_a_newer_program_made_of_its_database() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    app.sql("insert into __diesel_schema_migrations (version) values ('99990101000000')")
        .await;
    let known = "(select max(version) from __diesel_schema_migrations where version < '9999')";
    app.sql(&format!(
        "insert into oldest_programs values ('99990101000000', {known})"
    ))
    .await;
    assert_eq!(client.get("/readyz").await.status(), 200);

    app.sql("update oldest_programs set program = migration where migration = '99990101000000'")
        .await;
    let reason = json!({"status": "unavailable", "reason": "the database needs a newer program"});
    assert_eq!(*client.get("/readyz").await.expect(503), reason);
    assert_eq!(client.get("/healthz").await.status(), 200);
}
