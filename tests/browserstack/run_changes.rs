//! Changing and replacing test runs.

use serde_json::{Value, json};

use super::desk::Desk;

async fn detail(desk: &Desk, run: &str) -> Value {
    let read = desk.get(run).await;
    read.expect(200)["test_run"].clone()
}

fn issue(key: &str) -> Value {
    json!({"jira_id": key, "issue_id": key, "issue_type": "jira"})
}

/// A run with something in every field, and two cases.
async fn whole(desk: &Desk) -> (String, [String; 2]) {
    let cases = [desk.case_id("Login").await, desk.case_id("Logout").await];
    let body = json!({"test_run": {
        "name": "Nightly", "description": "every night", "run_state": "in_progress",
        "assignee": "ann@example.com", "test_case_assignee": "bob@example.com", "tags": ["ci"],
        "issues": ["A-1", "A-2"], "issue_tracker": {"name": "jira", "host": "https://t.example.com"},
        "test_cases": [cases[0]], "is_automation": true,
    }});
    let made = desk.post("/test-runs", &body).await;
    let id = made.expect(200)["test_run"]["identifier"].as_str().unwrap();
    (format!("/test-runs/{id}"), cases)
}

#[tokio::test]
async fn what_is_left_out_of_a_change_stays_and_null_clears() {
    let desk = Desk::open().await;
    let (run, cases) = whole(&desk).await;
    let before = detail(&desk, &run).await;
    assert_eq!(before["issues"], json!([issue("A-1"), issue("A-2")]));
    assert_eq!(before["test_cases"][0]["assignee"], "bob@example.com");

    let change = json!({"test_run": {"name": "Weekly", "run_state": "under_review", "test_cases": [cases[1]]}});
    let reply = desk.patch(&format!("{run}/update"), &change).await;

    let shown = &reply.expect(200)["testrun"];
    assert_eq!(
        (&shown["name"], &shown["run_state"]),
        (&json!("Weekly"), &json!("under_review"))
    );
    assert_eq!(shown["test_cases_count"], 2);
    let after = detail(&desk, &run).await;
    for key in [
        "description",
        "assignee",
        "tags",
        "issues",
        "active_state",
        "created_at",
    ] {
        assert_eq!(after[key], before[key], "{key}");
    }
    assert_eq!(after["test_cases"][1]["assignee"], "bob@example.com");

    let change = json!({"test_run": {
        "description": null, "assignee": null, "test_case_assignee": null, "tags": null, "issues": [],
        "run_state": null,
    }});
    let reply = desk.patch(&format!("{run}/update"), &change).await;
    let shown = &reply.expect(200)["testrun"];
    assert_eq!(shown["run_state"], "under_review");
    let after = detail(&desk, &run).await;
    for (key, expected) in [
        ("description", json!("")),
        ("assignee", json!(null)),
        ("tags", json!([])),
        ("issues", json!([])),
        ("name", json!("Weekly")),
    ] {
        assert_eq!(after[key], expected, "{key}");
    }
    assert_eq!(after["test_cases"][0]["assignee"], Value::Null);
}

#[tokio::test]
async fn what_is_left_out_of_a_replacement_is_reset_but_the_rows_stay() {
    let desk = Desk::open().await;
    let (run, cases) = whole(&desk).await;
    let path = format!("{run}/update");

    let body = json!({"test_run": {"name": "Weekly", "test_cases": [cases[1]], "issues": ["B-1"]}});
    let reply = desk.post(&path, &body).await;

    let shown = &reply.expect(200)["testrun"];
    assert_eq!(shown["run_state"], "new_run");
    let after = detail(&desk, &run).await;
    for (key, expected) in [
        ("name", json!("Weekly")),
        ("description", json!("")),
        ("assignee", json!(null)),
        ("tags", json!([])),
        ("issues", json!([issue("B-1")])),
        ("test_cases_count", json!(2)),
    ] {
        assert_eq!(after[key], expected, "{key}");
    }
    // Without a state a closed run stays closed; with one it is open again.
    desk.done(&format!("{run}/close"), &json!({})).await;
    for (body, expected) in [
        (
            json!({"test_run": {"name": "Weekly"}}),
            ["closed", "closed"],
        ),
        (
            json!({"test_run": {"run_state": "in_progress"}}),
            ["active", "in_progress"],
        ),
    ] {
        let reply = desk.post(&path, &body).await;
        let shown = &reply.expect(200)["testrun"];
        assert_eq!(
            json!([shown["active_state"], shown["run_state"]]),
            json!(expected)
        );
        assert_eq!(shown["name"], "Weekly");
    }
}

