//! What is refused, in which envelope, and that it changes nothing.

use e2e::{Reply, TestApp};
use serde_json::{Value, json};
use store::Scope;

use super::shop::Night;

/// The vendor's envelope: `error` and `message`, and nothing else.
pub(super) fn refused(reply: &Reply, status: u16, message: &str) {
    let body = reply.expect(status).as_object().unwrap();
    assert_eq!(body.len(), 2, "{}", reply.text());
    assert_eq!(body["error"], body["message"]);
    let said = body["message"].as_str().unwrap();
    assert!(said.contains(message), "{said}");
}

#[tokio::test]
async fn a_bad_upload_is_refused_whole() {
    let night = Night::of(&["Login", "Logout"]).await;
    let path = format!("{}/bulk", night.path);
    let before = night.rows().await;
    let good = json!({"test_case_id": "TC-1", "status": "passed"});
    for (bad, message) in [
        (
            json!({"test_case_id": "TC-2", "status": "PASSED"}),
            "results[1].status must be one of",
        ),
        (
            json!({"test_case_id": "TC-2"}),
            "results[1].status is required",
        ),
        (
            json!({"status": "passed"}),
            "results[1].test_case_id is required",
        ),
        (
            json!({"test_case_id": "TC-2", "status": "passed", "elapsed": "7"}),
            "invalid type",
        ),
        (
            json!({"test_case_id": "TC-2", "status": "passed", "elapsed": 0.5}),
            "0.5 is no integer",
        ),
        (
            json!({"test_case_id": "TC-2", "status": "passed", "elapsed": -1}),
            "elapsed must be",
        ),
        (
            json!({"test_case_id": "TC-2", "status": "passed", "note": "\u{0}"}),
            "U+0000",
        ),
        (json!(["TC-2", "passed"]), "expected an object"),
    ] {
        let body = json!({"results": [good, bad]});
        refused(&night.app.bearer().post(&path, &body).await, 400, message);
    }
    for body in [
        "",
        "{",
        "[]",
        "{}",
        r#"{"results": null}"#,
        r#"{"results": {}}"#,
    ] {
        let sent = body.as_bytes().to_vec();
        let reply = night
            .app
            .bearer()
            .raw("POST", &path, Some("application/json"), sent)
            .await;
        refused(&reply, 400, "");
    }
    assert_eq!((night.rows().await, night.stored().await), (before, 0));
}

#[tokio::test]
async fn a_case_that_is_not_in_the_run_is_refused_alone() {
    let night = Night::of(&["Login"]).await;
    let other = night.app.seed("Other", &["Elsewhere"]).await;
    let path = format!("{}/bulk", night.path);
    let names = [format!("TC-{}", other.cases[0].number), "tc_999".to_owned()];
    let body = json!({"results": [
        {"test_case_id": names[0], "status": "passed"},
        {"test_case_id": "TC-1", "status": "passed"},
        {"test_case_id": names[1], "status": "passed"},
    ]});

    let reply = night.app.bearer().post(&path, &body).await;

    let error = |name: &String| json!({"test_case_id": name, "error": "test_case_id not found in this run"});
    let expected = json!({"data": {
        "updated": 1,
        "results": [{"test_case_id": "TC-1", "status": "passed"}],
        "errors": names.each_ref().map(error),
    }});
    assert_eq!(*reply.expect(207), expected);
    assert_eq!(night.stored().await, 1);
}

#[tokio::test]
async fn a_closed_run_takes_nothing() {
    let night = Night::of(&["Login"]).await;
    let row = night.rows().await[0].clone();
    night.close().await;

    let one = format!("{}/{}", night.path, row["id"].as_str().unwrap());
    let reply = night
        .app
        .bearer()
        .put(&one, &json!({"status": "passed"}))
        .await;
    refused(&reply, 409, "closed");
    let bulk = format!("{}/bulk", night.path);
    let body = json!({"results": [{"test_case_id": "TC-1", "status": "passed"}]});
    refused(&night.app.bearer().post(&bulk, &body).await, 409, "closed");
    assert_eq!(night.rows().await, [row]);
}

#[tokio::test]
async fn a_row_is_found_only_in_its_own_run() {
    let night = Night::of(&["Login"]).await;
    let row = night.rows().await[0].clone();
    let other = night.app.run(&night.shop, "Other").await;
    let body = json!({"status": "passed"});
    for path in [
        format!(
            "/v1/runs/TR-{}/results/{}",
            other.number,
            row["id"].as_str().unwrap()
        ),
        format!("{}/res_001", night.path),
        format!("{}/TC-1", night.path),
    ] {
        refused(
            &night.app.bearer().put(&path, &body).await,
            404,
            "Result not found",
        );
    }
    for path in ["/v1/runs/run_501/results", "/v1/runs/TR-999/results"] {
        refused(&night.app.bearer().get(path).await, 404, "Run not found");
    }
    assert_eq!(night.stored().await, 0);
}

#[tokio::test]
async fn an_update_needs_a_status() {
    let night = Night::of(&["Login"]).await;
    let row = night.rows().await[0].clone();
    let path = format!("{}/{}", night.path, row["id"].as_str().unwrap());
    for body in [
        json!({}),
        json!({"status": null}),
        json!({"status": "done"}),
        json!({"status": 1}),
        json!({"status": "passed", "note": 1}),
        Value::Array(Vec::new()),
    ] {
        refused(&night.app.bearer().put(&path, &body).await, 400, "");
    }
    assert_eq!(night.rows().await, [row]);
}

#[tokio::test]
async fn keys_paths_and_methods_are_refused_in_the_envelope() {
    let night = Night::of(&["Login"]).await;
    let app: &TestApp = &night.app;
    refused(&app.anonymous().get(&night.path).await, 401, "");
    refused(&app.with_key("testably_0").get(&night.path).await, 401, "");
    let body = json!({"results": []});
    let reader = app.limited(&[Scope::Read]).await;
    let bulk = format!("{}/bulk", night.path);
    refused(&reader.post(&bulk, &body).await, 403, "");
    let writer = app.limited(&[Scope::Write]).await;
    refused(&writer.get(&night.path).await, 403, "");
    refused(
        &app.bearer().get("/v1/nowhere").await,
        404,
        "No such endpoint",
    );
    let reply = app.bearer().delete(&night.path).await;
    refused(&reply, 405, "Use GET");
    assert_eq!(reply.header("allow"), Some("GET"));
}
