//! Hooks: start, finish, the tree, reading back.

use e2e::TestApp;
use serde_json::{Value, json};

use super::others::{bound, stranger};
use super::refusals::{NOBODY, refused};
use super::{Build, hook_leaves, leaves};

/// Everything that is stored of a hook.
async fn stored(build: &Build<'_>, uuid: &str) -> Value {
    let path = format!("/api/verdict/hooks/{uuid}?run={}", build.id);
    build.app.basic().get(&path).await.expect(200).clone()
}

#[tokio::test]
async fn everything_that_a_hook_says_is_stored() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let test = build.test("logs in", &json!({})).await;
    let start = json!({
        "test_run_id": test, "tags": ["smoke"], "location": "tests/conftest.py:3",
        "custom_metadata": {"team": ["web"], "area": "login"},
        "environment": {"os": "android", "os_version": "12"},
    });
    let uuid = build.hook("beforeEach", &start).await;

    let open = stored(&build, &uuid).await;
    assert_eq!(
        (&open["status"], &open["recorded_at"], &open["executed_at"]),
        (&json!("in_progress"), &json!(null), &json!(null))
    );

    let end = json!({
        "result": "failed", "duration_in_ms": 7,
        "failure": [{"backtrace": ["no", "  at a.py:3"]}, {}],
        "custom_metadata": {"team": "infra"},
        "environment": {"os_version": "13", "device": "Pixel 7"},
        "meta": {"steps": [
            {"id": "s1", "keyword": "Given", "text": "a user", "started_at": "2025-11-11T10:30:00Z",
             "finished_at": "2025-11-11T10:30:01Z", "result": "failed", "duration": 12, "failure": "msg"},
            {"id": "s2"},
        ]},
        "file_name": "tests/moved.py", "scopes": ["Moved"],
    });
    let reply = build.finish_hook(&uuid, "beforeEach", &end).await;
    assert_eq!(
        reply.expect(200),
        &json!({"success": true, "message": "Hook run updated successfully."})
    );

    let read = stored(&build, &uuid).await;
    assert_eq!(
        read,
        json!({
            "id": uuid,
            "run_id": read["run_id"],
            "project_id": "PR-1",
            "hook_type": "beforeEach",
            "name": "prepares",
            "attempt_id": test,
            "configuration": read["configuration"],
            "status": "failed",
            "elapsed_ms": 7,
            "created_at": open["created_at"],
            "recorded_at": read["recorded_at"],
            "executed_at": "2025-11-11T10:30:10.000Z",
            "started_at": "2025-11-11T10:30:00.000Z",
            "author_id": 1,
            "failures": [
                {"message": null, "trace": ["no", "  at a.py:3"]}, {"message": null, "trace": null},
            ],
            "steps": [
                {"id": null, "position": 1, "step_id": null, "given_id": "s1", "status": "failed",
                 "custom_status": null, "note": null, "keyword": "Given", "text": "a user", "expected": null,
                 "started_at": "2025-11-11T10:30:00.000Z", "finished_at": "2025-11-11T10:30:01.000Z",
                 "elapsed_ms": 12, "failure": "msg"},
                {"id": null, "position": 2, "step_id": null, "given_id": "s2", "status": null,
                 "custom_status": null, "note": null, "keyword": null, "text": null, "expected": null,
                 "started_at": null, "finished_at": null, "elapsed_ms": null, "failure": null},
            ],
            "origin": {
                "file": "tests/moved.py", "scopes": ["Moved"], "location": "tests/conftest.py:3",
                "vc_path": null, "tags": ["smoke"], "language": null, "code": null,
                "preliminary_result": null,
            },
            "environment": {
                "device": "Pixel 7", "os": "android", "os_version": "13", "browser": null,
                "browser_version": null, "viewport": null,
            },
            "metadata": {"area": ["login"], "team": ["infra"]},
        })
    );
    assert!(read["recorded_at"].is_string());
    assert_eq!(read["configuration"]["os_version"], "13");
}

