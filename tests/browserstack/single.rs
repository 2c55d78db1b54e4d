//! Adding one result.

use serde_json::{Value, json};

use super::desk::Desk;

#[tokio::test]
async fn a_status_is_understood_in_any_spelling_and_echoed_as_it_was_sent() {
    let desk = Desk::open().await;
    let case = desk.case_id("Login").await;
    let run = desk.run(&[&case], &[]).await;
    for (sent, display, internal) in [
        ("passed", "Passed", "passed"),
        ("PASSED", "Passed", "passed"),
        ("Failed", "Failed", "failed"),
        ("in_progress", "In Progress", "in_progress"),
        ("In Progress", "In Progress", "in_progress"),
        ("blocked", "Blocked", "blocked"),
        ("skipped", "Skipped", "skipped"),
        ("retest", "Retest", "retest"),
        ("untested", "Untested", "untested"),
    ] {
        let body = json!({"test_result": {"status": sent}, "test_case_id": case});
        let reply = desk.post(&format!("{run}/results"), &body).await;
        let result = &reply.expect(200)["test-result"];
        assert_eq!(result["status"], sent);

        let listed = desk.get(&format!("{run}/results")).await;
        let newest = &listed.expect(200)["test_results"][0];
        assert_eq!(newest["id"], result["id"]);
        assert_eq!(newest["result_status"], json!({"field_value": display}));
        let rows = desk.get(&format!("{run}/test-cases")).await;
        let row = &rows.expect(200)["test_cases"][0];
        assert_eq!(row["latest_status"], internal);
        assert_eq!(row["latest_result_id"], result["id"]);
    }
    assert_eq!(desk.results(&run).await, 9);
}

#[tokio::test]
async fn what_a_result_says_comes_back() {
    let desk = Desk::open().await;
    let case = desk.case_id("Login").await;
    let run = desk.run(&[&case], &[]).await;
    let body = json!({"test_case_id": case, "test_result": {
        "status": "failed",
        "description": "<p>né – ✓</p>",
        "issues": ["A-1", "B-2"],
        "issue_tracker": {"name": "azure", "host": "https://dev.azure.com"},
        "custom_fields": {"build": 12, "label": "x", "flags": ["a", "b"], "none": null},
        "elapsed_time": 1.5,
        "some_future_key": {"is": "accepted"},
    }});

    let reply = desk.post(&format!("{run}/results"), &body).await;

    let result = &reply.expect(200)["test-result"];
    assert_eq!(result["description"], "<p>né – ✓</p>");
    assert_eq!(result["issues"], json!(["A-1", "B-2"]));
    let url = result["urls"]["self"].as_str().unwrap();
    assert!(url.starts_with(&desk.app.url), "{url}");
    let listed = desk.get(&format!("{run}/results")).await;
    let row = &listed.expect(200)["test_results"][0];
    assert_eq!(row["description"], "<p>né – ✓</p>");
    assert_eq!(row["elapsed_time"], 1.5);
    assert_eq!(
        row["custom_fields"],
        json!([
            {"field_name": "build", "value": "12"},
            {"field_name": "label", "value": "x"},
            {"field_name": "flags", "value": "[\"a\",\"b\"]"},
        ])
    );
    let issues = row["issues"].as_array().unwrap();
    let issues: Vec<&Value> = issues.iter().map(|it| &it["issue_id"]).collect();
    assert_eq!(issues, ["A-1", "B-2"]);
    assert_eq!(row["issues"][0]["issue_type"], "azure");
    assert_eq!(row["urls"]["self"], url);
}

#[tokio::test]
async fn the_keys_of_other_clients_are_understood() {
    let desk = Desk::open().await;
    let case = desk.case_id("Login").await;
    let configuration = desk.configuration("A").await;
    let run = desk.run(&[&case], &[configuration]).await;
    let body = json!({"test_case_id": case, "configurations_id": configuration,
        "test_result": {"status": "passed", "comment": "fine", "duration": 12}});

    let reply = desk.post(&format!("{run}/results"), &body).await;

    assert_eq!(reply.expect(200)["test-result"]["description"], "fine");
    let listed = desk.get(&format!("{run}/results")).await;
    let row = &listed.expect(200)["test_results"][0];
    assert_eq!(row["elapsed_time"], 12);
    assert_eq!(row["configuration_id"], configuration);
}

