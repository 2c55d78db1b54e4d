//! Test runs and their rows.

use serde_json::{Value, json};

use super::desk::Desk;

#[tokio::test]
async fn a_run_is_created_with_its_rows_and_read_back() {
    let desk = Desk::open().await;
    let cases = [desk.case_id("Login").await, desk.case_id("Logout").await];
    let body = json!({"test_run": {
        "name": "Nightly", "description": "every night", "assignee": "ann@example.com",
        "tags": ["ci"], "test_cases": cases, "a_future_key": 1,
    }});

    let made = desk.post("/test-runs", &body).await;

    let run = &made.expect(200)["test_run"];
    for (key, expected) in [
        ("identifier", json!("TR-1")),
        ("name", json!("Nightly")),
        ("description", json!("every night")),
        ("active_state", json!("active")),
        ("run_state", json!("new_run")),
        ("assignee", json!("ann@example.com")),
        ("project_id", json!("PR-1")),
        ("tags", json!(["ci"])),
        ("configurations", json!([])),
        ("filter_test_cases", json!({"is_dynamic": false})),
        ("test_cases_count", json!(2)),
        (
            "links",
            json!({
                "self": "/api/v2/projects/PR-1/test-runs/TR-1",
                "test_cases": "/api/v2/projects/PR-1/test-runs/TR-1/test-cases",
            }),
        ),
        (
            "urls",
            json!({"self": format!("{}/projects/1/test-runs/TR-1", desk.app.url)}),
        ),
    ] {
        assert_eq!(run[key], expected, "{key}");
    }
    let read = desk.get("/test-runs/TR-1").await;
    let detail = &read.expect(200)["test_run"];
    assert_eq!(detail["overall_progress"], json!({"Untested": 2}));
    assert_eq!(detail["issues"], json!([]));
    assert_eq!(detail["test_cases"][0]["identifier"], cases[1]);
    for (key, value) in run.as_object().unwrap() {
        assert_eq!(&detail[key], value, "{key}");
    }
    let small = desk.get("/test-runs/TR-1?minify=true").await;
    let small = small.expect(200)["test_run"].as_object().unwrap();
    assert!(!small.contains_key("test_cases") && !small.contains_key("issues"));
}

#[tokio::test]
async fn cases_stand_under_each_configuration_or_under_those_of_the_map() {
    let desk = Desk::open().await;
    let cases = [desk.case_id("Login").await, desk.case_id("Logout").await];
    let (a, b) = (desk.configuration("A").await, desk.configuration("B").await);
    let c = desk.configuration("C").await;
    let body = json!({"test_run": {
        "name": "Grid", "test_cases": cases, "configurations": [a, b],
        "configuration_map": [{"test_case_id": [cases[1]], "configuration_ids": [c]}],
    }});

    let made = desk.post("/test-runs", &body).await;

    assert_eq!(
        made.expect(200)["test_run"]["configurations"],
        json!([a, b, c])
    );
    let rows = desk.get("/test-runs/TR-1/test-cases").await;
    let rows = rows.expect(200)["test_cases"].as_array().unwrap();
    let read: Vec<Value> = rows
        .iter()
        .map(|row| json!([row["identifier"], row["configuration_id"]]))
        .collect();
    assert_eq!(
        read,
        [
            json!([cases[1], c]),
            json!([cases[0], b]),
            json!([cases[0], a]),
        ]
    );
    let listed = desk.get("/test-runs").await;
    let run = &listed.expect(200)["test_runs"][0];
    assert_eq!(run["configurations"], json!([a, b, c]));
    assert_eq!(run["test_cases_count"], 3);
}

