//! What is refused, in which envelope, and that it changes nothing.

use e2e::{Reply, TestApp};
use serde_json::{Value, json};
use store::Scope;

use super::shop::Night;

/// The vendor's envelope: `error`.
fn refused(reply: &Reply, status: u16, message: &str) {
    let body = reply.expect(status).as_object().unwrap();
    assert_eq!(body.len(), 1, "{}", reply.text());
    let said = body["error"].as_str().unwrap();
    assert!(said.contains(message), "{said}");
}

#[tokio::test]
async fn bad_items_are_refused_alone_at_their_places() {
    let night = Night::of(&["Login", "Logout"]).await;
    let elsewhere = night.app.seed("Other", &["Elsewhere"]).await;
    let foreign = domain::spelling::cuid(elsewhere.cases[0].opaque);
    let bad = [
        (
            json!({"test_case_code": "TC-001", "status": "passed"}),
            "status must be one of",
        ),
        (json!({"test_case_code": "TC-001"}), "status is required"),
        (
            json!({"test_case_code": "TC-001", "status": 7}),
            "status must be a string",
        ),
        (
            json!({"test_case_code": "TC-001", "status": "PASSED", "duration_ms": 1.5}),
            "duration_ms must be",
        ),
        (
            json!({"test_case_code": "TC-001", "status": "PASSED", "executed_at": "now"}),
            "executed_at must be",
        ),
        (
            json!({"test_case_code": "TC-001", "status": "PASSED", "comment": {}}),
            "comment must be a string",
        ),
        (
            json!({"test_case_code": "TC-999", "status": "PASSED"}),
            "Test case not found",
        ),
        (
            json!({"test_case_code": "LOGIN", "status": "PASSED"}),
            "Test case not found",
        ),
        (
            json!({"test_case_id": foreign, "status": "PASSED"}),
            "Test case not found",
        ),
        (
            json!({"test_case_id": night.case(0), "test_case_code": "TC-002", "status": "PASSED"}),
            "different test cases",
        ),
        (
            json!({"test_case_id": night.case(0), "test_case_code": "TC-999", "status": "PASSED"}),
            "different test cases",
        ),
        (
            json!({"status": "PASSED"}),
            "test_case_code or test_case_id is required",
        ),
        (json!("TC-001"), "must be an object"),
        (json!(["TC-001", null, "PASSED"]), "must be an object"),
    ];
    let mut results: Vec<Value> = bad.iter().map(|(item, _)| item.clone()).collect();
    results.insert(3, json!({"test_case_code": "TC-002", "status": "PASSED"}));

    let reply = night.post(Value::Array(results.clone())).await;

    let body = reply.expect(207);
    assert_eq!(
        (&body["accepted"], &body["rejected"]),
        (&json!(1), &json!(bad.len()))
    );
    assert_eq!(body["data"][0]["test_case_code"], "TC-002");
    let places = (0..results.len()).filter(|place| *place != 3);
    let errors = body["errors"].as_array().unwrap();
    for ((error, place), (item, message)) in errors.iter().zip(places).zip(&bad) {
        assert_eq!(error["index"], place);
        assert_eq!(error["error"], error["message"]);
        let said = error["error"].as_str().unwrap();
        assert!(
            said.to_lowercase().contains(&message.to_lowercase()),
            "{said}"
        );
        for field in ["test_case_code", "test_case_id"] {
            assert_eq!(
                error[field],
                *item.get(field).unwrap_or(&Value::Null),
                "{item}"
            );
        }
    }
    let rows = night.rows().await;
    assert_eq!(
        (&rows[0]["executed_at"], &rows[1]["status"]),
        (&json!(null), &json!("PASSED"))
    );
    assert_eq!((rows.len(), night.stored().await), (2, 1));
}

#[tokio::test]
async fn an_upload_of_nothing_good_is_207_and_of_nothing_at_all_201() {
    let night = Night::of(&["Login"]).await;
    let reply = night.post(json!([{"status": "PASSED"}])).await;
    assert_eq!(reply.expect(207)["accepted"], 0);
    let reply = night.post(json!([])).await;
    let body = reply.expect(201);
    assert_eq!(
        (&body["accepted"], &body["errors"]),
        (&json!(0), &json!([]))
    );
    assert_eq!(night.stored().await, 0);
}

#[tokio::test]
async fn a_faulty_envelope_is_refused_whole() {
    let night = Night::of(&["Login"]).await;
    for body in [
        "",
        "{",
        "[]",
        "{}",
        r#"{"results": null}"#,
        r#"{"results": {}}"#,
        r#"{"results": "x"}"#,
    ] {
        let sent = body.as_bytes().to_vec();
        let client = night.app.bearer();
        let reply = client
            .raw("POST", &night.path, Some("application/json"), sent)
            .await;
        refused(&reply, 400, "");
    }
    let client = night.app.bearer();
    let reply = client
        .raw("POST", &night.path, Some("text/csv"), b"TC-001".to_vec())
        .await;
    refused(&reply, 415, "application/json");
    assert_eq!(night.stored().await, 0);
}

#[tokio::test]
async fn an_unknown_run_is_404_before_its_items_are_read() {
    let night = Night::of(&["Login"]).await;
    let client = night.app.bearer();
    for run in ["clrun001", "TR-999", "cl00000000000000000000000000"] {
        let path = format!("/api/v1/runs/{run}/results");
        refused(&client.get(&path).await, 404, "Run not found");
        refused(
            &client.raw("POST", &path, None, b"{".to_vec()).await,
            404,
            "Run not found",
        );
    }
}

#[tokio::test]
async fn keys_paths_and_methods_are_refused_in_the_envelope() {
    let night = Night::of(&["Login"]).await;
    let app: &TestApp = &night.app;
    refused(&app.anonymous().get(&night.path).await, 401, "");
    refused(&app.with_key("qh_0_0").get(&night.path).await, 401, "");
    let body = json!({"results": []});
    let reader = app.limited(&[Scope::Read]).await;
    refused(&reader.post(&night.path, &body).await, 403, "");
    let writer = app.limited(&[Scope::Write]).await;
    refused(&writer.get(&night.path).await, 403, "");
    assert_eq!(writer.post(&night.path, &body).await.status(), 201);
    refused(
        &app.bearer().get("/api/v1/nowhere").await,
        404,
        "No such endpoint",
    );
    let reply = app.bearer().delete(&night.path).await;
    refused(&reply, 405, "");
    assert_eq!(reply.header("allow"), Some("GET, POST"));
}