#[tokio::test]
async fn hooks_are_leaves_of_the_tree_and_count_nowhere() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let before = build.hook("BEFORE_ALL", &json!({})).await;
    let test = build
        .run("logs in", "passed", &json!({"hooks": [before]}))
        .await;
    let open = build
        .hook("beforeEach", &json!({"test_run_id": test}))
        .await;
    let after = build
        .hook("afterAll", &json!({"environment": {"os": "Mac"}}))
        .await;
    let trace = json!({"result": "failed", "failure": [{"backtrace": ["no"]}]});
    let _ = build
        .finish_hook(&before, "BEFORE_ALL", &trace)
        .await
        .expect(200);
    let _ = build
        .finish_hook(&after, "afterAll", &json!({}))
        .await
        .expect(200);

    let tree = build.test_runs("").await;

    assert_eq!(leaves(&tree).len(), 1);
    let hooks = hook_leaves(&tree);
    let told: Vec<Value> = hooks
        .iter()
        .map(|it| {
            json!([
                it["display_name"],
                it["is_before_all_hook"],
                it["is_after_all_hook"],
                it["details"]["status"],
                it["details"]["retries"][0]["uuid"],
                it["rank"]
            ])
        })
        .collect();
    assert_eq!(
        told,
        [
            json!(["prepares", true, false, "failed", before, 3]),
            json!(["prepares", false, false, "pending", open, 3]),
            json!(["prepares", false, true, "passed", after, 3]),
        ]
    );
    assert_eq!(
        hooks[0]["details"]["retries"],
        json!([{"uuid": before, "status": "failed", "duration": 10_000, "workflowStatus": "Failed",
            "logs": {"TEST_FAILURE": ["no"]}}])
    );
    assert_eq!(
        tree["hierarchy"][0]["summary"],
        json!({"aggregate": 1, "passed": 1, "failed": 0, "pending": 0, "skipped": 0, "unknown": 0})
    );
    assert_eq!(tree["hierarchy"][1]["details"]["os"]["name"], "Mac");
    assert_eq!(tree["hierarchy"][1]["summary"]["aggregate"], 0);
    assert_eq!(
        (
            &tree["test_summary"]["failed"],
            &tree["test_summary"]["passed"]
        ),
        (&json!(0), &json!(1))
    );
    let failed = build.test_runs("?test_statuses=failed").await;
    assert_eq!(hook_leaves(&failed).len(), 1);
    build.finish("2025-11-11T10:40:00Z").await;
    assert_eq!(build.read().await["status"], "passed", "hooks are no tests");
    let kept = app
        .basic()
        .get(&format!("/api/verdict/results/{test}?run={}", build.id))
        .await;
    assert_eq!(kept.expect(200)["hooks"], json!([before]));
}

#[tokio::test]
async fn the_last_end_of_a_hook_wins_and_may_come_late() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let uuid = build.hook("teardown", &json!({})).await;
    let first = json!({
        "result": "failed", "failure": [{"backtrace": ["no"]}], "duration_in_ms": 7,
        "meta": {"steps": [{"id": "1"}]}, "environment": {"os": "Mac"},
    });
    let _ = build
        .finish_hook(&uuid, "teardown", &first)
        .await
        .expect(200);
    build.finish("2025-11-11T10:40:00Z").await;

    let _ = build
        .finish_hook(&uuid, "teardown", &json!({}))
        .await
        .expect(200);

    let read = stored(&build, &uuid).await;
    assert_eq!(
        (
            &read["status"],
            &read["elapsed_ms"],
            &read["failures"],
            &read["steps"]
        ),
        (&json!("passed"), &json!(10_000), &json!([]), &json!([]))
    );
    assert_eq!(read["environment"]["os"], json!(null));
    assert_eq!(read["configuration"], json!(null));
    assert_eq!(hook_leaves(&build.test_runs("").await).len(), 1);

    let late = build.start_hook("setup", &json!({})).await;
    assert_eq!(refused(&late, 409), "The build is finished");
    assert_eq!(hook_leaves(&build.test_runs("").await).len(), 1);
}

#[tokio::test]
async fn a_refused_hook_changes_nothing() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let other = Build::start(&app).await;
    let foreign = other.test("logs in", &json!({})).await;
    let uuid = build.hook("beforeAll", &json!({})).await;
    let before = (build.test_runs("").await, stored(&build, &uuid).await);

    for more in [
        json!({"hook_type": null}),
        json!({"hook_type": " "}),
        json!({"name": null}),
        json!({"file_name": null}),
        json!({"scopes": []}),
        json!({"started_at": "now"}),
        json!({"test_run_id": "x"}),
        json!({"test_run_id": NOBODY}),
        json!({"test_run_id": foreign}),
        json!({"test_run_id": uuid}),
        json!({"tags": "a"}),
        json!({"environment": []}),
    ] {
        refused(&build.start_hook("beforeAll", &more).await, 400);
    }
    for (hook_type, more) in [
        ("BEFORE_ALL", json!({})),
        ("beforeAll ", json!({})),
        ("afterAll", json!({})),
        ("beforeAll", json!({"hook_type": null})),
        ("beforeAll", json!({"result": "ok"})),
        ("beforeAll", json!({"result": null})),
        ("beforeAll", json!({"finished_at": null})),
        ("beforeAll", json!({"file_name": null})),
        ("beforeAll", json!({"scopes": null})),
        ("beforeAll", json!({"duration_in_ms": 0})),
        ("beforeAll", json!({"failure": "no"})),
        (
            "beforeAll",
            json!({"meta": {"steps": [{"id": "1"}, {"id": "1"}]}}),
        ),
    ] {
        refused(&build.finish_hook(&uuid, hook_type, &more).await, 400);
    }
    let after = (build.test_runs("").await, stored(&build, &uuid).await);
    assert_eq!(after, before);
}

