//! Ends of tests: everything comes back, the last word wins, a refusal changes nothing.

use e2e::{Form, TestApp};
use serde_json::{Value, json};

use super::{Build, leaves};

/// Everything that is stored of an attempt's result.
async fn stored(build: &Build<'_>, uuid: &str) -> Value {
    let path = format!("/api/verdict/results/{uuid}?run={}", build.id);
    build.app.basic().get(&path).await.expect(200).clone()
}

#[tokio::test]
async fn everything_that_a_test_says_is_stored() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let uuid = build
        .test(
            "logs in",
            &json!({
                "tags": ["smoke"], "location": "tests/login_test.py:3", "vc_filepath": "src/tests/login_test.py",
                "result": "whatever",
                "custom_metadata": {"team": ["web", "core"], "area": "login", "area2": "x"},
                "environment": {"device": "Pixel 7", "os": "android", "os_version": "12"},
                "body": {"lang": "python", "code": "assert True"},
            }),
        )
        .await;
    let steps = json!([
        {"id": "s1", "keyword": "Given", "text": "a user", "started_at": "2025-11-11T10:30:00Z",
         "finished_at": "2025-11-11T10:30:01Z", "result": "failed", "duration": 12, "failure": "msg"},
        {"id": "s2"},
    ]);
    let more = json!({
        "duration_in_ms": 5000,
        "file_name": "tests/moved_test.py",
        "scopes": ["Authentication", "Login"],
        "failure": [{"backtrace": ["AssertionError: x", "  at a.py:3"]}, {}],
        "custom_metadata": {"team": {"field_type": "multi_dropdown", "values": ["infra"]}},
        "environment": {"os_version": "13", "browser": "chrome", "browser_version": "130"},
        "meta": {"steps": steps},
        "hooks": ["2d1cacf9-6872-430f-b3ec-38d49102a3f3"],
    });

    let _ = build.finish_test(&uuid, "timeout", &more).await.expect(200);

    let read = stored(&build, &uuid).await;
    assert_eq!(read["attempt_id"], uuid.as_str());
    assert_eq!(read["elapsed_ms"], 5000);
    assert_eq!(
        read["failures"],
        json!([
            {"message": null, "trace": ["AssertionError: x", "  at a.py:3"]}, {"message": null, "trace": null},
        ])
    );
    assert_eq!(
        read["metadata"],
        json!({"area": ["login"], "area2": ["x"], "team": ["infra"]})
    );
    assert_eq!(
        read["hooks"],
        json!(["2d1cacf9-6872-430f-b3ec-38d49102a3f3"])
    );
    assert_eq!(
        read["origin"],
        json!({
            "file": "tests/moved_test.py", "scopes": ["Authentication", "Login"],
            "location": "tests/login_test.py:3", "vc_path": "src/tests/login_test.py", "tags": ["smoke"],
            "language": "python", "code": "assert True", "preliminary_result": "whatever",
        })
    );
    assert_eq!(
        read["environment"],
        json!({
            "device": "Pixel 7", "os": "android", "os_version": "13", "browser": "chrome",
            "browser_version": "130", "viewport": null,
        })
    );
    let step = &read["steps"][0];
    for (key, value) in [
        ("given_id", json!("s1")),
        ("keyword", json!("Given")),
        ("text", json!("a user")),
        ("elapsed_ms", json!(12)),
        ("failure", json!("msg")),
    ] {
        assert_eq!(step[key], value, "{key}");
    }
    assert_eq!(read["steps"][1]["given_id"], "s2");
    assert_eq!(read["steps"][1]["status"], json!(null));
    assert_eq!(leaves(&build.test_runs("").await)[0].1["status"], "timeout");
}

