//! Runs: made, listed, changed.

use domain::patch::Patch;
use domain::run_state::RunState;
use domain::spelling;
use serde_json::{Value, json};
use store::catalogue::RunChange;

use super::shop::Night;

async fn create(night: &Night, body: &Value) -> Value {
    let reply = night.app.bearer().post("/api/v1/runs", body).await;
    reply.expect(201)["data"].clone()
}

fn ids(list: &Value) -> Vec<&str> {
    let runs = list["data"].as_array().unwrap().iter();
    runs.map(|run| run["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_new_run_is_pending_and_has_a_row_for_each_case() {
    let night = Night::of(&["Login", "Logout"]).await;
    let project = spelling::cuid(night.shop.project.opaque);
    let body = json!({
        "name": "Release 7", "project_id": project, "environment": "staging",
        "test_case_ids": ["TC-002", night.case(0), "TC-2"],
    });

    let run = create(&night, &body).await;

    let expected = json!({
        "id": run["id"], "name": "Release 7", "project_id": project, "environment": "staging",
        "status": "PENDING", "created_at": run["created_at"], "updated_at": run["created_at"],
    });
    assert_eq!(run, expected);
    let path = format!("/api/v1/runs/{}", run["id"].as_str().unwrap());
    let shown = night.app.bearer().get(&path).await;
    assert_eq!(*shown.expect(200), json!({ "data": run }));
    let rows = night.app.bearer().get(&format!("{path}/results")).await;
    let rows = rows.expect(200)["data"].as_array().unwrap();
    let codes: Vec<&Value> = rows.iter().map(|row| &row["test_case_code"]).collect();
    assert_eq!(codes, ["TC-001", "TC-002"]);
}

#[tokio::test]
async fn a_bad_run_is_not_made() {
    let night = Night::of(&["Login"]).await;
    let project = spelling::cuid(night.shop.project.opaque);
    for (body, status, message) in [
        (json!({"project_id": project}), 400, "name is required"),
        (
            json!({"name": " ", "project_id": project}),
            400,
            "name must not be empty",
        ),
        (json!({"name": "N"}), 400, "project_id is required"),
        (
            json!({"name": 7, "project_id": project}),
            400,
            "invalid type",
        ),
        (
            json!({"name": "N", "project_id": "clnone"}),
            404,
            "Project not found",
        ),
        (
            json!({"name": "N", "project_id": project, "test_case_ids": "TC-001"}),
            400,
            "invalid type",
        ),
        (
            json!({"name": "N", "project_id": project, "test_case_ids": ["TC-001", "TC-999", "x"]}),
            400,
            "Test case not found: TC-999, x",
        ),
    ] {
        let reply = night.app.bearer().post("/api/v1/runs", &body).await;
        let said = reply.expect(status)["error"].as_str().unwrap().to_owned();
        assert!(said.contains(message), "{said}");
    }
    let listed = night.app.bearer().get("/api/v1/runs").await;
    assert_eq!(listed.expect(200)["pagination"]["total"], 1);
}

#[tokio::test]
async fn a_run_changes_by_what_is_sent() {
    let night = Night::of(&["Login"]).await;
    let path = format!("/api/v1/runs/{}", spelling::cuid(night.run.opaque));
    for (body, name, environment, status) in [
        (json!({}), "Nightly", json!(null), "PENDING"),
        (
            json!({"environment": "staging"}),
            "Nightly",
            json!("staging"),
            "PENDING",
        ),
        (
            json!({"name": "Weekly", "status": "IN_PROGRESS"}),
            "Weekly",
            json!("staging"),
            "IN_PROGRESS",
        ),
        (
            json!({"environment": null, "status": "COMPLETED"}),
            "Weekly",
            json!(null),
            "COMPLETED",
        ),
        (json!({"status": "SYNCED"}), "Weekly", json!(null), "SYNCED"),
        (
            json!({"status": "PENDING"}),
            "Weekly",
            json!(null),
            "PENDING",
        ),
    ] {
        let reply = night.app.bearer().patch(&path, &body).await;
        let run = reply.expect(200)["data"].clone();
        assert_eq!(run["name"], name, "{body}");
        assert_eq!(run["environment"], environment, "{body}");
        assert_eq!(run["status"], status, "{body}");
        let shown = night.app.bearer().get(&path).await;
        assert_eq!(shown.expect(200)["data"], run);
    }
    for body in [
        json!({"status": "DONE"}),
        json!({"status": "completed"}),
        json!({"status": null}),
        json!({"name": null}),
        json!({"name": ""}),
        json!({"name": "Other", "environment": 7}),
    ] {
        let _ = night.app.bearer().patch(&path, &body).await.expect(400);
    }
    let shown = night.app.bearer().get(&path).await;
    assert_eq!(shown.expect(200)["data"]["name"], "Weekly");
}

#[tokio::test]
async fn a_run_goes_on_with_its_first_result_and_takes_results_when_completed() {
    let night = Night::of(&["Login"]).await;
    let path = format!("/api/v1/runs/{}", spelling::cuid(night.run.opaque));
    let status = async || {
        let reply = night.app.bearer().get(&path).await;
        reply.expect(200)["data"]["status"].clone()
    };
    let item = |word: &str| json!([{"test_case_code": "TC-001", "status": word}]);
    assert_eq!(status().await, "PENDING");
    let _ = night.post(item("FAILED")).await.expect(201);
    assert_eq!(status().await, "IN_PROGRESS");
    let complete = json!({"status": "COMPLETED"});
    let _ = night.app.bearer().patch(&path, &complete).await.expect(200);
    let _ = night.post(item("PASSED")).await.expect(201);
    assert_eq!(status().await, "COMPLETED");
    assert_eq!(night.rows().await[0]["status"], "PASSED");
}

#[tokio::test]
async fn saying_what_a_run_shows_already_does_not_open_a_closed_one() {
    let night = Night::of(&["Login"]).await;
    let change = RunChange {
        state: Some(RunState::Closed),
        description: Patch::Keep,
        ..RunChange::default()
    };
    let store = &night.app.store;
    let closed = store.change_run(&night.shop.who, &night.run, change).await;
    let number = spelling::Reference::Number(closed.unwrap().number.get());
    let path = format!("/api/v1/runs/{}", spelling::cuid(night.run.opaque));

    let reply = night
        .app
        .bearer()
        .patch(&path, &json!({"status": "COMPLETED"}))
        .await;

    assert_eq!(reply.expect(200)["data"]["status"], "COMPLETED");
    let run = store.locate_run(&night.shop.who, number).await.unwrap();
    assert_eq!(run.unwrap().state, RunState::Closed);
}

#[tokio::test]
async fn runs_are_listed_newest_first_by_project_and_status() {
    let night = Night::of(&["Login"]).await;
    let project = spelling::cuid(night.shop.project.opaque);
    let other = night.app.seed("Other", &[]).await;
    let other = spelling::cuid(other.project.opaque);
    let first = spelling::cuid(night.run.opaque);
    let second = create(&night, &json!({"name": "Second", "project_id": project})).await;
    let second = second["id"].as_str().unwrap();
    let third = create(&night, &json!({"name": "Third", "project_id": other})).await;
    let third = third["id"].as_str().unwrap();
    let path = format!("/api/v1/runs/{second}");
    let _ = night
        .app
        .bearer()
        .patch(&path, &json!({"status": "COMPLETED"}))
        .await
        .expect(200);
    for (query, expected) in [
        (String::new(), vec![third, second, &first]),
        (format!("?project_id={project}"), vec![second, &first]),
        ("?status=PENDING".to_owned(), vec![third, &first]),
        (
            format!("?project_id={project}&status=COMPLETED"),
            vec![second],
        ),
        ("?status=SYNCED".to_owned(), vec![]),
        ("?limit=1&offset=1".to_owned(), vec![second]),
    ] {
        let reply = night
            .app
            .bearer()
            .get(&format!("/api/v1/runs{query}"))
            .await;
        assert_eq!(ids(reply.expect(200)), expected, "{query}");
    }
    let page = night.app.bearer().get("/api/v1/runs?limit=1000").await;
    let pagination = json!({"total": 3, "limit": 500, "offset": 0});
    assert_eq!(page.expect(200)["pagination"], pagination);
    let _ = night
        .app
        .bearer()
        .get("/api/v1/runs?status=pending")
        .await
        .expect(400);
    let _ = night
        .app
        .bearer()
        .get("/api/v1/runs?project_id=clnone")
        .await
        .expect(404);
}