#[tokio::test]
async fn hooks_and_tests_are_not_found_on_each_others_paths() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let other = Build::start(&app).await;
    let (test, hook) = (
        build.test("logs in", &json!({})).await,
        build.hook("beforeAll", &json!({})).await,
    );
    let on_tests = build.finish_test(&hook, "passed", &json!({})).await;
    assert_eq!(refused(&on_tests, 404), "Test run not found");
    for id in [test.as_str(), NOBODY, "nonsense"] {
        let on_hooks = build.finish_hook(id, "beforeAll", &json!({})).await;
        assert_eq!(refused(&on_hooks, 404), "Hook run not found");
    }
    let elsewhere = other.finish_hook(&hook, "beforeAll", &json!({})).await;
    assert_eq!(refused(&elsewhere, 404), "Hook run not found");
    assert_eq!(stored(&build, &hook).await["status"], "in_progress");
    assert_eq!(leaves(&build.test_runs("").await)[0].1["status"], "pending");
}

#[tokio::test]
async fn hooks_of_others_look_like_missing_ones() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let hook = build.hook("beforeAll", &json!({})).await;
    let other = Build::start_with(&app, &json!({"project_name": "Other"})).await;
    let project = other.test_runs("").await["project_id"].as_i64().unwrap();
    let project = i32::try_from(project).unwrap();
    for client in [stranger(&app).await, bound(&app, project).await] {
        let start = client
            .post(
                &build.path("/hooks/start"),
                &super::hook_body("beforeAll", &json!({})),
            )
            .await;
        assert_eq!(refused(&start, 404), "Build not found");
        let end = super::finish_body("passed", &json!({"hook_type": "beforeAll"}));
        let path = build.path(&format!("/hooks/{hook}/finish"));
        assert_eq!(
            refused(&client.put(&path, &end).await, 404),
            "Build not found"
        );
        let path = format!("/api/verdict/hooks/{hook}?run={}", build.id);
        let read = client.get(&path).await;
        assert_eq!(read.expect(404)["error"]["message"], "Hook run not found");
    }
    assert_eq!(stored(&build, &hook).await["status"], "in_progress");
}

#[tokio::test]
async fn a_hook_is_read_by_its_uuid_and_its_run() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let hook = build.hook("beforeAll", &json!({})).await;
    for (path, status) in [
        (format!("/api/verdict/hooks/{hook}"), 400),
        (format!("/api/verdict/hooks/{hook}?run=TR-99"), 404),
        (format!("/api/verdict/hooks/{hook}?run=nonsense"), 404),
        (format!("/api/verdict/hooks/{NOBODY}?run={}", build.id), 404),
        (format!("/api/verdict/hooks/nonsense?run={}", build.id), 404),
        (format!("/api/verdict/hooks/{hook}?run=TR-1"), 200),
    ] {
        let _ = app.basic().get(&path).await.expect(status);
    }
}

#[tokio::test]
async fn starts_and_the_end_of_a_build_at_once_leave_none_that_came_after() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let nothing = json!({});
    let starts = (0..12).map(|place| {
        let (build, nothing) = (&build, &nothing);
        async move {
            if place % 2 == 0 {
                build.start_hook("beforeAll", nothing).await.status()
            } else {
                let body = super::test_body(&format!("test {place}"), nothing);
                let path = build.path("/tests/start");
                build.app.basic().post(&path, &body).await.status()
            }
        }
    });
    let ends = futures::future::join(
        futures::future::join_all(starts),
        build.finish("2025-11-11T10:40:00Z"),
    );
    let (started, ()) = ends.await;
    assert!(
        started.iter().all(|it| [200, 409].contains(it)),
        "{started:?}"
    );
    let good = started.iter().filter(|it| **it == 200).count();
    let tree = build.test_runs("").await;
    assert_eq!(leaves(&tree).len() + hook_leaves(&tree).len(), good);
}