#[tokio::test]
async fn the_last_finish_wins_and_counts_once() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let uuid = build
        .test("logs in", &json!({"custom_metadata": {"a": "start"}}))
        .await;
    let first = json!({
        "failure": [{"backtrace": ["no"]}], "duration_in_ms": 7, "custom_metadata": {"b": "first"},
        "meta": {"steps": [{"id": "1"}, {"id": "2"}]},
    });
    let _ = build.finish_test(&uuid, "failed", &first).await.expect(200);
    for _ in 0..2 {
        let more = json!({"meta": {"steps": [{"id": "3"}, {"id": "4"}, {"id": "5"}]}});
        let _ = build.finish_test(&uuid, "passed", &more).await.expect(200);
    }

    let read = stored(&build, &uuid).await;
    assert_eq!(read["failures"], json!([]));
    assert_eq!(read["elapsed_ms"], 10_000);
    assert_eq!(read["metadata"], json!({"a": ["start"]}));
    let steps: Vec<&Value> = read["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["given_id"])
        .collect();
    assert_eq!(steps, ["3", "4", "5"]);
    let tree = build.test_runs("").await;
    assert_eq!(leaves(&tree)[0].1["retries"].as_array().unwrap().len(), 1);
    let stats = build.read().await["status_stats"].clone();
    assert_eq!(
        stats,
        json!({"passed": 1, "failed": 0, "pending": 0, "skipped": 0, "unknown": 0})
    );
}

#[tokio::test]
async fn many_finishes_of_one_test_at_once_leave_one_result() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let uuid = build.test("logs in", &json!({})).await;
    let nothing = json!({});
    let ends = (0..8).map(|_| build.finish_test(&uuid, "passed", &nothing));
    for reply in futures::future::join_all(ends).await {
        let _ = reply.expect(200);
    }
    let tree = build.test_runs("").await;
    assert_eq!(tree["test_summary"]["passed"], 1);
    assert_eq!(leaves(&tree)[0].1["retries"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_refused_finish_changes_nothing() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let done = build
        .run("logs in", "failed", &json!({"duration_in_ms": 7}))
        .await;
    let open = build
        .test("logs out", &json!({"custom_metadata": {"a": "b"}}))
        .await;
    let before = (
        build.test_runs("").await,
        stored(&build, &done).await,
        stored(&build, &open).await,
    );
    let keys: serde_json::Map<String, Value> =
        (0..25).map(|it| (it.to_string(), json!("x"))).collect();
    for more in [
        json!({"result": "Passed"}),
        json!({"duration_in_ms": 0}),
        json!({"duration_in_ms": "5"}),
        json!({"scopes": []}),
        json!({"file_name": "a\u{0}"}),
        json!({"meta": {"steps": [{"id": "1"}, {"id": "1"}]}}),
        json!({"failure": [["x"]]}),
        json!({"hooks": ["x"]}),
        json!({"finished_at": null}),
        json!({"custom_metadata": keys, "scopes": ["a".repeat(101)]}),
    ] {
        for uuid in [&done, &open] {
            let reply = build.finish_test(uuid, "passed", &more).await;
            let body = reply.expect(400);
            assert_eq!(body["success"], false);
            assert!(
                body["message"].as_str().is_some_and(|it| !it.is_empty()),
                "{body}"
            );
        }
    }
    // Together with the key of the start these are 26.
    let merged = build
        .finish_test(&open, "passed", &json!({"custom_metadata": keys}))
        .await;
    assert_eq!(
        merged.expect(400),
        &json!({"success": false, "message": "custom_metadata must contain at most 25 keys"})
    );
    let after = (
        build.test_runs("").await,
        stored(&build, &done).await,
        stored(&build, &open).await,
    );
    assert_eq!(after, before);
}

#[tokio::test]
async fn an_environment_given_at_the_end_moves_the_test() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let more = json!({"environment": {"os": "Windows", "os_version": "10", "browser": "chrome"}});
    let uuid = build.test("logs in", &more).await;
    assert_eq!(
        build.test_runs("").await["hierarchy"][0]["details"]["os"]["key"],
        "Windows,10"
    );

    let later = json!({"environment": {"os_version": "11", "device": "desk"}});
    let _ = build.finish_test(&uuid, "passed", &later).await.expect(200);

    let tree = build.test_runs("").await;
    assert_eq!(tree["hierarchy"].as_array().unwrap().len(), 1);
    let details = &tree["hierarchy"][0]["details"];
    assert_eq!(
        details["os"],
        json!({"name": "Windows", "version": "11", "key": "Windows,11"})
    );
    assert_eq!(
        details["browser"],
        json!({"name": "chrome", "version": "", "key": "chrome"})
    );
    assert_eq!(details["device"], "desk");

    let _ = build
        .finish_test(&uuid, "passed", &json!({}))
        .await
        .expect(200);
    let back = build.test_runs("").await;
    assert_eq!(
        back["hierarchy"][0]["details"]["os"]["key"], "Windows,10",
        "the last word is the start's"
    );
    assert_eq!(back["test_summary"]["passed"], 1);
}

