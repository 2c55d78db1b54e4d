//! Builds: start, shards, finish, status.

use e2e::TestApp;
use serde_json::{Value, json};

use super::{Build, leaves, silence};

#[tokio::test]
async fn a_build_goes_from_running_to_passed() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    assert_eq!(build.read().await["status"], "running");
    let uuid = build.run("logs in", "passed", &json!({})).await;
    assert_eq!(build.read().await["finished_at"], json!(null));

    build.finish("2025-11-11T10:40:00Z").await;

    let read = build.read().await;
    assert_eq!(read["status"], "passed");
    assert_eq!(read["duration"], 2_400_000);
    assert_eq!(
        read["status_stats"],
        json!({"passed": 1, "failed": 0, "pending": 0, "skipped": 0, "unknown": 0})
    );
    let tree = build.test_runs("").await;
    let (name, test) = &leaves(&tree)[0];
    assert_eq!(
        (name.as_str(), &test["status"]),
        ("logs in", &json!("passed"))
    );
    assert_eq!(test["retries"][0]["uuid"], uuid.as_str());
}

/// Postgres writes it with all of its 309 digits.
#[tokio::test]
async fn the_greatest_number_comes_back_as_it_was_sent() {
    let app = TestApp::start().await;
    let greatest = json!({"name": "git", "extra": f64::MAX});
    let build = Build::start_with(&app, &json!({"version_control": greatest})).await;
    assert_eq!(build.read().await["vcs_info"]["extra"], f64::MAX);
}

#[tokio::test]
async fn a_build_reads_back_what_its_start_said() {
    let app = TestApp::start().await;
    let build = Build::start_with(
        &app,
        &json!({
            "tags": ["perf", "main"],
            "build_run_identifier": "ci-1",
            "host_info": {"hostname": "runner", "platform": "linux", "type": "Linux", "version": "6.1", "arch": "arm64"},
            "ci_info": {"name": "GitHub Actions", "build_url": "https://ci/7", "build_number": "7", "job_name": "e2e"},
            "version_control": {"name": "git", "sha": "abc", "branch": "main", "extra": [1, {"a": null}]},
            "framework": {"name": "Pytest", "version": "8.3"},
            "unknown": true,
        }),
    )
    .await;
    let url = format!("{}/ext/v1/builds/{}", app.url, build.id);

    let read = build.read().await;

    assert_eq!(
        read,
        json!({
            "name": "nightly",
            "description": null,
            "status": "running",
            "duration": null,
            "user": read["user"],
            "user_id": 1,
            "tags": ["perf", "main"],
            "alerts": [],
            "build_id": build.id,
            "build_number": 1,
            "original_name": "nightly",
            "started_at": "2025-11-11T10:00:00.000+00:00",
            "finished_at": null,
            "status_stats": {"passed": 0, "failed": 0, "pending": 0, "skipped": 0, "unknown": 0},
            "failure_categories": {
                "To be Investigated": 0, "Automation Bug": 0, "Product Bug": 0, "No Defect": 0,
                "Environment Issue": 0,
            },
            "smart_tags": {
                "is_flaky": 0, "is_always_failing": 0, "is_performance_anomaly": 0, "is_new_failure": 0,
            },
            "unique_errors": {
                "overview": {"insight": "0% failures caused by 0 unique errors", "count": 0},
                "top_unique_errors": [],
            },
            "re_run": null,
            "build_error": null,
            "is_archived": false,
            "observability_version": {
                "framework_name": "Pytest", "framework_version": "8.3", "sdk_version": "null",
                "outdated_sdk_version": "false",
            },
            "vcs_info": {"name": "git", "sha": "abc", "branch": "main", "extra": [1, {"a": null}]},
            "ci_info": {
                "name": "GitHub Actions", "job_name": "e2e", "build_number": "7",
                "build_url": "https://ci/7", "url": null,
            },
            "host_info": {
                "hostname": "runner", "os": "linux", "type": "Linux", "version": "6.1", "arch": "arm64",
            },
            "run_information": [{"id": read["run_information"][0]["id"], "passed": 0, "failed": 0, "skipped": 0, "unknown": 0}],
            "observability_url": url,
        })
    );
    let link = read["observability_url"]
        .as_str()
        .unwrap()
        .strip_prefix(&app.url)
        .unwrap();
    assert_eq!(
        app.basic().get(link).await.expect(200),
        &read,
        "the link leads to the build"
    );
}

