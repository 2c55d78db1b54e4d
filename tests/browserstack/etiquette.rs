//! What every route answers to a bad key, an unknown id, a wrong method and a bad body.

use e2e::{Client, TestApp};
use serde_json::json;
use store::Scope;

use super::desk::Desk;

#[tokio::test]
async fn without_a_good_key_nothing_is_answered_but_401() {
    let app = TestApp::start().await;
    for client in [app.anonymous(), app.with_key("wrong")] {
        for path in [
            "/api/v2/projects",
            "/api/v2/projects/PR-99/test-runs/TR-1/results",
        ] {
            let reply = client.get(path).await;
            assert_eq!(
                *reply.expect(401),
                json!({"success": false, "message": "Invalid or missing credentials"})
            );
            let challenge = reply.header("www-authenticate").unwrap();
            assert!(challenge.starts_with("Basic "));
        }
    }
}

#[tokio::test]
async fn the_key_is_taken_in_each_of_its_places() {
    let app = TestApp::start().await;
    for client in [app.basic(), app.api_token(), app.bearer(), app.query_key()] {
        assert_eq!(client.get("/api/v2/projects").await.status(), 200);
    }
}

#[tokio::test]
async fn what_the_path_names_must_be_there_before_the_body_counts() {
    let desk = Desk::open().await;
    let case = desk.case_id("Login").await;
    let run = desk.run(&[&case], &[]).await;
    let other = json!({"project": {"name": "Bank"}});
    let made = desk.client.post("/api/v2/projects", &other).await;
    assert_eq!(made.status(), 200);
    let elsewhere = "/api/v2/projects/PR-2";
    let here = &desk.path;
    for (method, path, message) in [
        (
            "GET",
            "/api/v2/projects/PR-9".to_owned(),
            "Project not found",
        ),
        (
            "GET",
            "/api/v2/projects/nonsense".to_owned(),
            "Project not found",
        ),
        (
            "POST",
            "/api/v2/projects/PR-9/test-runs".to_owned(),
            "Project not found",
        ),
        ("GET", format!("{here}/folders/9"), "Folder not found"),
        ("GET", format!("{elsewhere}/folders/1"), "Folder not found"),
        (
            "POST",
            format!("{here}/folders/9/test-cases"),
            "Folder not found",
        ),
        (
            "GET",
            format!("{here}/test-cases/TC-9"),
            "Test case not found",
        ),
        (
            "GET",
            format!("{elsewhere}/test-cases/{case}"),
            "Test case not found",
        ),
        (
            "GET",
            format!("{here}/test-cases/TC-9/results"),
            "Test case not found",
        ),
        ("GET", format!("{here}/test-runs/TR-9"), "Run not found"),
        ("GET", format!("{elsewhere}{run}"), "Run not found"),
        ("GET", format!("{elsewhere}{run}/results"), "Run not found"),
        ("POST", format!("{elsewhere}{run}/results"), "Run not found"),
        ("POST", format!("{elsewhere}{run}/close"), "Run not found"),
        (
            "GET",
            format!("{here}{run}/test-cases/TC-9/results"),
            "Test case not found",
        ),
    ] {
        let reply = desk.client.raw(method, &path, None, b"{".to_vec()).await;
        assert_eq!(
            *reply.expect(404),
            json!({"success": false, "message": message}),
            "{method} {path}"
        );
    }
}

#[tokio::test]
async fn unknown_paths_and_methods_are_refused_in_the_same_envelope() {
    let desk = Desk::open().await;
    let reply = desk.client.get("/api/v2/nothing").await;
    assert_eq!(
        *reply.expect(404),
        json!({"success": false, "message": "No such endpoint"})
    );
    let reply = desk.client.delete("/api/v2/projects").await;
    assert_eq!(
        *reply.expect(405),
        json!({"success": false, "message": "Method not allowed. Use GET or POST."})
    );
    assert_eq!(reply.header("allow"), Some("GET, POST"));
}