#[tokio::test]
async fn a_refused_run_is_not_created() {
    let desk = Desk::open().await;
    let case = desk.case_id("Login").await;
    let message = |text: &str| json!({"success": false, "message": text});
    let objects = "The property '#/test_run/test_cases/0' of type object did not match the following \
                   type: string";
    for (run, expected) in [
        (
            json!({"name": "R", "test_cases": [case, "TC-8", "TC-9", "TC-8"]}),
            message("Invalid test case IDs: TC-8, TC-9"),
        ),
        (
            json!({"name": "R", "test_cases": [{"test_case_id": "TC-1"}]}),
            json!({"success": false, "message": objects, "error": "Invalid JSON data", "details": [objects]}),
        ),
        (
            json!({"name": "R", "test_cases": [case], "configurations": [7, 8]}),
            message("Invalid configuration IDs: 7, 8"),
        ),
        (
            json!({"name": "R", "configuration_map": [{"test_case_id": case, "configuration_ids": [9]}]}),
            message("Invalid configuration IDs: 9"),
        ),
        (
            json!({"name": "R", "folder_ids": [1, 77]}),
            message("Invalid folder IDs: 77"),
        ),
        (json!({"name": "  "}), message("name must not be empty")),
        (json!({}), message("name is required")),
        (
            json!({"name": "R", "run_state": "asleep"}),
            message("Invalid run_state value: asleep"),
        ),
    ] {
        let reply = desk.post("/test-runs", &json!({"test_run": run})).await;
        assert_eq!(*reply.expect(400), expected);
    }
    let listed = desk.get("/test-runs?include_closed=true").await;
    assert_eq!(listed.expect(200)["info"]["count"], 0);
}

#[tokio::test]
async fn closed_runs_are_listed_only_when_asked_for() {
    let desk = Desk::open().await;
    let body = json!({"test_run": {"name": "R", "assignee": "ann@example.com"}});
    desk.done("/test-runs", &body).await;
    let first = "/test-runs/TR-1";
    desk.run(&[], &[]).await;
    let body = json!({"test_run": {"name": "R", "run_state": "under_review"}});
    desk.done("/test-runs", &body).await;

    let closed = desk.post(&format!("{first}/close"), &json!({})).await;

    let run = &closed.expect(200)["testrun"];
    assert_eq!(
        json!([run["active_state"], run["run_state"]]),
        json!(["closed", "closed"])
    );
    // Closing again is no error.
    desk.done(&format!("{first}/close"), &json!({})).await;
    for (query, expected) in [
        ("", json!(["TR-3", "TR-2"])),
        ("?include_closed=false", json!(["TR-3", "TR-2"])),
        (
            "?include_closed=true&page_size=300",
            json!(["TR-3", "TR-2", "TR-1"]),
        ),
        ("?run_state=closed,new_run", json!(["TR-2", "TR-1"])),
        ("?run_state=under_review", json!(["TR-3"])),
        ("?run_state=new", json!(["TR-2"])),
        ("?closed_after=2000-01-01", json!(["TR-1"])),
        ("?closed_before=01-01-2000&include_closed=true", json!([])),
        (
            "?created_after=01-01-2000&created_before=2999-12-31",
            json!(["TR-3", "TR-2"]),
        ),
        ("?created_before=2000-01-01", json!([])),
        ("?assignee=eve@example.com", json!([])),
        (
            "?assignee=eve@example.com,%20Ann@Example.com&include_closed=true",
            json!(["TR-1"]),
        ),
    ] {
        let listed = desk.get(&format!("/test-runs{query}")).await;
        let runs = listed.expect(200)["test_runs"].as_array().unwrap();
        let ids: Vec<&Value> = runs.iter().map(|run| &run["identifier"]).collect();
        assert_eq!(json!(ids), expected, "{query}");
        assert_eq!(listed.json()["info"]["count"], ids.len());
    }
    for (query, message) in [
        ("?run_state=asleep", "Invalid run_state value: asleep"),
        ("?created_before=soon", "Invalid created_before value: soon"),
        (
            "?closed_after=2024-02-30",
            "Invalid closed_after value: 2024-02-30",
        ),
    ] {
        let listed = desk.get(&format!("/test-runs{query}")).await;
        let expected = json!({"success": false, "message": message});
        assert_eq!(*listed.expect(400), expected);
    }
}