#[tokio::test]
async fn a_refused_change_changes_nothing() {
    let desk = Desk::open().await;
    let (run, cases) = whole(&desk).await;
    let before = detail(&desk, &run).await;
    for (fields, message) in [
        (json!({"name": ""}), "name must not be empty"),
        (json!({"name": null}), "name is required"),
        (
            json!({"name": "N", "run_state": "asleep"}),
            "Invalid run_state value: asleep",
        ),
        (
            json!({"name": "N", "test_cases": ["TC-9"]}),
            "Invalid test case IDs: TC-9",
        ),
        (
            json!({"name": "N", "folder_ids": [9]}),
            "Invalid folder IDs: 9",
        ),
        (
            json!({"name": "N", "test_cases": [cases[1]], "configurations": [9]}),
            "Invalid configuration IDs: 9",
        ),
        (
            json!({"name": "N", "test_plan_id": "TP-9"}),
            "Invalid test plan ID: TP-9",
        ),
        (
            json!({"name": "N", "test_plan_id": "next"}),
            "Invalid test plan ID: next",
        ),
        (
            json!({"name": "N", "filter_test_cases": {"priority": ["urgent"]}}),
            "Invalid filter_test_cases.priority value: urgent",
        ),
        (
            json!({"name": "N", "sub_test_plan_id": "STP-5"}),
            "Invalid sub test plan ID: STP-5",
        ),
        (
            json!({"name": "N", "shared_test_cases": ["TC-1"]}),
            "Invalid shared_test_cases: test cases are not shared between projects",
        ),
        (
            json!({"name": "N", "shared_test_cases": {"PR-2": ["TC-1"]}}),
            "Invalid shared_test_cases: test cases are not shared between projects",
        ),
        (
            json!({"name": "N", "filter_scope": "everywhere"}),
            "Invalid filter_scope value: everywhere",
        ),
        (
            json!({"name": "N", "filter_test_cases": {"custom_fields": {"Team": "a\u{0}b"}}}),
            "filter_test_cases.custom_fields.Team must not contain the character U+0000",
        ),
        (
            json!({"tags": ["a", "b\u{0}"]}),
            "tags[1] must not contain the character U+0000",
        ),
    ] {
        let body = json!({"test_run": fields});
        let path = format!("{run}/update");
        for reply in [
            desk.patch(&path, &body).await,
            desk.post(&path, &body).await,
        ] {
            let expected = json!({"success": false, "message": message});
            assert_eq!(*reply.expect(400), expected, "{body}");
        }
    }
    for body in [
        json!({}),
        json!({"test_run": []}),
        json!({"test_run": {"name": 7}}),
        json!({"test_run": {"tags": "ci"}}),
        json!({"test_run": {"test_cases": [7]}}),
        json!({"test_run": {"is_automation": "yes"}}),
        json!({"test_run": {"filter_test_cases": {"custom_fields": ["Team"]}}}),
        json!({"test_run": {"filter_test_cases": {"custom_fields": {"Team": {"is": "web"}}}}}),
        json!({"test_run": {"filter_test_cases": {"custom_fields": {"Team": [["web"]]}}}}),
    ] {
        let reply = desk.patch(&format!("{run}/update"), &body).await;
        assert_eq!(reply.expect(400)["error"], "Invalid JSON data", "{body}");
    }
    assert_eq!(detail(&desk, &run).await, before);
}

