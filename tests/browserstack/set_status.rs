//! One status for many cases.

use serde_json::{Value, json};

use super::desk::Desk;

#[tokio::test]
async fn every_row_of_the_cases_gets_the_status_flat_or_wrapped() {
    let desk = Desk::open().await;
    let cases = [
        desk.case_id("A").await,
        desk.case_id("B").await,
        desk.case_id("C").await,
    ];
    let [one, two] = [
        desk.configuration("One").await,
        desk.configuration("Two").await,
    ];
    let ids = cases.each_ref().map(String::as_str);
    let run = desk.run(&ids, &[one, two]).await;
    let statuses = async || {
        let listed = desk.get(&format!("{run}/test-cases")).await;
        let rows = listed.expect(200)["test_cases"].as_array().unwrap();
        let each = rows.iter().rev().map(|row| row["latest_status"].clone());
        json!(each.collect::<Vec<Value>>())
    };
    for (body, expected) in [
        (
            json!({"test_case_ids": [cases[0], cases[1], cases[0]], "status": "PASSED"}),
            json!([
                "passed", "passed", "passed", "passed", "untested", "untested"
            ]),
        ),
        (
            json!({"test_result": {"test_case_ids": [cases[1]], "status": "In Progress"}}),
            json!([
                "passed",
                "passed",
                "in_progress",
                "in_progress",
                "untested",
                "untested"
            ]),
        ),
        (
            json!({"test_case_ids": [cases[2]], "test_result": {"status": "failed"}}),
            json!([
                "passed",
                "passed",
                "in_progress",
                "in_progress",
                "failed",
                "failed"
            ]),
        ),
        (
            json!({"test_case_ids": [], "status": "failed"}),
            json!([
                "passed",
                "passed",
                "in_progress",
                "in_progress",
                "failed",
                "failed"
            ]),
        ),
    ] {
        let reply = desk.patch(&format!("{run}/results"), &body).await;
        assert_eq!(*reply.expect(200), json!({"success": true}));
        assert_eq!(statuses().await, expected);
    }
    // Each is a result, as if it had been added alone.
    assert_eq!(desk.results(&run).await, 8);
}

#[tokio::test]
async fn a_refused_status_is_set_nowhere() {
    let desk = Desk::open().await;
    let case = desk.case_id("A").await;
    let other = desk.case_id("B").await;
    let run = desk.run(&[&case], &[]).await;
    let many: Vec<String> = (1..302).map(|number| format!("TC-{number}")).collect();
    for (body, message) in [
        (
            json!({"test_case_ids": [case, other, "TC-9"], "status": "passed"}),
            "Invalid test case IDs: TC-2, TC-9",
        ),
        (
            json!({"test_case_ids": [case], "status": "green"}),
            "Invalid status value: green",
        ),
        (json!({"test_case_ids": [case]}), "status is required"),
        (json!({"status": "passed"}), "test_case_ids is required"),
        (
            json!({"test_case_ids": many, "status": "passed"}),
            "A request may have results for at most 300 unique test case IDs",
        ),
    ] {
        let reply = desk.patch(&format!("{run}/results"), &body).await;
        assert_eq!(reply.expect(400)["message"], message);
    }
    desk.done(&format!("{run}/close"), &json!({})).await;
    let body = json!({"test_case_ids": [case], "status": "passed"});
    let reply = desk.patch(&format!("{run}/results"), &body).await;
    assert_eq!(reply.expect(400)["message"], "The test run is closed");
    assert_eq!(desk.results(&run).await, 0);
}
