//! What a build says of the errors of its tests.

use e2e::TestApp;
use serde_json::{Value, json};

use super::Build;

#[tokio::test]
async fn a_build_names_the_errors_that_its_failing_tests_show() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let trace = |lines: &[&str]| json!({"failure": [{}, {"backtrace": lines}]});
    let refused = trace(&["Refused", "  at a.js:1"]);
    for (name, result, more) in [
        ("a", "failed", refused.clone()),
        ("b", "timeout", trace(&["Refused", "  at b.js:9"])),
        ("c", "failed", trace(&["Absent"])),
        ("d", "failed", json!({})),
        ("e", "passed", trace(&["A warning"])),
    ] {
        build.run(name, result, &more).await;
    }
    assert_eq!(
        build.read().await["unique_errors"],
        json!({
            "overview": {"insight": "75% failures caused by 2 unique errors", "count": 2},
            "top_unique_errors": [{"error": "Refused"}, {"error": "Absent"}],
        })
    );
    // What a later attempt no longer shows is no error of the build.
    build.run("c", "passed", &json!({})).await;
    let read = build.read().await;
    assert_eq!(read["unique_errors"]["overview"]["count"], 1);
    // The most frequent alone are named.
    for number in 0..6 {
        let error = format!("Error {number}");
        build
            .run(&format!("f{number}"), "failed", &trace(&[&error]))
            .await;
    }
    let read = build.read().await;
    assert_eq!(read["unique_errors"]["overview"]["count"], 7);
    let top = read["unique_errors"]["top_unique_errors"].as_array();
    let top: Vec<&Value> = top.unwrap().iter().map(|it| &it["error"]).collect();
    assert_eq!(top, ["Refused", "Error 0", "Error 1", "Error 2", "Error 3"]);
}
