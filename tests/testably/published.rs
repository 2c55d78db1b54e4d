//! The published examples, sent and compared.

use e2e::example;
use serde_json::{Value, json};

use super::shop::Night;

const LIST_RESPONSE: &str = include_str!("seed/list_response.json");
const UPDATE_REQUEST: &str = include_str!("seed/update_request.json");
const UPDATE_RESPONSE: &str = include_str!("seed/update_response.json");
const BULK_REQUEST: &str = include_str!("seed/bulk_request.json");
const BULK_RESPONSE: &str = include_str!("seed/bulk_response.json");

const TITLES: [&str; 3] = [
    "Login with valid credentials",
    "Login with invalid password",
    "Password reset flow",
];

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// `2026-03-26T10:15:00Z`
fn is_time(value: &Value) -> bool {
    let time = text(value);
    time.len() == 20 && time.ends_with('Z')
}

#[tokio::test]
async fn the_published_list_reads_as_published() {
    let night = Night::of(&TITLES).await;
    let rows = night.rows().await;
    let published: Value = serde_json::from_str(LIST_RESPONSE).unwrap();
    for (row, wanted) in rows
        .iter()
        .zip(published["data"].as_array().unwrap())
        .take(2)
    {
        let body = json!({
            "status": wanted["status"], "note": wanted["note"], "elapsed": wanted["elapsed"],
        });
        let path = format!("{}/{}", night.path, text(&row["id"]));
        let _ = night.app.bearer().put(&path, &body).await.expect(200);
    }

    let reply = night.app.bearer().get(&night.path).await;

    let rows = &reply.expect(200)["data"];
    let user = format!("user_{}", night.shop.who.user);
    let mut expected = example(
        LIST_RESPONSE,
        &[
            ("res_001", text(&rows[0]["id"])),
            ("res_002", text(&rows[1]["id"])),
            ("res_003", text(&rows[2]["id"])),
            ("tc_001", text(&rows[0]["test_case_id"])),
            ("tc_002", text(&rows[1]["test_case_id"])),
            ("tc_005", text(&rows[2]["test_case_id"])),
            ("user_xyz", &user),
            ("2026-03-26T10:15:00Z", text(&rows[0]["tested_at"])),
            ("2026-03-26T10:20:00Z", text(&rows[1]["tested_at"])),
        ],
    );
    expected["meta"]["total"] = json!(3);
    assert_eq!(*reply.json(), expected);
    assert!(is_time(&rows[0]["tested_at"]));
    assert!(text(&rows[0]["id"]).starts_with("res_"));
    assert!(text(&rows[0]["test_case_id"]).starts_with("tc_"));
}

#[tokio::test]
async fn the_published_update_answers_as_published() {
    let night = Night::of(&TITLES).await;
    let row = night.rows().await[1].clone();
    let path = format!("{}/{}", night.path, text(&row["id"]));

    let reply = night
        .app
        .bearer()
        .put(&path, &example(UPDATE_REQUEST, &[]))
        .await;

    let data = &reply.expect(200)["data"];
    let user = format!("user_{}", night.shop.who.user);
    let expected = example(
        UPDATE_RESPONSE,
        &[
            ("res_002", text(&row["id"])),
            ("tc_002", text(&row["test_case_id"])),
            ("user_xyz", &user),
            ("2026-03-29T14:30:00Z", text(&data["tested_at"])),
        ],
    );
    assert_eq!(*reply.json(), expected);
    assert!(is_time(&data["tested_at"]));
    assert_eq!(night.rows().await[1], *data);
}

#[tokio::test]
async fn the_published_bulk_upload_answers_as_published() {
    let night = Night::of(&["One", "Two", "Five", "Ten"]).await;
    let rows = night.rows().await;
    let names = ["tc_001", "tc_002", "tc_005", "tc_010"];
    let names: Vec<(&str, &str)> = names
        .into_iter()
        .zip(rows.iter().map(|row| text(&row["test_case_id"])))
        .collect();
    let path = format!("{}/bulk", night.path);

    let reply = night
        .app
        .bearer()
        .post(&path, &example(BULK_REQUEST, &names))
        .await;

    assert_eq!(*reply.expect(200), example(BULK_RESPONSE, &names));
    let sent = example(BULK_REQUEST, &names);
    for (row, sent) in night
        .rows()
        .await
        .iter()
        .zip(sent["results"].as_array().unwrap())
    {
        for field in ["test_case_id", "status", "note", "elapsed"] {
            assert_eq!(row[field], sent[field], "{field}");
        }
    }
}
