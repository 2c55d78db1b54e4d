//! The tree of a build's tests: attempts, filters, pages.

use std::collections::BTreeSet;

use e2e::TestApp;
use serde_json::{Value, json};

use super::{Build, leaves};

#[tokio::test]
async fn each_attempt_of_a_test_is_a_retry() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let failed = json!({"failure": [{"backtrace": ["Error: no", "  at a.js:7"]}]});
    let first = build.run("logs in", "failed", &failed).await;
    let second = build.run("logs in", "passed", &json!({})).await;
    let third = build.test("logs in", &json!({})).await;

    let tree = build.test_runs("").await;

    assert_eq!(
        tree["test_summary"],
        json!({
            "passed": 1, "failed": 0, "in progress": 0, "skipped": 0, "retest": 0, "blocked": 0,
            "untested": 0, "pending": 0, "unknown": 0,
        })
    );
    let found = leaves(&tree);
    assert_eq!(found.len(), 1);
    let test = &found[0].1;
    assert_eq!(test["status"], "passed", "the newest final result shows");
    assert_eq!(
        test["retries"],
        json!([
            {"uuid": first, "status": "failed", "duration": 10_000, "workflowStatus": "Failed",
             "logs": {"TEST_FAILURE": ["Error: no", "  at a.js:7"]}},
            {"uuid": second, "status": "passed", "duration": 10_000, "workflowStatus": "Passed", "logs": {}},
            {"uuid": third, "status": "pending", "duration": null, "workflowStatus": "In Progress", "logs": {}},
        ])
    );
    let numbered = test["observability_url"]
        .as_str()
        .unwrap()
        .split_once("details=")
        .unwrap()
        .1;
    assert!(numbered.parse::<i64>().is_ok());
}

#[tokio::test]
async fn an_open_test_is_in_progress() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    build.test("logs in", &json!({})).await;
    let tree = build.test_runs("").await;
    assert_eq!(tree["test_summary"]["in progress"], 1);
    assert_eq!(tree["hierarchy"][0]["summary"]["unknown"], 1);
    assert_eq!(leaves(&tree)[0].1["status"], "pending");
    assert_eq!(build.read().await["status_stats"]["unknown"], 1);
}

#[tokio::test]
async fn the_same_test_in_two_builds_is_one_case() {
    let app = TestApp::start().await;
    let mut numbers = BTreeSet::new();
    for _ in 0..2 {
        let build = Build::start(&app).await;
        build.test("logs in", &json!({})).await;
        let tree = build.test_runs("").await;
        numbers.insert(
            leaves(&tree)[0].1["observability_url"]
                .as_str()
                .unwrap()
                .split_once("details=")
                .unwrap()
                .1
                .to_owned(),
        );
    }
    assert_eq!(
        numbers.len(),
        1,
        "an open test shows the number of its case"
    );
}

#[tokio::test]
async fn tests_are_filtered_by_status() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    for result in ["passed", "failed", "skipped", "timeout"] {
        build.run(result, result, &json!({})).await;
    }
    build.test("open", &json!({})).await;
    for (query, expected) in [
        ("", "passed failed skipped timeout open"),
        ("?test_statuses=failed", "failed timeout"),
        ("?test_statuses=timeout", "timeout"),
        ("?test_statuses=passed,skipped", "passed skipped"),
        (
            "?test_statuses=pending&sort=DURATION&is_muted=false",
            "open",
        ),
        ("?test_statuses=nonsense", ""),
    ] {
        let tree = build.test_runs(query).await;
        let names: Vec<String> = leaves(&tree).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names.join(" "), expected, "{query}");
        assert_eq!(
            tree["test_summary"]["passed"], 1,
            "the summary is the build's"
        );
    }
}

#[tokio::test]
async fn files_come_in_pages_that_end() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    for file in 0..52 {
        let more = json!({"file_name": format!("tests/{file:02}.py")});
        build.test("works", &more).await;
    }
    for (query, first) in [
        ("?", "00.py"),
        ("?order=Desc", "51.py"),
        ("?sort=TOP_LEVEL_NAME&order=Desc", "51.py"),
    ] {
        let page = build.test_runs(query).await;
        assert_eq!(page["hierarchy"][0]["display_name"], first);
        assert_eq!(page["hierarchy"].as_array().unwrap().len(), 50);
        assert_eq!(page["pagination"]["has_next"], true);
        let cursor = page["pagination"]["next_page"].as_str().unwrap();
        let rest = build
            .test_runs(&format!("{query}&next_page={cursor}"))
            .await;
        assert_eq!(
            rest["pagination"],
            json!({"has_next": false, "next_page": null})
        );
        let names = |page: &Value| -> Vec<String> {
            let roots = page["hierarchy"].as_array().unwrap().iter();
            roots
                .map(|it| it["display_name"].as_str().unwrap().to_owned())
                .collect()
        };
        let seen: BTreeSet<String> = names(&page).into_iter().chain(names(&rest)).collect();
        assert_eq!((names(&rest).len(), seen.len()), (2, 52));
    }
}

#[tokio::test]
async fn results_of_other_dialects_join_the_tree() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &["Login", "Logout"]).await;
    let run = app.run(&shop, "nightly").await;
    let build = Build {
        app: &app,
        id: domain::spelling::hashed(run.opaque),
    };
    build.run("logs in", "passed", &json!({})).await;
    for status in ["failed", "passed"] {
        let upload = json!({"results": [{"test_case_id": "TC-1", "status": status}]});
        let path = format!("/v1/runs/{}/results/bulk", build.id);
        let _ = app.bearer().post(&path, &upload).await.expect(200);
    }

    let tree = build.test_runs("").await;

    let roots: Vec<&Value> = tree["hierarchy"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["display_name"])
        .collect();
    assert_eq!(roots, ["login_test.py", "nightly"]);
    let found = leaves(&tree);
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["logs in", "Login", "Logout"]);
    let retries = found[1].1["retries"].as_array().unwrap();
    let statuses: Vec<&Value> = retries.iter().map(|it| &it["status"]).collect();
    assert_eq!(statuses, ["failed", "passed"]);
    let uuid = retries[0]["uuid"].as_str().unwrap();
    let put = build.finish_test(uuid, "passed", &json!({})).await;
    assert_eq!(
        put.status(),
        404,
        "a result that was not started here cannot be finished here"
    );
    assert_eq!(found[2].1["retries"], json!([]));
}