#[tokio::test]
async fn the_files_of_a_test_move_with_it_unless_another_attempt_stays() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let first = build.test("logs in", &json!({})).await;
    let rows = app
        .bearer()
        .get(&format!("/api/v1/runs/{}/results", build.id))
        .await;
    let row = rows.expect(200)["data"][0]["id"].as_str().unwrap();
    let form = Form::default().file("file", "log.txt", b"started\n");
    let path = format!("/api/v1/results/{row}/attachments");
    let reply = app
        .bearer()
        .raw("POST", &path, Some(Form::CONTENT_TYPE), form.finish())
        .await;
    let file = reply.expect(201)["data"][0]["id"].clone();
    let elsewhere = |os: &str| json!({"environment": {"os": os}});

    let _ = build
        .finish_test(&first, "passed", &elsewhere("Windows"))
        .await
        .expect(200);
    assert_eq!(files(&build, &first).await, std::slice::from_ref(&file));
    let _ = build
        .finish_test(&first, "passed", &elsewhere("Linux"))
        .await
        .expect(200);
    assert_eq!(files(&build, &first).await, std::slice::from_ref(&file));

    let second = build.test("logs in", &elsewhere("Linux")).await;
    let _ = build
        .finish_test(&second, "passed", &elsewhere("macOS"))
        .await
        .expect(200);
    assert_eq!(files(&build, &second).await, Vec::<Value>::new());
    assert_eq!(files(&build, &first).await, [file]);
}

/// The ids of the files of an attempt's row, which can be downloaded.
async fn files(build: &Build<'_>, uuid: &str) -> Vec<Value> {
    let path = format!("/api/verdict/results/{uuid}/attachments?run={}", build.id);
    let listed = build.app.basic().get(&path).await.expect(200).clone();
    let mut ids = Vec::new();
    for file in listed["attachments"].as_array().unwrap() {
        let id = file["id"].as_str().unwrap();
        let path = format!("/api/verdict/attachments/{id}");
        assert_eq!(build.app.basic().get(&path).await.status(), 200);
        ids.push(file["id"].clone());
    }
    ids
}

#[tokio::test]
async fn workers_that_begin_and_end_on_new_platforms_at_once_do_not_block_each_other() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let platform = |place: usize| json!({"environment": {"os": format!("os {place}")}});
    let mut open = Vec::new();
    for place in 0..24 {
        open.push(build.test(&format!("test {place}"), &json!({})).await);
    }
    let ends = open.iter().enumerate().map(|(place, uuid)| {
        let (build, more) = (&build, platform(place));
        async move { build.finish_test(uuid, "passed", &more).await.status() }
    });
    let starts = (24..48).map(|place| {
        let (build, more) = (&build, platform(place));
        async move {
            build.test(&format!("test {place}"), &more).await;
            200
        }
    });
    let ended = futures::future::join(
        futures::future::join_all(ends),
        futures::future::join_all(starts),
    );
    let (ended, _) = ended.await;
    assert!(ended.iter().all(|it| *it == 200), "{ended:?}");
    let tree = build.test_runs("?sort=PLATFORM").await;
    assert_eq!(
        (
            &tree["test_summary"]["passed"],
            &tree["test_summary"]["in progress"]
        ),
        (&json!(24), &json!(24))
    );
    assert_eq!(tree["hierarchy"].as_array().unwrap().len(), 48);
}