#[tokio::test]
async fn a_body_that_is_no_json_is_refused() {
    let desk = Desk::open().await;
    let run = desk.run(&[], &[]).await;
    for path in [
        "/test-runs".to_owned(),
        "/folders".to_owned(),
        format!("{run}/results"),
    ] {
        let path = format!("{}{path}", desk.path);
        for body in ["", "{", "{\"a\" 1}"] {
            let json_type = Some("application/json");
            let reply = desk.client.raw("POST", &path, json_type, body.into()).await;
            assert_eq!(reply.expect(400)["success"], false);
            assert!(reply.json()["message"].is_string());
        }
        let form = Some("application/x-www-form-urlencoded");
        let reply = desk.client.raw("POST", &path, form, b"a=1".to_vec()).await;
        assert_eq!(reply.expect(415)["success"], false);
    }
}

/// Makes a key that sees one project, with every scope.
async fn bound_key(app: &TestApp, project: i32) -> Client {
    let (client, connection) = tokio_postgres::connect(&app.database_url, tokio_postgres::NoTls)
        .await
        .unwrap();
    tokio::spawn(connection);
    let digest = store::account::key_digest("bound").to_vec();
    let insert = "insert into access_keys (organization_id, user_id, digest, scopes, project_id)
        select organization_id, id, $1, 15, $2 from users";
    let made = client.execute(insert, &[&digest, &project]).await;
    assert_eq!(made.unwrap(), 1);
    app.with_key("bound")
}

#[tokio::test]
async fn a_key_that_only_reads_may_not_write() {
    let desk = Desk::open().await;
    let case = desk.case_id("Login").await;
    let run = desk.run(&[&case], &[]).await;
    let reader = desk.app.limited(&[Scope::Read]).await;
    let path = format!("{}{run}/results", desk.path);

    assert_eq!(reader.get(&path).await.status(), 200);
    // Even of what is not there: a key without the scope learns nothing.
    for path in [path, format!("{}/test-runs/TR-9/results", desk.path)] {
        let body = json!({"test_result": {"status": "passed"}, "test_case_id": case});
        let refused = reader.post(&path, &body).await;
        assert_eq!(
            *refused.expect(403),
            json!({"success": false, "message": "This key lacks the scope write"})
        );
    }
    assert_eq!(desk.results(&run).await, 0);
}

#[tokio::test]
async fn a_key_of_one_project_sees_no_other_and_changes_nothing_of_the_organization() {
    let desk = Desk::open().await;
    let other = json!({"project": {"name": "Bank"}});
    let made = desk.client.post("/api/v2/projects", &other).await;
    assert_eq!(made.status(), 200);
    let bound = bound_key(&desk.app, 1).await;

    let listed = bound.get("/api/v2/projects").await;

    assert_eq!(listed.expect(200)["info"]["count"], 1);
    assert_eq!(listed.json()["projects"][0]["identifier"], "PR-1");
    assert_eq!(bound.get("/api/v2/projects/PR-2").await.status(), 404);
    for (path, body) in [
        ("/api/v2/projects", other),
        ("/api/v2/configurations", json!({"name": "A"})),
    ] {
        assert_eq!(bound.post(path, &body).await.status(), 403);
    }
    let run = json!({"test_run": {"name": "R"}});
    let made = bound.post("/api/v2/projects/PR-1/test-runs", &run).await;
    assert_eq!(made.status(), 200);
}

#[tokio::test]
async fn ids_may_be_percent_encoded_and_spelled_in_any_form() {
    let desk = Desk::open().await;
    let case = desk.case_id("Login").await;
    let run = desk.run(&[&case], &[]).await;
    let number = run.trim_start_matches("/test-runs/TR-");
    for path in [
        format!("/api/v2/projects/PR%2D1/test-runs/TR%2D{number}/results"),
        format!("/api/v2/projects/1/test-runs/{number}/results?"),
    ] {
        assert_eq!(desk.client.get(&path).await.status(), 200, "{path}");
    }
}

#[tokio::test]
async fn an_integer_may_be_written_with_a_fraction_of_nothing() {
    let desk = Desk::open().await;
    for (parent, status) in [
        (json!(1), 200),
        (json!(1.0), 200),
        (json!(1.5), 400),
        (json!(1e300), 400),
        (json!("1"), 400),
    ] {
        let body = json!({"folder": {"name": "Web", "parent_id": parent}});
        assert_eq!(
            desk.post("/folders", &body).await.status(),
            status,
            "{parent}"
        );
    }
}
