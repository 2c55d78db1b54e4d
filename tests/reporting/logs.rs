//! Logs: all or nothing, and readable back.

use e2e::TestApp;
use serde_json::{Value, json};

use super::Build;
use super::others::stranger;
use super::refusals::{NOBODY, refused};

async fn add(build: &Build<'_>, body: &Value) -> e2e::Reply {
    build.app.basic().post(&build.path("/logs"), body).await
}

async fn kept(build: &Build<'_>, query: &str) -> Value {
    let path = format!("/api/verdict/runs/{}/logs{query}", build.id);
    build.app.basic().get(&path).await.expect(200).clone()
}

#[tokio::test]
async fn every_line_comes_back_as_it_was_sent() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let (test, hook) = (
        build.test("logs in", &json!({})).await,
        build.hook("beforeAll", &json!({})).await,
    );
    let body = json!({"logs": [
        {"kind": "TEST_LOG", "test_run_uuid": test, "timestamp": "2025-11-11T10:30:00Z", "level": "INFO",
         "message": "hello"},
        {"kind": "HTTP", "hook_run_uuid": hook, "duration": 0, "failure": true,
         "http_response": {"status_code": 503, "method": "GET", "more": [1]}},
        {"kind": "TEST_ATTACHMENT", "file_name": "a.png", "file_size": 0, "attachment_type": "SCREENSHOT"},
    ]});
    assert_eq!(
        add(&build, &body).await.expect(200),
        &json!({"success": true, "message": "Logs ingested successfully."})
    );
    build.finish("2025-11-11T10:40:00Z").await;
    let late = json!({"logs": [{"kind": "HOOK_LOG", "message": null}]});
    let _ = add(&build, &late).await.expect(200);

    let mut read = kept(&build, "").await;
    assert_eq!(read["next"], json!(null));
    for line in read["logs"].as_array_mut().unwrap() {
        let line = line.as_object_mut().unwrap();
        assert!(line.remove("position").unwrap().is_i64());
        assert!(line.remove("recorded_at").unwrap().is_string());
        line.retain(|_, value| !value.is_null());
    }
    assert_eq!(
        read["logs"],
        json!([
            {"kind": "TEST_LOG", "attempt_id": test, "timestamp": "2025-11-11T10:30:00.000Z", "level": "INFO",
             "message": "hello"},
            {"kind": "HTTP", "hook_id": hook, "duration": 0, "failure": true,
             "http_response": {"status_code": 503, "method": "GET", "more": [1]}},
            {"kind": "TEST_ATTACHMENT", "file_name": "a.png", "file_size": 0, "attachment_type": "SCREENSHOT"},
            {"kind": "HOOK_LOG"},
        ])
    );
}

#[tokio::test]
async fn one_bad_line_refuses_all_of_them() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let other = Build::start(&app).await;
    let foreign = other.test("logs in", &json!({})).await;
    let hook = build.hook("beforeAll", &json!({})).await;
    for more in [
        json!({"kind": null}),
        json!({"kind": "test_log"}),
        json!({"kind": 1}),
        json!({"test_run_uuid": "x"}),
        json!({"test_run_uuid": NOBODY}),
        json!({"test_run_uuid": foreign}),
        json!({"test_run_uuid": hook}),
        json!({"hook_run_uuid": NOBODY}),
        json!({"timestamp": "now"}),
        json!({"message": "é".repeat(10_001)}),
        json!({"message": "\u{0}"}),
        json!({"duration": -1}),
        json!({"failure": "yes"}),
        json!({"file_size": -1}),
        json!({"file_size": 1.5}),
        json!({"attachment_type": "PHOTO"}),
        json!({"http_response": {"status_code": 99}}),
        json!({"http_response": {"status_code": 600}}),
        json!({"http_response": {"status_code": "200"}}),
        json!({"http_response": {"method": 1}}),
        json!({"http_response": {"a": ["\u{0}"]}}),
        json!({"http_response": []}),
    ] {
        let good = json!({"kind": "TEST_LOG", "message": "good"});
        let bad = super::with(good.clone(), &more);
        refused(&add(&build, &json!({"logs": [good, bad]})).await, 400);
    }
    let lines = |count: usize| json!({"logs": vec![json!({"kind": "HTTP"}); count]});
    for body in [
        json!({}),
        json!({"logs": null}),
        json!({"logs": {}}),
        lines(501),
    ] {
        refused(&add(&build, &body).await, 400);
    }
    assert_eq!(kept(&build, "").await["logs"], json!([]));
    let longest = json!({"logs": [{"kind": "HTTP", "message": "é".repeat(10_000),
        "http_response": {"status_code": 100}}, {"kind": "HTTP", "http_response": {"status_code": 599}}]});
    let _ = add(&build, &longest).await.expect(200);
    let _ = add(&build, &lines(500)).await.expect(200);
    let _ = add(&build, &lines(0)).await.expect(200);
    let first = kept(&build, "").await;
    assert_eq!(first["logs"].as_array().unwrap().len(), 500);
    let rest = kept(&build, &format!("?after={}", first["next"])).await;
    assert_eq!(rest["logs"].as_array().unwrap().len(), 2);
    assert_eq!(rest["next"], json!(null));
}

#[tokio::test]
async fn logs_of_others_and_of_nobody_are_not_found() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let foreign = stranger(&app).await;
    let body = json!({"logs": [{"kind": "HTTP"}]});
    let read = |id: &str| format!("/api/verdict/runs/{id}/logs");
    for (client, id) in [
        (&foreign, build.id.as_str()),
        (&app.basic(), "TR-99"),
        (&app.basic(), "nonsense"),
    ] {
        let told = client
            .post(&format!("/ext/v1/builds/{id}/logs"), &body)
            .await;
        assert_eq!(refused(&told, 404), "Build not found");
        let _ = client.get(&read(id)).await.expect(404);
    }
    for query in ["?after=x", "?after=-1"] {
        let path = format!("{}{query}", read(&build.id));
        let _ = app.basic().get(&path).await.expect(400);
    }
    assert_eq!(kept(&build, "").await["logs"], json!([]));
}
