//! Waiting for what a long request holds.

use std::time::Duration;

use domain::text::Text;
use e2e::{TestApp, database};
use serde_json::json;
use store::StoreError;
use store::catalogue::NewProject;
use tokio::time::timeout;

#[tokio::test]
async fn who_waits_too_long_for_a_number_is_told_to_come_back() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &["One"]).await;
    let _run = app.run(&shop, "Nightly").await;
    let runs = format!("/api/v2/projects/PR-{}/test-runs", shop.project.number);
    let (run, project) = (
        json!({"test_run": {"name": "Other"}}),
        json!({"project": {"name": "Other"}}),
    );
    // As an import that is not done yet.
    let mut client = database::connect(&app.database_url).await;
    let import = client.transaction().await.unwrap();
    let held = "select last from organization_counters where kind in (1, 2) for update";
    assert_eq!(import.query(held, &[]).await.unwrap().len(), 2);
    let named = NewProject {
        name: Text::new("Named").unwrap(),
        description: None,
        prefix: None,
    };
    let (client, refused) = (app.api_token(), app.api_token());
    let waiting = async {
        tokio::join!(
            client.post(&runs, &run),
            refused.post("/api/v2/projects", &project),
            app.store.find_or_create_project(&shop.who, named)
        )
    };
    let answered = timeout(Duration::from_mins(1), waiting).await;
    let (run_refused, project_refused, named_refused) = answered.expect("nobody waits for good");
    for reply in [run_refused, project_refused] {
        assert_eq!(reply.status(), 503, "{}", reply.text());
        assert_eq!(reply.header("retry-after"), Some("1"));
        assert_eq!(reply.json()["success"], false);
    }
    assert!(matches!(named_refused, Err(StoreError::Overloaded)));
    import.rollback().await.unwrap();
    // Nothing was made, and no number was used up.
    let made = client
        .post("/api/v2/projects", &project)
        .await
        .expect(200)
        .clone();
    assert_eq!(made["project"]["identifier"], "PR-2", "{made}");
    let made = client.post(&runs, &run).await.expect(200).clone();
    assert_eq!(made["test_run"]["identifier"], "TR-2", "{made}");
}