#[tokio::test]
async fn a_row_can_be_named_by_its_execution_id() {
    let desk = Desk::open().await;
    let case = desk.case_id("Login").await;
    let configurations = [desk.configuration("A").await, desk.configuration("B").await];
    let run = desk.run(&[&case], &configurations).await;
    let other = desk.run(&[&case], &configurations).await;
    let rows = desk.get(&format!("{run}/test-cases")).await;
    let row = &rows.expect(200)["test_cases"][1];
    let execution = row["execution_id"].as_str().unwrap();
    assert_eq!(execution.len(), 64);
    let body = json!({"test_result": {"status": "passed"}, "execution_id": execution});

    desk.done(&format!("{run}/results"), &body).await;

    let listed = desk.get(&format!("{run}/results")).await;
    let result = &listed.expect(200)["test_results"][0];
    assert_eq!(result["execution_id"], row["execution_id"]);
    assert_eq!(result["configuration_id"], row["configuration_id"]);
    let refused = desk.post(&format!("{other}/results"), &body).await;
    let message = format!("Invalid execution_id: {execution}");
    assert_eq!(
        *refused.expect(400),
        json!({"success": false, "message": message})
    );
}

#[tokio::test]
async fn a_refused_result_says_why_and_changes_nothing() {
    let desk = Desk::open().await;
    let case = desk.case("Login", &[("Open", "It opens")]).await;
    let case = case["identifier"].as_str().unwrap();
    let outside = desk.case_id("Logout").await;
    let twice = desk.case_id("Search").await;
    let configurations = [desk.configuration("A").await, desk.configuration("B").await];
    let foreign = desk.configuration("C").await;
    let plain = json!({"test_run": {"name": "Mixed", "test_cases": [case],
        "configuration_map": [{"test_case_id": twice, "configuration_ids": configurations}]}});
    let made = desk.post("/test-runs", &plain).await;
    let run = &made.expect(200)["test_run"]["identifier"];
    let run = format!("/test-runs/{}", run.as_str().unwrap());
    let passed = json!({"status": "passed"});
    for (body, message) in [
        (
            json!({"test_result": passed, "test_case_id": outside}),
            format!("Invalid test case IDs: {outside}"),
        ),
        (
            json!({"test_result": passed, "test_case_id": "TC-99"}),
            "Invalid test case IDs: TC-99".to_owned(),
        ),
        (
            json!({"test_result": passed, "test_case_id": "nonsense"}),
            "Invalid test case IDs: nonsense".to_owned(),
        ),
        (
            json!({"test_result": passed, "shared_test_case_ids": ["TC-98", "TC-99", "TC-98"]}),
            "Invalid test case IDs: TC-98, TC-99".to_owned(),
        ),
        (
            json!({"test_result": passed, "shared_test_case_ids": [case]}),
            format!("Invalid test case IDs: {case}"),
        ),
        (
            json!({"test_result": passed, "test_case_id": case, "shared_test_case_ids": ["TC-98"]}),
            "Invalid test case IDs: TC-98".to_owned(),
        ),
        (
            json!({"test_result": passed, "shared_test_case_ids": ["a\u{0}b"]}),
            "shared_test_case_ids[0] must not contain the character U+0000".to_owned(),
        ),
        (
            json!({"test_result": passed, "test_case_id": case, "configuration_id": foreign}),
            format!("Invalid configuration IDs: {foreign}"),
        ),
        (
            json!({"test_result": passed, "test_case_id": case, "configuration_id": 999}),
            "Invalid configuration IDs: 999".to_owned(),
        ),
        (
            json!({"test_result": passed, "test_case_id": twice}),
            format!(
                "configuration_id is required: the test run holds {twice} under several configurations"
            ),
        ),
        (
            json!({"test_result": {"status": "green"}, "test_case_id": case}),
            "Invalid status value: green".to_owned(),
        ),
        (
            json!({"test_result": {"status": "passed", "elapsed_time": -1}, "test_case_id": case}),
            "test_result.elapsed_time must be 0 to 2147483 seconds".to_owned(),
        ),
        (
            json!({"test_result": {"status": "passed", "description": "a\u{0}b"}, "test_case_id": case}),
            "test_result.description must not contain the character U+0000".to_owned(),
        ),
        (
            json!({"test_result": {"step_results": [{"step_index": 2, "status": "passed"}]}, "test_case_id": case}),
            "Step 2 is not a step of this test case".to_owned(),
        ),
        (
            json!({"test_result": {"step_results": [{"step_index": 0, "status": "passed"}]}, "test_case_id": case}),
            "Invalid step_index: 0".to_owned(),
        ),
        (
            json!({"test_result": {"step_results": [{"step_id": 99_999_999_999_i64, "status": "passed"}]}, "test_case_id": case}),
            "Invalid step_id: 99999999999".to_owned(),
        ),
        (
            json!({"test_result": {"step_results": [{"step_index": 1, "status": "green"}]}, "test_case_id": case}),
            "Invalid status value: green".to_owned(),
        ),
    ] {
        let reply = desk.post(&format!("{run}/results"), &body).await;
        assert_eq!(
            *reply.expect(400),
            json!({"success": false, "message": message}),
            "{body}"
        );
    }
    assert_eq!(desk.results(&run).await, 0);
}