#[tokio::test]
async fn builds_of_one_name_are_numbered_and_share_their_project() {
    let app = TestApp::start().await;
    let mut numbers = Vec::new();
    for more in [
        json!({}),
        json!({}),
        json!({"name": "smoke"}),
        json!({"project_name": "Other"}),
    ] {
        let build = Build::start_with(&app, &more).await;
        let tree = build.test_runs("").await;
        numbers.push((
            build.read().await["build_number"].clone(),
            tree["project_id"].clone(),
        ));
    }
    let expected = [(1, 1), (2, 1), (1, 1), (1, 2)];
    assert_eq!(
        numbers,
        expected.map(|(build, project)| (json!(build), json!(project)))
    );
}

#[tokio::test]
async fn an_identifier_joins_shards_while_the_build_runs() {
    let app = TestApp::start().await;
    let shard = |identifier: Value| json!({"build_run_identifier": identifier});
    let first = Build::start_with(&app, &shard(json!("ci-1"))).await;
    assert_eq!(
        Build::start_with(&app, &shard(json!("ci-1"))).await.id,
        first.id
    );
    for other in [shard(json!("ci-2")), shard(json!("")), shard(json!(null))] {
        assert_ne!(Build::start_with(&app, &other).await.id, first.id);
    }
    let other_name = json!({"build_run_identifier": "ci-1", "name": "smoke"});
    assert_ne!(Build::start_with(&app, &other_name).await.id, first.id);

    silence(&app, &first).await;
    let second = Build::start_with(&app, &shard(json!("ci-1"))).await;
    assert_ne!(second.id, first.id, "a build that timed out does not run");

    second.finish("2025-11-11T10:40:00Z").await;
    let third = Build::start_with(&app, &shard(json!("ci-1"))).await;
    assert_ne!(third.id, second.id);
}

#[tokio::test]
async fn shards_that_start_at_once_are_one_build() {
    let app = TestApp::start().await;
    let more = json!({"build_run_identifier": "ci-1"});
    let starts = (0..6).map(|_| Build::start_with(&app, &more));
    let builds = futures::future::join_all(starts).await;
    assert!(builds.iter().all(|it| it.id == builds[0].id));
    assert_eq!(builds[0].read().await["build_number"], 1);
    let projects = app.basic().get("/ext/v1/projects").await;
    let projects = projects.expect(200)["projects"].as_array().unwrap().len();
    assert_eq!(projects, 1, "the project was made once");
}

#[tokio::test]
async fn builds_that_start_at_once_share_a_new_project_and_are_numbered() {
    let app = TestApp::start().await;
    let nothing = json!({});
    let starts = (0..8).map(|_| Build::start_with(&app, &nothing));
    let builds = futures::future::join_all(starts).await;
    let mut numbers = Vec::new();
    for build in &builds {
        let tree = build.test_runs("").await;
        assert_eq!(tree["project_id"], 1);
        numbers.push(tree["build_number"].as_i64().unwrap());
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=8).collect::<Vec<i64>>());
}

#[tokio::test]
async fn a_build_starts_while_its_project_is_deleted() {
    let app = TestApp::start().await;
    let owner = app.basic();
    for number in 1..=6 {
        let _ = Build::start(&app).await;
        let project = format!("/api/v2/projects/PR-{number}");
        let nothing = json!({});
        let starts = (0..6).map(|_| Build::start_with(&app, &nothing));
        // Every start answers 200, whether it comes before the deletion or after.
        let (_, deleted) = tokio::join!(futures::future::join_all(starts), owner.delete(&project),);
        let _ = deleted.expect(200);
        let _ = Build::start(&app).await;
    }
}

#[tokio::test]
async fn a_shard_that_joins_brings_its_tags_and_keeps_the_build_alive() {
    let app = TestApp::start().await;
    let shard = |tags: Value| json!({"build_run_identifier": "ci-1", "tags": tags});
    let build = Build::start_with(&app, &shard(json!(["all", "one"]))).await;
    let before = app.basic().get(&build.path("")).await;
    let client = super::database(&app).await;
    let age = "update runs set updated_at = now() - interval '59 minutes'";
    assert_eq!(client.execute(age, &[]).await.unwrap(), 1);

    let joined = Build::start_with(&app, &shard(json!(["all", "two"]))).await;

    assert_eq!(joined.id, build.id);
    let read = build.read().await;
    assert_eq!(read["tags"], json!(["all", "one", "two"]));
    assert_eq!(read["started_at"], before.expect(200)["started_at"]);
    let quiet = "select count(*) from runs where updated_at < now() - interval '1 minute'";
    let quiet: i64 = client.query_one(quiet, &[]).await.unwrap().get(0);
    assert_eq!(quiet, 0);
}

