//! What a write changes, and what it leaves.

use serde_json::{Value, json};

use super::shop::Night;

/// Everything an item may have.
fn full() -> Value {
    json!({
        "test_case_code": "TC-001", "status": "FAILED", "comment": "again",
        "bug_ticket_key": "LIN-42", "bug_ticket_url": "https://linear.app/acme/issue/LIN-42",
        "duration_ms": 3800, "framework": "playwright", "error_message": "Expected 'Welcome'",
        "error_stack": "Error: Expected\n    at login.spec.ts:7\n\n    at run\n",
        "executed_at": "2026-05-13T12:00:00.123Z",
    })
}

#[tokio::test]
async fn every_field_comes_back_as_it_was_sent() {
    let night = Night::of(&["Login"]).await;
    let _ = night.post(json!([full()])).await.expect(201);
    let row = &night.rows().await[0];
    for (field, value) in full().as_object().unwrap() {
        assert_eq!(row[field], *value, "{field}");
    }
}

#[tokio::test]
async fn what_is_left_out_stays_null_clears_and_a_value_replaces() {
    let night = Night::of(&["Login"]).await;
    let _ = night.post(json!([full()])).await.expect(201);
    let fields = [
        "comment",
        "bug_ticket_key",
        "bug_ticket_url",
        "duration_ms",
        "framework",
        "error_message",
        "error_stack",
    ];

    let silent = json!([{"test_case_code": "TC-001", "status": "PASSED"}]);
    let _ = night.post(silent).await.expect(201);
    let row = night.rows().await[0].clone();
    assert_eq!(row["status"], "PASSED");
    for field in fields {
        assert_eq!(row[field], full()[field], "{field}");
    }

    let replaced = json!([{"test_case_code": "TC-001", "status": "BROKEN", "error_message": "other", "duration_ms": 0}]);
    let _ = night.post(replaced).await.expect(201);
    let row = night.rows().await[0].clone();
    assert_eq!(row["error_message"], "other");
    assert_eq!(row["error_stack"], full()["error_stack"]);
    assert_eq!(row["duration_ms"], 0);

    let mut cleared = json!({"test_case_code": "TC-001", "status": "PASSED"});
    for field in fields {
        cleared[field] = json!(null);
    }
    let _ = night.post(json!([cleared])).await.expect(201);
    let row = night.rows().await[0].clone();
    for field in fields {
        assert_eq!(row[field], json!(null), "{field}");
    }
}

#[tokio::test]
async fn a_repeated_upload_changes_nothing() {
    let night = Night::of(&["Login", "Logout"]).await;
    let other = json!({"test_case_id": night.case(1), "status": "UNKNOWN"});
    let first = night.post(json!([full(), other])).await;
    let before = (night.rows().await, night.stored().await);

    let again = night.post(json!([full(), other])).await;

    assert_eq!(first.expect(201), again.expect(201));
    assert_eq!((night.rows().await, night.stored().await), before);
    assert_eq!(before.1, 2);
}

#[tokio::test]
async fn a_change_keeps_the_row_and_is_stored_beside_what_was() {
    let night = Night::of(&["Login"]).await;
    let post = |status: &str| night.post(json!([{"test_case_id": "TC-001", "status": status}]));
    let first = post("FAILED").await;
    let second = post("PASSED").await;
    assert_eq!(
        first.expect(201)["data"][0]["id"],
        second.expect(201)["data"][0]["id"]
    );
    assert_eq!((night.rows().await.len(), night.stored().await), (1, 2));
}

#[tokio::test]
async fn id_and_code_are_one_row_and_the_last_item_wins() {
    let night = Night::of(&["Login"]).await;
    let reply = night
        .post(json!([
            {"test_case_id": night.case(0), "status": "FAILED", "comment": "first"},
            {"test_case_code": "TC-001", "status": "PASSED"},
            {"test_case_code": "TC-001", "test_case_id": night.case(0), "status": "SKIPPED"},
        ]))
        .await;
    assert_eq!(reply.expect(201)["accepted"], 3);
    let rows = night.rows().await;
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (&rows[0]["status"], &rows[0]["comment"]),
        (&json!("SKIPPED"), &json!("first"))
    );
}

#[tokio::test]
async fn a_case_that_was_not_planned_gets_a_row() {
    let night = Night::of(&["Login"]).await;
    let path = "/api/v1/runs";
    let project = domain::spelling::cuid(night.shop.project.opaque);
    let body = json!({"name": "Empty", "project_id": project});
    let made = night.app.bearer().post(path, &body).await;
    let run = made.expect(201)["data"]["id"].as_str().unwrap().to_owned();
    let results = json!({"results": [{"test_case_code": "TC-001", "status": "PASSED"}]});
    let path = format!("{path}/{run}/results");
    let _ = night.app.bearer().post(&path, &results).await.expect(201);
    let listed = night.app.bearer().get(&path).await;
    assert_eq!(listed.expect(200)["data"][0]["test_case_code"], "TC-001");
}

#[tokio::test]
async fn a_result_without_a_time_ran_when_it_was_recorded() {
    let night = Night::of(&["Login"]).await;
    let item = json!({"test_case_code": "TC-001", "status": "PASSED"});
    let _ = night.post(json!([item])).await.expect(201);
    let row = &night.rows().await[0];
    assert_eq!(row["executed_at"], row["updated_at"]);
}

#[tokio::test]
async fn a_ticket_address_alone_brings_its_key() {
    let night = Night::of(&["Login"]).await;
    let url = "https://acme.atlassian.net/browse/SHOP-7";
    let item = json!({"test_case_code": "TC-001", "status": "FAILED", "bug_ticket_url": url});
    let _ = night.post(json!([item])).await.expect(201);
    let row = &night.rows().await[0];
    assert_eq!(
        (&row["bug_ticket_key"], &row["bug_ticket_url"]),
        (&json!("SHOP-7"), &json!(url))
    );
}
