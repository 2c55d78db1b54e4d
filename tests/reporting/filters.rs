//! `testRuns`: what is asked for and what is shown.

use e2e::TestApp;
use serde_json::json;

use super::refusals::refused;
use super::{Build, leaves};

/// The names of all tests, in the order they began.
const ALL: &str = "phone desk old bare";

#[tokio::test]
async fn what_is_kept_filters_and_what_is_not_computed_is_constant() {
    let app = TestApp::start().await;
    let build = Build::start_with(
        &app,
        &json!({"host_info": {"hostname": "runner-1"}, "ci_info": {"build_number": "77"}}),
    )
    .await;
    for (name, result, environment) in [
        (
            "phone",
            "passed",
            json!({"device": "Pixel 7", "os": "android", "os_version": "13"}),
        ),
        (
            "desk",
            "failed",
            json!({"os": "Windows", "os_version": "11"}),
        ),
        (
            "old",
            "timeout",
            json!({"os": "Windows", "os_version": "10"}),
        ),
        ("bare", "skipped", json!({})),
    ] {
        let uuid = build.test(name, &json!({"environment": environment})).await;
        let _ = build
            .finish_test(&uuid, result, &json!({}))
            .await
            .expect(200);
    }
    for (query, expected) in [
        ("devices=Pixel 7", "phone"),
        ("devices=pixel 7,iPhone", "phone"),
        ("devices=iPhone", ""),
        ("devices=", ALL),
        ("os=windows", "desk old"),
        ("os=Windows 11", "desk"),
        ("os=android,Windows 10", "phone old"),
        ("os=mac", ""),
        ("host_names=runner-1", ALL),
        ("host_names=runner-2,runner-1", ALL),
        ("host_names=runner-2", ""),
        ("ci_build_numbers=77", ALL),
        ("ci_build_numbers=78", ""),
        ("failure_categories=To be Investigated", "desk old"),
        (
            "failure_categories=Product Bug,To be Investigated",
            "desk old",
        ),
        ("failure_categories=Product Bug", ""),
        ("is_muted=false", ALL),
        ("is_muted=true", ""),
        ("re_runs=0", ALL),
        ("re_runs=1,2", ""),
        ("re_runs=1,0", ALL),
        (
            "is_flaky=false&is_new_failure=false&is_always_failing=false&has_performance_anomaly=false",
            ALL,
        ),
        ("is_flaky=true", ""),
        ("is_new_failure=true", ""),
        ("is_always_failing=true", ""),
        ("has_performance_anomaly=true", ""),
        ("os=windows&test_statuses=failed&devices=", "desk old"),
        ("os=windows&test_statuses=timeout", "old"),
    ] {
        let tree = build.test_runs(&format!("?{query}")).await;
        let names: Vec<String> = leaves(&tree).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names.join(" "), expected, "{query}");
        assert_eq!(
            tree["test_summary"]["passed"], 1,
            "{query}: the summary is the build's"
        );
    }
    for query in ["is_muted=1", "is_flaky=maybe", "re_runs=a", "re_runs=1,b"] {
        let path = build.path(&format!("/testRuns?{query}"));
        refused(&app.basic().get(&path).await, 400);
    }
}

#[tokio::test]
async fn a_cursor_is_good_for_its_own_build() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let other = Build::start(&app).await;
    for file in 0..51 {
        let more = json!({"file_name": format!("tests/{file:02}.py")});
        build.test("works", &more).await;
    }
    let page = build.test_runs("").await;
    let cursor = page["pagination"]["next_page"].as_str().unwrap();
    let query = format!("/testRuns?next_page={cursor}");
    let rest = app.basic().get(&build.path(&query)).await;
    assert_eq!(leaves(rest.expect(200)).len(), 1);
    let cut = format!("/testRuns?next_page={}", &cursor[1..]);
    for path in [other.path(&query), build.path(&cut)] {
        let reply = app.basic().get(&path).await;
        assert_eq!(
            refused(&reply, 400),
            "next_page is not one that was given here"
        );
    }
}