#[tokio::test]
async fn an_end_before_the_start_is_taken_and_does_not_stay() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    build.finish("2025-11-11T09:59:59Z").await;
    let read = build.read().await;
    assert_eq!(
        (&read["status"], &read["finished_at"], &read["duration"]),
        (
            &json!("skipped"),
            &json!("2025-11-11T09:59:59.000+00:00"),
            &json!(null)
        )
    );
    for (sent, kept) in [
        ("2025-11-11T09:00:00Z", "2025-11-11T09:00:00.000+00:00"),
        ("2025-11-11T10:00:00Z", "2025-11-11T10:00:00.000+00:00"),
        ("2025-11-11T10:01:00Z", "2025-11-11T10:00:00.000+00:00"),
        ("2025-11-11T09:00:00Z", "2025-11-11T10:00:00.000+00:00"),
    ] {
        build.finish(sent).await;
        assert_eq!(build.read().await["finished_at"], kept, "{sent}");
    }
    assert_eq!(build.read().await["duration"], 0);
}

#[tokio::test]
async fn finishing_a_build_twice_keeps_the_first_time() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    build.finish("2025-11-11T10:40:00Z").await;
    build.finish("2025-11-11T10:50:00Z").await;
    let read = build.read().await;
    assert_eq!(read["finished_at"], "2025-11-11T10:40:00.000+00:00");
    assert_eq!(
        read["status"], "skipped",
        "sic: a finished build without tests"
    );
}

#[tokio::test]
async fn a_finished_build_takes_late_ends_and_no_new_tests() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let uuid = build.test("logs in", &json!({})).await;
    build.finish("2025-11-11T10:40:00Z").await;
    assert_eq!(build.read().await["status"], "unknown");

    let refused = app
        .basic()
        .post(
            &build.path("/tests/start"),
            &super::test_body("late", &json!({})),
        )
        .await;
    assert_eq!(
        refused.expect(409),
        &json!({"success": false, "message": "The build is finished"})
    );
    let _ = build
        .finish_test(&uuid, "failed", &json!({}))
        .await
        .expect(200);

    let read = build.read().await;
    assert_eq!(read["status"], "failed");
    assert_eq!(read["finished_at"], "2025-11-11T10:40:00.000+00:00");
    assert_eq!(leaves(&build.test_runs("").await).len(), 1);
}

#[tokio::test]
async fn an_hour_of_silence_ends_a_build_until_something_happens() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    silence(&app, &build).await;
    assert_eq!(
        build.read().await["status"],
        "unknown",
        "sic: an empty build that timed out"
    );
    let uuid = build.run("logs in", "passed", &json!({})).await;
    assert_eq!(build.read().await["status"], "running");
    silence(&app, &build).await;
    assert_eq!(build.read().await["status"], "passed");
    let _ = build
        .finish_test(&uuid, "timeout", &json!({}))
        .await
        .expect(200);
    silence(&app, &build).await;
    let read = build.read().await;
    assert_eq!(
        (&read["status"], &read["finished_at"]),
        (&json!("failed"), &json!(null))
    );
}

#[tokio::test]
async fn a_run_that_was_not_reported_as_a_build_is_readable_by_any_id() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &["Login", "Logout"]).await;
    let run = app.run(&shop, "Nightly").await;
    let upload = json!({"results": [{"test_case_id": "TC-1", "status": "failed"}]});
    let _ = app
        .bearer()
        .post(&format!("/v1/runs/TR-{}/results/bulk", run.number), &upload)
        .await
        .expect(200);
    let hashed = domain::spelling::hashed(run.opaque);
    for id in [
        format!("TR-{}", run.number),
        hashed.clone(),
        run.opaque.uuid().to_string(),
    ] {
        let read = app.basic().get(&format!("/ext/v1/builds/{id}")).await;
        let read = read.expect(200);
        assert_eq!(read["build_id"], hashed.as_str());
        assert_eq!(read["build_number"], run.number.get());
        assert_eq!(read["observability_version"]["framework_name"], "null");
        assert_eq!(read["vcs_info"], json!(null));
        assert_eq!(
            read["status_stats"],
            json!({"passed": 0, "failed": 1, "pending": 1, "skipped": 0, "unknown": 0})
        );
    }
    let build = Build {
        app: &app,
        id: hashed,
    };
    let tree = build.test_runs("").await;
    assert_eq!(tree["name"], "Shop");
    assert_eq!(tree["hierarchy"][0]["display_name"], "Nightly");
    assert_eq!(tree["hierarchy"][0]["details"]["file_path"], "");
    let found = leaves(&tree);
    assert_eq!(
        (found[0].0.as_str(), &found[0].1["status"]),
        ("Login", &json!("failed"))
    );
    assert_eq!(found[0].1["retries"].as_array().unwrap().len(), 1);
    assert_eq!(
        (found[1].0.as_str(), &found[1].1["status"]),
        ("Logout", &json!("pending"))
    );
    assert_eq!(found[1].1["retries"], json!([]));
}