#[tokio::test]
async fn a_deleted_run_is_gone_with_its_results() {
    let desk = Desk::open().await;
    let (run, cases) = whole(&desk).await;
    let body = json!({"test_case_id": cases[0], "test_result": {"status": "passed"}});
    desk.done(&format!("{run}/results"), &body).await;

    let reply = desk.post(&format!("{run}/delete"), &json!({})).await;

    let expected = json!({"success": true, "message": "Test run deleted successfully"});
    assert_eq!(*reply.expect(200), expected);
    let missing = json!({"success": false, "message": "Run not found"});
    assert_eq!(*desk.get(&run).await.expect(404), missing);
    assert_eq!(
        *desk
            .post(&format!("{run}/delete"), &json!({}))
            .await
            .expect(404),
        missing
    );
    let listed = desk.get("/test-runs?include_closed=true").await;
    assert_eq!(listed.expect(200)["info"]["count"], 0);
    let history = desk.get(&format!("/test-cases/{}/results", cases[0])).await;
    assert_eq!(history.expect(200)["info"]["count"], 0);
}

#[tokio::test]
async fn a_closed_run_takes_no_cases_unless_it_is_opened_again() {
    let desk = Desk::open().await;
    let (run, cases) = whole(&desk).await;
    desk.done(&format!("{run}/close"), &json!({})).await;
    let path = format!("{run}/update");

    let body = json!({"test_run": {"test_cases": [cases[1]]}});
    let reply = desk.patch(&path, &body).await;
    let closed = json!({"success": false, "message": "The test run is closed"});
    assert_eq!(*reply.expect(400), closed);
    let rows = json!({"test_run": {"add_test_cases": [{"test_case_ids": [cases[1]]}]}});
    let reply = desk.patch(&format!("{run}/test-cases"), &rows).await;
    assert_eq!(*reply.expect(400), closed);

    let body = json!({"test_run": {"test_cases": [cases[1]], "run_state": "in_progress"}});
    let reply = desk.patch(&path, &body).await;
    assert_eq!(reply.expect(200)["testrun"]["test_cases_count"], 2);
}

#[tokio::test]
async fn a_run_shows_the_plan_it_is_linked_to() {
    let desk = Desk::open().await;
    let case = desk.case_id("Login").await;
    let id = uuid::Uuid::new_v4();
    let plan = json!({"project": "PR-1", "name": "Release", "application": "Shop", "test_cases": [case], "configurations": []});
    let put = desk
        .client
        .put(&format!("/api/verdict/plans/{id}"), &plan)
        .await;
    assert_eq!(put.status(), 200, "{}", put.text());
    let body = json!({"test_run": {"name": "Linked", "test_plan_id": "TP-1"}});

    let made = desk.post("/test-runs", &body).await;

    let plan = json!({"id": "TP-1", "identifier": "TP-1", "name": "Release"});
    assert_eq!(made.expect(200)["test_run"]["test_plan"], plan);
    let other = desk.run(&[], &[]).await;
    for (query, expected) in [
        ("TP-1", json!(["TR-1"])),
        ("TP-9", json!([])),
        ("odd", json!([])),
    ] {
        let listed = desk.get(&format!("/test-runs?test_plan_id={query}")).await;
        let runs = listed.expect(200)["test_runs"].as_array().unwrap();
        let ids: Vec<&Value> = runs.iter().map(|run| &run["identifier"]).collect();
        assert_eq!(json!(ids), expected);
    }
    let body = json!({"test_run": {"test_plan_id": null}});
    let reply = desk.patch("/test-runs/TR-1/update", &body).await;
    assert!(reply.expect(200)["testrun"].get("test_plan").is_none());
    assert!(
        desk.get(&other).await.expect(200)["test_run"]
            .get("test_plan")
            .is_none()
    );
}
