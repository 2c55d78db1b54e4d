//! Waiting for what a long request holds.

use std::time::Duration;

use domain::text::Text;
use e2e::{TestApp, database};
use futures::future::join_all;
use serde_json::{Value, json};
use store::catalogue::NewProject;
use store::{Load, StoreError};
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

/// Whoever writes into a run or changes a project, and the first execution of a test, which makes its case.
#[tokio::test]
async fn who_waits_too_long_for_a_row_is_told_to_come_back() {
    let app = TestApp::under(Load::on(16), |_| {}).await;
    let shop = app.seed("Shop", &["One"]).await;
    let run = app.run(&shop, "Nightly").await;
    let client = app.basic();
    let build = json!({"name": "B", "project_name": "Shop", "started_at": "2026-05-13T12:00:00Z"});
    let build = client.post("/ext/v1/builds/start", &build).await;
    let build = build.expect(200)["build_hashed_id"].clone();
    let project = format!("/api/v2/projects/PR-{}", shop.project.number);
    let path = format!("{project}/test-runs/TR-{}", run.number);
    let requests = [
        (
            "PATCH",
            format!("{path}/update"),
            json!({"test_run": {"name": "Weekly"}}),
        ),
        ("POST", format!("{path}/delete"), Value::Null),
        (
            "POST",
            format!("{path}/results"),
            json!({"test_case_id": "TC-1", "test_result": {"status": "passed"}}),
        ),
        (
            "PATCH",
            project.clone(),
            json!({"project": {"name": "Store"}}),
        ),
        ("DELETE", project, Value::Null),
        (
            "POST",
            format!("/ext/v1/builds/{}/tests/start", build.as_str().unwrap()),
            json!({
                "name": "test", "file_name": "a.py", "scopes": ["A"], "started_at": "2026-05-13T12:00:01Z",
            }),
        ),
    ];
    let mut others = database::connect(&app.database_url).await;
    let held = others.transaction().await.unwrap();
    let rows = format!(
        "select from runs where number = {} for update; select from projects for update;
         select from organization_counters where kind = 3 for update",
        run.number
    );
    held.batch_execute(&rows).await.unwrap();

    let sent = requests.iter().map(|(method, path, body)| {
        let body = body.to_string().into_bytes();
        client.raw(method, path, Some("application/json"), body)
    });
    // Each waits 20 seconds in line, and in the database for whoever waits before it and for the row itself.
    let answered = timeout(Duration::from_mins(3), join_all(sent)).await;

    for reply in answered.expect("nobody waits for good") {
        assert_eq!(reply.status(), 503, "{}", reply.text());
        assert_eq!(reply.header("retry-after"), Some("1"));
        assert!(reply.json().is_object(), "{}", reply.text());
    }
    held.rollback().await.unwrap();
    // Nothing was done, and from now on everything can be.
    let shown = client.get(&path).await.expect(200).clone();
    assert_eq!(shown["test_run"]["name"], "Nightly", "{shown}");
    for (method, path, body) in &requests[..3] {
        let body = body.to_string().into_bytes();
        let reply = client
            .raw(method, path, Some("application/json"), body)
            .await;
        assert_ne!(reply.status(), 503, "{}", reply.text());
    }
}

/// An operator may have set databases so that a transaction sees nothing of what is committed while it waits.
#[tokio::test]
async fn who_has_waited_sees_what_was_committed_meanwhile_whatever_the_database_is_set_to() {
    let url = database::fresh().await;
    let name = database::text(&url, "select current_database()::text").await;
    let set =
        format!("alter database {name} set default_transaction_isolation = 'repeatable read'");
    let mut others = database::connect(&url).await;
    others.batch_execute(&set).await.unwrap();
    let app = TestApp::on(url, |_| {}).await;
    let shop = app.seed("Shop", &["One"]).await;
    let run = app.run(&shop, "Nightly").await;
    let path = format!(
        "/api/v2/projects/PR-{}/test-runs/TR-{}",
        shop.project.number, run.number
    );
    let client = app.basic();
    let held = others.transaction().await.unwrap();
    let change = "update runs set description = 'theirs'";
    held.batch_execute(change).await.unwrap();
    let (update, renamed) = (
        format!("{path}/update"),
        json!({"test_run": {"name": "Weekly"}}),
    );
    let meanwhile = async {
        app.until_waiting(1).await;
        held.commit().await.unwrap();
    };
    let (reply, ()) = tokio::join!(client.patch(&update, &renamed), meanwhile);
    let _ = reply.expect(200);
    let shown = client.get(&path).await.expect(200)["test_run"].clone();
    assert_eq!(
        [&shown["name"], &shown["description"]],
        ["Weekly", "theirs"]
    );
}