#[tokio::test]
async fn rows_show_the_newest_result_and_where_their_case_lies() {
    let desk = Desk::open().await;
    let case = desk.case("Login", &[("Open", "It opens")]).await;
    let id = case["identifier"].as_str().unwrap();
    let other = desk.case_id("Logout").await;
    let run = desk.run(&[id, &other], &[]).await;
    let path = format!("{run}/test-cases");

    let before = desk.get(&path).await;
    let row = &before.expect(200)["test_cases"][1];
    assert_eq!(row["latest_status"], "untested");
    assert!(row["latest_result_id"].is_i64(), "clients expect a number");
    assert_eq!(row["folder_path"], json!([1]));
    assert_eq!(row["source_project_name"], "Shop");
    assert_eq!(row["name"], "Login");
    assert!(row.get("steps").is_none());

    let body = json!({"test_result": {"status": "failed"}, "test_case_id": id});
    let made = desk.post(&format!("{run}/results"), &body).await;
    let after = desk
        .get(&format!("{path}?identifier={id}&fetch_steps=true"))
        .await;
    let rows = after.expect(200)["test_cases"].as_array().unwrap();
    assert_eq!((rows.len(), &after.json()["info"]["count"]), (1, &json!(1)));
    assert_eq!(rows[0]["latest_status"], "failed");
    assert_eq!(
        rows[0]["latest_result_id"],
        made.expect(200)["test-result"]["id"]
    );
    assert_eq!(rows[0]["steps"], case["steps"]);
    let run = desk.get(&run).await;
    assert_eq!(
        run.expect(200)["test_run"]["overall_progress"],
        json!({"Failed": 1, "Untested": 1})
    );
    let none = desk.get(&format!("{path}?identifier=TC-99")).await;
    assert_eq!(none.expect(200)["test_cases"], json!([]));
}

#[tokio::test]
async fn a_rows_folders_are_named_from_the_top_down() {
    let desk = Desk::open().await;
    for parent in [1, 2] {
        let body = json!({"folder": {"name": "Deeper", "parent_id": parent}});
        desk.done("/folders", &body).await;
    }
    let body = json!({"test_case": {"name": "Deep"}});
    desk.done("/folders/3/test-cases", &body).await;
    let other = desk.case_id("Shallow").await;
    let run = desk.run(&["TC-1", &other], &[]).await;

    let rows = desk.get(&format!("{run}/test-cases")).await;

    let rows = rows.expect(200)["test_cases"].as_array().unwrap();
    let paths: Vec<&Value> = rows.iter().map(|row| &row["folder_path"]).collect();
    assert_eq!(paths, [&json!([1]), &json!([1, 2, 3])]);
}

#[tokio::test]
async fn cases_are_selected_by_where_they_lie() {
    let desk = Desk::open().await;
    for parent in [1, 2] {
        let body = json!({"folder": {"name": "Deeper", "parent_id": parent}});
        desk.done("/folders", &body).await;
    }
    for folder in [1, 2, 3, 3] {
        let body = json!({"test_case": {"name": "Case"}});
        desk.done(&format!("/folders/{folder}/test-cases"), &body)
            .await;
    }
    let configuration = desk.configuration("A").await;
    for (selection, expected) in [
        (
            json!({"include_all": true}),
            json!(["TC-1", "TC-2", "TC-3", "TC-4"]),
        ),
        (json!({"include_all": false}), json!([])),
        (json!({"folder_ids": [2]}), json!(["TC-2"])),
        (
            json!({"folder_ids": [2], "include_sub_folders": true}),
            json!(["TC-2", "TC-3", "TC-4"]),
        ),
        (
            json!({"folder_ids": [2], "test_cases": ["TC-1", "TC-2"]}),
            json!(["TC-1", "TC-2"]),
        ),
    ] {
        let mut run = selection.clone();
        run["name"] = json!("Selected");
        run["configurations"] = json!([configuration]);
        let made = desk.post("/test-runs", &json!({"test_run": run})).await;
        let id = made.expect(200)["test_run"]["identifier"].as_str().unwrap();
        let rows = desk.get(&format!("/test-runs/{id}/test-cases")).await;
        let rows = rows.expect(200)["test_cases"].as_array().unwrap();
        let cases: Vec<&Value> = rows.iter().rev().map(|row| &row["identifier"]).collect();
        assert_eq!(json!(cases), expected, "{selection}");
        assert!(
            rows.iter()
                .all(|row| row["configuration_id"] == configuration)
        );
    }
}
