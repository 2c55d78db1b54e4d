//! Results with steps.

use serde_json::{Value, json};

use super::desk::Desk;

const STEPS: [(&str, &str); 3] = [("Open", "open"), ("Fill", "full"), ("Close", "shut")];

#[tokio::test]
async fn step_rows_come_just_below_their_result_in_one_list() {
    let desk = Desk::open().await;
    let case = desk.case("Login", &STEPS).await;
    let run = desk.run(&[case["identifier"].as_str().unwrap()], &[]).await;
    let body = json!({"test_case_id": case["identifier"], "test_result": {
        "status": "Passed",
        "description": "the case",
        "step_results": [
            {"step_id": case["steps"][2]["id"], "status": "Failed", "description": "stuck"},
            {"step_index": 1, "status": "passed"},
        ],
    }});

    let reply = desk.post(&format!("{run}/results"), &body).await;

    let answered = reply.expect(200);
    assert_eq!(answered["overall-result-status"], "Passed");
    assert_eq!(answered["test-result"]["status"], "Passed");
    let step = &answered["test-run-step-results"][0];
    assert_eq!(step["status"], "failed");
    let details = &step["test_run_test_case_step_details"];
    assert_eq!(details["step_mapping_id"], case["steps"][2]["id"]);
    assert_eq!(details["colour"], "#F87171");
    assert_eq!(
        json!([
            details["field_value"],
            details["step"],
            details["result"],
            details["order"]
        ]),
        json!(["Failed", "Close", "shut", 3])
    );

    let listed = desk.get(&format!("{run}/results")).await;
    let rows = listed.expect(200)["test_results"].as_array().unwrap();
    let ids: Vec<&Value> = rows.iter().map(|row| &row["id"]).collect();
    let returned = &answered["test-run-step-results"];
    assert_eq!(
        ids,
        [
            &answered["test-result"]["id"],
            &returned[1]["id"],
            &returned[0]["id"]
        ]
    );
    assert_eq!(rows[0]["step_result"], Value::Null);
    assert_eq!(
        rows[2]["step_result"],
        json!({"step": "Close", "result": "shut", "result_status": {"field_value": "Failed"}})
    );
    assert_eq!(rows[2]["description"], "stuck");
    assert_eq!(rows[2]["execution_id"], rows[0]["execution_id"]);
    assert_eq!(listed.json()["info"]["count"], 3);
}

#[tokio::test]
async fn without_an_overall_status_the_worst_step_decides() {
    let desk = Desk::open().await;
    let case = desk.case("Login", &STEPS).await;
    let run = desk.run(&[case["identifier"].as_str().unwrap()], &[]).await;
    for (statuses, overall, internal) in [
        (["passed", "blocked", "failed"], "Failed", "failed"),
        (["passed", "blocked", "retest"], "Blocked", "blocked"),
        (
            ["passed", "in_progress", "skipped"],
            "In Progress",
            "in_progress",
        ),
        (["passed", "untested", "passed"], "Untested", "untested"),
        (["passed", "passed", "passed"], "Passed", "passed"),
    ] {
        let steps = (1..).zip(statuses);
        let steps: Vec<Value> = steps
            .map(|(index, status)| json!({"step_index": index, "status": status}))
            .collect();
        let body =
            json!({"test_case_id": case["identifier"], "test_result": {"step_results": steps}});
        let reply = desk.post(&format!("{run}/results"), &body).await;
        assert_eq!(reply.expect(200)["overall-result-status"], overall);
        assert_eq!(reply.json()["test-result"]["status"], internal);
    }
}

#[tokio::test]
async fn with_both_keys_the_permanent_id_decides() {
    let desk = Desk::open().await;
    let case = desk.case("Login", &STEPS).await;
    let run = desk.run(&[case["identifier"].as_str().unwrap()], &[]).await;
    let step = json!({"step_id": case["steps"][1]["id"], "step_index": 99, "status": "passed"});
    let body = json!({"test_case_id": case["identifier"], "test_result": {"step_results": [step]}});

    let reply = desk.post(&format!("{run}/results"), &body).await;

    let step = &reply.expect(200)["test-run-step-results"][0];
    assert_eq!(step["test_run_test_case_step_details"]["order"], 2);
}
