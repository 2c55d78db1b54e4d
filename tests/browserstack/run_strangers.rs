//! What is not there, or is there for others only, is missing alike.

use serde_json::{Value, json};

use super::desk::Desk;
use super::others::{bound, stranger};

/// Every route below a run, with a body that it would accept.
fn routes(case: &str) -> Vec<(&'static str, &'static str, Value)> {
    let rows = json!([{"test_case_ids": [case]}]);
    let result = json!({"test_result": {"status": "passed"}, "test_case_id": case});
    vec![
        ("GET", "", Value::Null),
        ("PATCH", "/update", json!({"test_run": {"name": "Taken"}})),
        ("POST", "/update", json!({"test_run": {"name": "Taken"}})),
        ("POST", "/close", json!({})),
        ("POST", "/delete", json!({})),
        ("GET", "/test-cases", Value::Null),
        (
            "PATCH",
            "/test-cases",
            json!({"test_run": {"remove_test_cases": rows}}),
        ),
        (
            "POST",
            "/assign",
            json!({"assign_to": [{"test_case_id": case, "assignee": "eve"}]}),
        ),
        ("GET", "/results", Value::Null),
        ("POST", "/results", result),
        (
            "PATCH",
            "/results",
            json!({"test_case_ids": [case], "status": "passed"}),
        ),
    ]
}

#[tokio::test]
async fn a_run_of_others_answers_like_one_that_is_not_there() {
    let desk = Desk::open().await;
    let case = desk.case_id("Login").await;
    let run = desk.run(&[&case], &[]).await;
    let other = desk.second("Other").await;
    let before = desk.get(&run).await.expect(200).clone();
    let eve = stranger(&desk.app).await;
    let elsewhere = bound(&desk.app, 2).await;
    let project = json!({"success": false, "message": "Project not found"});
    let missing = json!({"success": false, "message": "Run not found"});
    for (method, below, body) in routes(&case) {
        let body = if body.is_null() {
            Vec::new()
        } else {
            serde_json::to_vec(&body).unwrap()
        };
        for (client, path, expected) in [
            (
                &desk.client,
                format!("{}/test-runs/TR-99{below}", desk.path),
                &missing,
            ),
            (
                &desk.client,
                format!("{}/test-runs/odd{below}", desk.path),
                &missing,
            ),
            (
                &desk.client,
                format!("{}{run}{below}", other.path),
                &missing,
            ),
            (
                &desk.client,
                format!("/api/v2/projects/PR-99{run}{below}"),
                &project,
            ),
            (&eve, format!("{}{run}{below}", desk.path), &project),
            (&elsewhere, format!("{}{run}{below}", desk.path), &project),
            (&elsewhere, format!("{}{run}{below}", other.path), &missing),
        ] {
            let reply = client
                .raw(method, &path, Some("application/json"), body.clone())
                .await;
            assert_eq!(reply.expect(404), expected, "{method} {path}");
        }
    }
    assert_eq!(*desk.get(&run).await.expect(200), before);
    assert_eq!(desk.results(&run).await, 0);
}

#[tokio::test]
async fn cases_and_configurations_of_others_are_unknown_in_a_body() {
    let desk = Desk::open().await;
    let other = desk.second("Other").await;
    let foreign = other.case_id("Theirs").await;
    let case = desk.case_id("Ours").await;
    let run = desk.run(&[&case], &[]).await;
    let message = format!("Invalid test case IDs: {foreign}");
    for (method, below, body) in routes(&foreign) {
        if !body.to_string().contains(&foreign) {
            continue;
        }
        let path = format!("{}{run}{below}", desk.path);
        let body = serde_json::to_vec(&body).unwrap();
        let reply = desk
            .client
            .raw(method, &path, Some("application/json"), body)
            .await;
        assert_eq!(reply.expect(400)["message"], message, "{method} {below}");
    }
    let body = json!({"test_run": {"name": "R", "test_cases": [foreign]}});
    assert_eq!(
        desk.post("/test-runs", &body).await.expect(400)["message"],
        message
    );
}
