//! The reporter SDK: the bodies and headers it was seen to send, and what it reads of the answers.

use e2e::{Client, example};
use serde_json::{Value, json};

use super::shop::Night;

const DRY_RUN: &str = include_str!("sdk/dry_run.json");
const BATCH: &str = include_str!("sdk/batch.json");
const PATH: &str = "/functions/v1/upload-ci-results";

fn sdk(night: &Night) -> Client {
    let name = "@testably.kr/playwright-reporter/1.0.1";
    let client = night.app.bearer().header("User-Agent", name);
    client.header("X-Testably-SDK-Version", name)
}

/// As the SDK reads an answer; anything that is no number there makes it throw or print NaN.
fn sum_of_stats(answer: &Value) -> u64 {
    ["passed", "failed", "blocked", "untested"]
        .iter()
        .map(|key| answer["stats"][key].as_u64().expect("a number"))
        .sum()
}

#[tokio::test]
async fn a_dry_run_then_a_batch() {
    let night = Night::of(&["Login", "Logout", "Reset"]).await;
    let run = format!("TR-{}", night.run.number);
    let sdk = sdk(&night);

    let reply = sdk.post(PATH, &example(DRY_RUN, &[("<id>", &run)])).await;

    let answer = reply.expect(200);
    assert_eq!(
        (&answer["success"], &answer["dry_run"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(answer["message"], "Connection test passed");
    assert_eq!(
        (&answer["run_name"], &answer["tier"]),
        (&json!("Nightly"), &json!(3))
    );
    assert!(answer["latency_ms"].is_u64());
    assert_eq!(night.stored().await, 0);

    let reply = sdk.post(PATH, &example(BATCH, &[("<id>", &run)])).await;

    let answer = reply.expect(200);
    assert_eq!(sum_of_stats(answer), 3);
    let expected = json!({
        "success": true, "partial_failure": false,
        "message": "All test results uploaded successfully.",
        "stats": {"passed": 1, "failed": 1, "blocked": 1, "retest": 0, "not_tested": 0, "untested": 0},
        "uploaded_count": 3, "failed_count": 0,
    });
    assert_eq!(*answer, expected);
    let rows = night.rows().await;
    let statuses: Vec<&Value> = rows.iter().map(|row| &row["status"]).collect();
    assert_eq!(statuses, ["passed", "failed", "blocked"]);
    let sent: Value = serde_json::from_str(BATCH).unwrap();
    assert_eq!(rows[1]["note"], sent["results"][1]["note"]);
    assert_eq!(rows[1]["elapsed"], 0, "12 ms in whole seconds");
}

#[tokio::test]
async fn a_full_batch_of_100_and_the_same_once_more() {
    let titles: Vec<String> = (1..=100).map(|number| format!("Case {number}")).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let night = Night::of(&titles).await;
    let results: Vec<Value> = (1..=100)
        .map(|number| json!({"test_case_id": format!("SHOP-{number}"), "status": "untested", "elapsed": 1_500, "author": "Jest CI"}))
        .collect();
    let body =
        json!({"run_id": format!("TR-{}", night.run.number), "format": "json", "results": results});
    for _ in 0..2 {
        let reply = sdk(&night).post(PATH, &body).await;
        let answer = reply.expect(200);
        assert_eq!(sum_of_stats(answer), 100);
        assert_eq!(
            (&answer["uploaded_count"], night.stored().await),
            (&json!(100), 100)
        );
    }
}
