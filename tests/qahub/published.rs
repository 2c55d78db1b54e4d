//! The published example, sent and read back.

use domain::spelling;
use e2e::example;
use serde_json::json;

use super::shop::Night;

const UPSERT_REQUEST: &str = include_str!("seed/upsert_request.json");

#[tokio::test]
async fn the_published_upload_is_accepted_whole() {
    let night = Night::of(&["Login", "Welcome"]).await;

    let request = example(UPSERT_REQUEST, &[]);
    let reply = night.app.bearer().post(&night.path, &request).await;

    let body = reply.expect(201);
    let expected = json!({
        "run_id": spelling::cuid(night.run.opaque),
        "accepted": 2,
        "rejected": 0,
        "data": [
            {
                "id": body["data"][0]["id"], "test_case_id": night.case(0),
                "test_case_code": "TC-001", "status": "PASSED",
            },
            {
                "id": body["data"][1]["id"], "test_case_id": night.case(1),
                "test_case_code": "TC-002", "status": "FAILED",
            },
        ],
        "errors": [],
    });
    assert_eq!(*body, expected);
}

#[tokio::test]
async fn the_published_upload_reads_back_as_it_was_sent() {
    let night = Night::of(&["Login", "Welcome", "Logout"]).await;
    let request = example(UPSERT_REQUEST, &[]);
    let reply = night.app.bearer().post(&night.path, &request).await;
    let accepted = reply.expect(201)["data"].clone();

    let rows = night.rows().await;

    for (place, sent) in request["results"].as_array().unwrap().iter().enumerate() {
        for (field, value) in sent.as_object().unwrap() {
            assert_eq!(rows[place][field], *value, "{field}");
        }
        assert_eq!(rows[place]["id"], accepted[place]["id"]);
        assert!(rows[place]["id"].as_str().unwrap().starts_with("cl"));
    }
    let created = rows[2]["created_at"].clone();
    let untested = json!({
        "id": rows[2]["id"], "run_id": spelling::cuid(night.run.opaque), "test_case_id": night.case(2),
        "test_case_code": "TC-003", "title": "Logout", "status": "UNKNOWN", "comment": null,
        "bug_ticket_key": null, "bug_ticket_url": null, "duration_ms": null, "framework": null,
        "error_message": null, "error_stack": null, "executed_at": null,
        "created_at": created, "updated_at": created,
    });
    assert_eq!(rows[2], untested);
    assert_eq!(
        rows[0].as_object().unwrap().len(),
        untested.as_object().unwrap().len()
    );
}

#[tokio::test]
async fn all_rows_are_listed_and_a_page_only_if_asked_for() {
    let night = Night::of(&["A", "B", "C"]).await;
    let all = night.app.bearer().get(&night.path).await;
    assert_eq!(all.expect(200)["data"].as_array().unwrap().len(), 3);
    assert!(all.json().get("pagination").is_none());
    let paged = night
        .app
        .bearer()
        .get(&format!("{}?limit=2&offset=2", night.path))
        .await;
    let page = paged.expect(200);
    assert_eq!(
        page["pagination"],
        json!({"total": 3, "limit": 2, "offset": 2})
    );
    assert_eq!(page["data"], json!([all.json()["data"][2]]));
}
