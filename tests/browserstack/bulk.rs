//! Adding many results.

use serde_json::{Value, json};

use super::desk::Desk;

fn item(case: &str, status: &str) -> Value {
    json!({"test_result": {"status": status}, "test_case_id": case})
}

#[tokio::test]
async fn without_validation_the_matched_results_are_recorded_and_the_others_named() {
    let desk = Desk::open().await;
    let case = desk.case_id("Login").await;
    let run = desk.run(&[&case], &[]).await;
    let body = json!({"results": [
        item("TC-98", "passed"), item(&case, "passed"), item("TC-99", "passed"),
        item("TC-98", "failed"), item(&case, "failed"),
    ]});

    let reply = desk.post(&format!("{run}/results"), &body).await;

    assert_eq!(
        *reply.expect(200),
        json!({"success": true, "skipped_test_case_ids": ["TC-98", "TC-99"]})
    );
    assert_eq!(desk.results(&run).await, 2);
    let rows = desk.get(&format!("{run}/test-cases")).await;
    assert_eq!(rows.expect(200)["test_cases"][0]["latest_status"], "failed");
}

#[tokio::test]
async fn with_validation_one_unmatched_id_refuses_all() {
    let desk = Desk::open().await;
    let case = desk.case_id("Login").await;
    let run = desk.run(&[&case], &[]).await;
    // The second has a bad status as well; its id is named all the same.
    let body = json!({"results": [
        item(&case, "passed"), item("TC-98", "green"), item("TC-99", "passed"), item("TC-98", "passed"),
    ]});

    let path = format!("{run}/results?validate_tc=true");
    let reply = desk.post(&path, &body).await;

    assert_eq!(
        *reply.expect(400),
        json!({"success": false, "message": "Invalid test case IDs: TC-98, TC-99"})
    );
    assert_eq!(desk.results(&run).await, 0);
}

#[tokio::test]
async fn a_shared_test_case_is_in_no_run() {
    let desk = Desk::open().await;
    let case = desk.case_id("Login").await;
    let run = desk.run(&[&case], &[]).await;
    let shared =
        |ids: &[&str]| json!({"test_result": {"status": "passed"}, "shared_test_case_ids": ids});
    let body = json!({"results": [
        shared(&["TC-98", &case]), item(&case, "passed"), item("TC-98", "passed"), shared(&["TC-99"]),
    ]});

    let refused = desk
        .post(&format!("{run}/results?validate_tc=true"), &body)
        .await;
    let message = format!("Invalid test case IDs: TC-98, {case}, TC-99");
    assert_eq!(
        *refused.expect(400),
        json!({"success": false, "message": message})
    );
    assert_eq!(desk.results(&run).await, 0);

    let reply = desk.post(&format!("{run}/results"), &body).await;
    assert_eq!(
        *reply.expect(200),
        json!({"success": true, "skipped_test_case_ids": ["TC-98", case, "TC-99"]})
    );
    assert_eq!(desk.results(&run).await, 1);
}

#[tokio::test]
async fn an_item_that_cannot_be_recorded_is_named_and_harms_no_other() {
    let desk = Desk::open().await;
    let case = desk.case("Login", &[("Open", "It opens")]).await;
    let case = case["identifier"].as_str().unwrap();
    let body = json!({"results": [
        item(case, "green"),
        item(case, "passed"),
        {"test_result": {"step_results": [{"step_index": 7, "status": "passed"}]}, "test_case_id": case},
        {"test_result": {"status": "passed"}, "test_case_id": case, "configuration_id": 999},
    ]});
    for query in ["", "?validate_tc=true", "?validate_tc=false"] {
        let run = desk.run(&[case], &[]).await;

        let reply = desk.post(&format!("{run}/results{query}"), &body).await;

        assert_eq!(
            *reply.expect(200),
            json!({"success": true, "errors": [
                {"index": 0, "test_case_id": case, "message": "Invalid status value: green"},
                {"index": 2, "test_case_id": case, "message": "Step 7 is not a step of this test case"},
                {"index": 3, "test_case_id": case, "message": "Invalid configuration IDs: 999"},
            ]})
        );
        assert_eq!(desk.results(&run).await, 1, "{query}");
    }
}

#[tokio::test]
async fn three_hundred_different_cases_are_the_most_for_one_request() {
    let desk = Desk::open().await;
    let run = desk.run(&[], &[]).await;
    let results = |count: usize| -> Vec<Value> {
        (1..=count)
            .map(|number| item(&format!("TC-{number}"), "passed"))
            .collect()
    };

    let body = json!({"results": results(301)});
    let reply = desk.post(&format!("{run}/results"), &body).await;

    let message = "A request may have results for at most 300 unique test case IDs";
    assert_eq!(
        *reply.expect(400),
        json!({"success": false, "message": message})
    );
    let ids: Vec<String> = (1..=301).map(|number| format!("TC-{number}")).collect();
    let shared = json!({"test_result": {"status": "passed"}, "shared_test_case_ids": ids});
    for body in [json!({"results": [shared.clone()]}), shared] {
        let reply = desk.post(&format!("{run}/results"), &body).await;
        assert_eq!(reply.expect(400)["message"], message);
    }
    // Twice 300, the second time spelled as plain numbers.
    let again = (1..=300).map(|number| item(&number.to_string(), "passed"));
    let body = json!({"results": results(300).into_iter().chain(again).collect::<Vec<_>>()});
    let reply = desk.post(&format!("{run}/results"), &body).await;
    let skipped = reply.expect(200)["skipped_test_case_ids"].as_array();
    assert_eq!(skipped.unwrap().len(), 600);
}

#[tokio::test]
async fn no_results_are_no_error() {
    let desk = Desk::open().await;
    let run = desk.run(&[], &[]).await;
    let reply = desk
        .post(&format!("{run}/results"), &json!({"results": []}))
        .await;
    assert_eq!(*reply.expect(200), json!({"success": true}));
}

#[tokio::test]
async fn an_item_of_the_wrong_shape_refuses_all_and_is_named() {
    let desk = Desk::open().await;
    let case = desk.case_id("Login").await;
    let run = desk.run(&[&case], &[]).await;
    let body = json!({"results": [item(&case, "passed"), {"test_case_id": case}]});

    let reply = desk.post(&format!("{run}/results"), &body).await;

    assert_eq!(
        reply.expect(400)["details"],
        json!(["results[1].test_result is required"])
    );
    assert_eq!(desk.results(&run).await, 0);
}