#[tokio::test]
async fn a_body_of_the_wrong_shape_is_refused_with_details() {
    let desk = Desk::open().await;
    let case = desk.case_id("Login").await;
    let run = desk.run(&[&case], &[]).await;
    for body in [
        json!({}),
        json!({"test_case_id": case}),
        json!({"test_result": {"status": "passed"}}),
        json!({"test_result": {"status": "passed"}, "shared_test_case_ids": []}),
        json!({"test_result": {"status": "passed"}, "shared_test_case_ids": "TC-1"}),
        json!({"test_result": {"status": "passed"}, "shared_test_case_ids": [1]}),
        json!({"test_result": {}, "test_case_id": case}),
        json!({"test_result": {"step_results": []}, "test_case_id": case}),
        json!({"test_result": {"status": 1}, "test_case_id": case}),
        json!({"test_result": {"status": "passed"}, "test_case_id": 1}),
        json!({"test_result": {"status": "passed", "issues": [{"id": 1}]}, "test_case_id": case}),
        json!({"test_result": {"status": "passed", "custom_fields": []}, "test_case_id": case}),
        json!({"test_result": {"step_results": [{"status": "passed"}]}, "test_case_id": case}),
        json!({"test_result": {"step_results": [{"step_index": 1}]}, "test_case_id": case}),
        json!({"results": {}}),
        json!([]),
        json!([null, {"status": "passed"}, case, null, null, null]),
        json!({"test_result": ["passed"], "test_case_id": case}),
        json!({"results": [[{"status": "passed"}, case]]}),
        json!({"test_result": {"step_results": [[1, null, "passed"]]}, "test_case_id": case}),
    ] {
        let reply = desk.post(&format!("{run}/results"), &body).await;
        let answered = reply.expect(400);
        assert_eq!(answered["success"], false, "{body}");
        assert_eq!(answered["error"], "Invalid JSON data", "{body}");
        assert_eq!(answered["details"][0], answered["message"], "{body}");
    }
    assert_eq!(desk.results(&run).await, 0);
}

#[tokio::test]
async fn a_closed_run_takes_no_results() {
    let desk = Desk::open().await;
    let case = desk.case_id("Login").await;
    let run = desk.run(&[&case], &[]).await;
    desk.done(&format!("{run}/close"), &json!({})).await;
    let one = json!({"test_result": {"status": "passed"}, "test_case_id": case});
    for body in [one.clone(), json!({"results": [one]})] {
        for query in ["", "?validate_tc=true"] {
            let reply = desk.post(&format!("{run}/results{query}"), &body).await;
            assert_eq!(
                *reply.expect(400),
                json!({"success": false, "message": "The test run is closed"})
            );
        }
    }
    assert_eq!(desk.results(&run).await, 0);
}
