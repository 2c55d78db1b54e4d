//! Projects: made and listed.

use domain::spelling;
use e2e::TestApp;
use serde_json::{Value, json};
use store::Scope;

#[tokio::test]
async fn projects_are_made_and_listed_newest_first() {
    let app = TestApp::start().await;
    let client = app.bearer();
    let body = json!({"name": "Web shop", "description": "All of it"});
    let made = client.post("/api/v1/projects", &body).await;
    let first = made.expect(201)["data"].clone();
    let expected = json!({
        "id": first["id"], "name": "Web shop", "description": "All of it",
        "created_at": first["created_at"], "updated_at": first["created_at"],
    });
    assert_eq!(first, expected);
    let second = client
        .post("/api/v1/projects", &json!({"name": "App"}))
        .await;
    let second = second.expect(201)["data"].clone();

    let listed = client.get("/api/v1/projects").await;
    assert_eq!(*listed.expect(200), json!({"data": [second, first]}));
    let page = client.get("/api/v1/projects?limit=1&offset=1").await;
    let pagination = json!({"total": 2, "limit": 1, "offset": 1});
    assert_eq!(
        *page.expect(200),
        json!({"data": [first], "pagination": pagination})
    );

    // The id works where a project is asked for.
    let run = json!({"name": "Nightly", "project_id": first["id"]});
    let run = client.post("/api/v1/runs", &run).await;
    assert_eq!(run.expect(201)["data"]["project_id"], first["id"]);
}

#[tokio::test]
async fn a_bad_project_is_not_made() {
    let app = TestApp::start().await;
    for (body, message) in [
        (json!({}), "name is required"),
        (json!({"name": null}), "name is required"),
        (json!({"name": " "}), "name must not be empty"),
        (json!({"name": "x".repeat(256)}), "name must be at most 255"),
        (json!({"name": 7}), "invalid type"),
        (json!({"name": "N", "description": []}), "invalid type"),
        (json!([]), "an object"),
    ] {
        let reply = app.bearer().post("/api/v1/projects", &body).await;
        let said = reply.expect(400)["error"].as_str().unwrap();
        assert!(said.contains(message), "{said}");
    }
    let path = "/api/v1/projects";
    let reader = app.limited(&[Scope::Read]).await;
    let _ = reader.post(path, &json!({"name": "N"})).await.expect(403);
    let writer = app.limited(&[Scope::Write]).await;
    let _ = writer.get(path).await.expect(403);
    let _ = app.anonymous().get(path).await.expect(401);
    let listed = app.bearer().get(path).await;
    assert_eq!(
        *listed.expect(200),
        json!({"data": Value::Array(Vec::new())})
    );
}

#[tokio::test]
async fn a_project_made_elsewhere_is_listed_here() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &[]).await;
    let listed = app.bearer().get("/api/v1/projects").await;
    let id = &listed.expect(200)["data"][0]["id"];
    assert_eq!(*id, spelling::cuid(shop.project.opaque));
}
