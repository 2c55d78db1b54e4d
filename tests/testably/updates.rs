//! What a write changes, and what it leaves.

use serde_json::json;

use super::shop::Night;

#[tokio::test]
async fn what_is_left_out_stays_and_null_clears() {
    let night = Night::of(&["Login"]).await;
    let row = night.rows().await[0].clone();
    let path = format!("{}/{}", night.path, row["id"].as_str().unwrap());
    for (body, note, elapsed) in [
        (
            json!({"status": "failed", "note": "slow", "elapsed": 7}),
            json!("slow"),
            json!(7),
        ),
        (json!({"status": "passed"}), json!("slow"), json!(7)),
        (
            json!({"status": "passed", "note": null}),
            json!(null),
            json!(7),
        ),
        (
            json!({"status": "passed", "note": "", "elapsed": null}),
            json!(""),
            json!(null),
        ),
    ] {
        let reply = night.app.bearer().put(&path, &body).await;
        let data = &reply.expect(200)["data"];
        assert_eq!(data["status"], body["status"]);
        assert_eq!(data["note"], note, "{body}");
        assert_eq!(data["elapsed"], elapsed, "{body}");
    }
}

#[tokio::test]
async fn a_repeated_upload_changes_nothing() {
    let night = Night::of(&["Login", "Logout"]).await;
    let path = format!("{}/bulk", night.path);
    let body = json!({"results": [
        {"test_case_id": "TC-1", "status": "failed", "note": "500", "elapsed": 3},
        {"test_case_id": "TC-2", "status": "passed"},
    ]});
    let first = night.app.bearer().post(&path, &body).await;
    let before = (night.rows().await, night.stored().await);

    let again = night.app.bearer().post(&path, &body).await;

    assert_eq!(first.expect(200), again.expect(200));
    assert_eq!((night.rows().await, night.stored().await), before);
    assert_eq!(before.1, 2);
}

#[tokio::test]
async fn of_one_case_named_twice_the_last_item_wins() {
    let night = Night::of(&["Login"]).await;
    let body = json!({"results": [
        {"test_case_id": "TC-1", "status": "failed", "note": "first"},
        {"test_case_id": "SHOP-1", "status": "passed"},
    ]});

    let path = format!("{}/bulk", night.path);
    let reply = night.app.bearer().post(&path, &body).await;

    assert_eq!(reply.expect(200)["data"]["updated"], 2);
    let row = &night.rows().await[0];
    assert_eq!(
        (&row["status"], &row["note"]),
        (&json!("passed"), &json!("first"))
    );
    assert_eq!(night.stored().await, 1);
}

#[tokio::test]
async fn pages_have_numbers() {
    let night = Night::of(&["A", "B", "C"]).await;
    let path = format!("{}?page=2&per_page=2", night.path);
    let reply = night.app.bearer().get(&path).await;
    let page = reply.expect(200);
    assert_eq!(page["meta"], json!({"total": 3, "page": 2, "per_page": 2}));
    assert_eq!(page["data"].as_array().unwrap().len(), 1);
    assert_eq!(page["data"][0]["test_case_title"], "C");
}

#[tokio::test]
async fn untested_is_taken_for_not_tested_and_hides_what_was_recorded() {
    let night = Night::of(&["Login"]).await;
    let path = format!("{}/bulk", night.path);
    for word in ["passed", "untested"] {
        let body = json!({"results": [{"test_case_id": "TC-1", "status": word, "elapsed": 5}]});
        let _ = night.app.bearer().post(&path, &body).await.expect(200);
    }
    let row = &night.rows().await[0];
    assert_eq!(row["status"], "not_tested");
    for field in ["note", "elapsed", "tested_by", "tested_at"] {
        assert_eq!(row[field], json!(null), "{field}");
    }
}
