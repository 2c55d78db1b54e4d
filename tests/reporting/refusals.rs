//! Refusals speak the vendor's envelope, and create nothing.

use e2e::{Reply, TestApp};
use serde_json::{Value, json};

use super::{Build, build_body, finish_body, leaves, test_body};

pub(super) fn refused(reply: &Reply, status: u16) -> &str {
    let body = reply.expect(status).as_object().unwrap();
    let keys: Vec<&str> = body.keys().map(String::as_str).collect();
    assert_eq!(keys, ["success", "message"]);
    assert_eq!(body["success"], false);
    body["message"].as_str().unwrap()
}

pub(super) const NOBODY: &str = "2d1cacf9-6872-430f-b3ec-38d49102a3f3";

#[tokio::test]
async fn a_missing_or_wrong_key_is_401_and_names_the_scheme() {
    let app = TestApp::start().await;
    for client in [app.anonymous(), app.with_key("wrong")] {
        let reply = client
            .post("/ext/v1/builds/start", &build_body(&json!({})))
            .await;
        refused(&reply, 401);
        assert!(
            reply
                .header("WWW-Authenticate")
                .unwrap()
                .starts_with("Basic")
        );
    }
}

#[tokio::test]
async fn what_the_path_names_is_404_and_never_created() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let other = Build::start(&app).await;
    let uuid = other.test("logs in", &json!({})).await;
    let empty = json!({});
    for id in [
        "0000000000000000000000000000000000000000",
        "TR-99",
        NOBODY,
        "nonsense",
    ] {
        let nowhere = Build {
            app: &app,
            id: id.to_owned(),
        };
        let replies = [
            app.basic()
                .post(&nowhere.path("/tests/start"), &test_body("a", &empty))
                .await,
            nowhere.finish_test(&uuid, "passed", &empty).await,
            app.basic()
                .put(
                    &nowhere.path("/finish"),
                    &json!({"finished_at": "2025-11-11T10:00:00Z"}),
                )
                .await,
            app.basic().get(&nowhere.path("")).await,
            app.basic().get(&nowhere.path("/testRuns")).await,
        ];
        for reply in &replies {
            assert_eq!(refused(reply, 404), "Build not found");
        }
    }
    for attempt in [uuid.as_str(), NOBODY, "nonsense"] {
        let reply = build.finish_test(attempt, "passed", &empty).await;
        assert_eq!(refused(&reply, 404), "Test run not found");
    }
    assert!(leaves(&build.test_runs("").await).is_empty());
    assert_eq!(leaves(&other.test_runs("").await)[0].1["status"], "pending");
}

#[tokio::test]
async fn a_bad_body_is_400_and_creates_nothing() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let uuid = build.test("logs in", &json!({})).await;
    let before = build.test_runs("").await;
    let paths = [
        ("POST", "/ext/v1/builds/start".to_owned()),
        ("POST", build.path("/tests/start")),
        ("PUT", build.path(&format!("/tests/{uuid}/finish"))),
        ("PUT", build.path("/finish")),
    ];
    for (method, path) in &paths {
        for body in [
            "",
            "{",
            "[]",
            "null",
            "\"text\"",
            "{}",
            r#"{"finished_at": 5, "name": 5}"#,
        ] {
            let reply = app
                .basic()
                .raw(method, path, Some("application/json"), body.into())
                .await;
            refused(&reply, 400);
        }
        let reply = app
            .basic()
            .raw(method, path, Some("text/xml"), b"<a/>".to_vec())
            .await;
        refused(&reply, 415);
    }
    let array = json!([
        "passed",
        "2025-11-11T10:30:10Z",
        "a.py",
        ["a"],
        null,
        null,
        null,
        null,
        null,
        null
    ]);
    refused(&app.basic().put(&paths[2].1, &array).await, 400);

    assert_eq!(build.test_runs("").await, before);
    let next = Build::start(&app).await;
    assert_eq!(
        next.read().await["build_number"],
        2,
        "no refused start made a build"
    );
}

#[tokio::test]
async fn a_body_beyond_the_servers_bound_is_413() {
    let app = TestApp::with_max_body(2_000).await;
    let build = Build::start(&app).await;
    let uuid = build.test("logs in", &json!({})).await;
    let lines: Vec<String> = vec!["x".repeat(1000); 3];
    let reply = build
        .finish_test(&uuid, "failed", &json!({"failure": [{"backtrace": lines}]}))
        .await;
    refused(&reply, 413);
    assert_eq!(leaves(&build.test_runs("").await)[0].1["status"], "pending");
}

#[tokio::test]
async fn a_query_that_cannot_be_read_is_400() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    for query in ["?next_page=zzz", "?sort=WHATEVER", "?order=up"] {
        refused(
            &app.basic()
                .get(&build.path(&format!("/testRuns{query}")))
                .await,
            400,
        );
    }
}

#[tokio::test]
async fn wrong_methods_and_unknown_paths_answer_in_the_envelope() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    refused(&app.basic().delete(&build.path("")).await, 405);
    refused(&app.basic().get(&build.path("/nothing/here")).await, 404);
}

#[tokio::test]
async fn every_form_of_an_id_leads_to_the_build() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let number = build.read().await["run_information"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let plain = Build {
        app: &app,
        id: format!("TR-{number}"),
    };
    let uuid = plain.test("logs in", &json!({})).await;
    let body: Value = finish_body("skipped", &json!({}));
    let path = build.path(&format!("/tests/{}/finish", uuid.to_uppercase()));
    let _ = app.basic().put(&path, &body).await.expect(200);
    plain.finish("2025-11-11T10:40:00Z").await;
    assert_eq!(build.read().await["status"], "skipped");
}
