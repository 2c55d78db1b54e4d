//! Execute, let results arrive, get results.

use serde_json::{Value, json};

use super::night::{Night, PLAN, chrome, started};

fn counters(result: &Value) -> [i64; 5] {
    ["failed", "passed", "aborted", "pending", "unresolved"]
        .map(|word| result["results"][word].as_i64().unwrap())
}

#[tokio::test]
async fn a_run_goes_from_pending_over_running_to_its_outcome() {
    let night = Night::of(&["Login", "Cart", "Help"], &[chrome()]).await;
    let (run, _) = night.execute().await;
    let result = night.results(&run).await;
    assert_eq!(
        (&result["status"], counters(&result)),
        (&json!("pending"), [0, 0, 0, 3, 0])
    );

    night.record(&run, &[(1, "passed")]).await;
    let result = night.results(&run).await;
    assert_eq!(
        (&result["status"], counters(&result)),
        (&json!("running"), [0, 1, 0, 2, 0])
    );

    // The others through QAHub, one of them skipped: it counts as pending and keeps nobody waiting.
    let items = json!({"results": [
        {"test_case_code": "TC-002", "status": "PASSED"},
        {"test_case_code": "TC-003", "status": "SKIPPED"},
    ]});
    let path = format!("/api/v1/runs/{run}/results");
    let _ = night.app.bearer().post(&path, &items).await.expect(201);
    let result = night.results(&run).await;
    assert_eq!(
        (&result["status"], counters(&result)),
        (&json!("passed"), [0, 2, 0, 1, 0])
    );
    assert_eq!(result["tests"][2]["status"], "pending");

    for (words, status) in [
        ([(1, "retest"), (2, "passed")], "unresolved"),
        ([(1, "retest"), (2, "blocked")], "aborted"),
        ([(1, "failed"), (2, "blocked")], "failed"),
    ] {
        night.record(&run, &words).await;
        assert_eq!(night.results(&run).await["status"], status);
    }
}

#[tokio::test]
async fn a_run_that_was_declared_complete_does_not_keep_clients_waiting() {
    let night = Night::of(&["Login", "Cart"], &[chrome()]).await;
    let (run, _) = night.execute().await;
    night.record(&run, &[(1, "passed")]).await;
    let path = format!("/api/v1/runs/{run}");
    let complete = json!({"status": "COMPLETED"});
    let _ = night.app.bearer().patch(&path, &complete).await.expect(200);
    let result = night.results(&run).await;
    assert_eq!(
        (&result["status"], counters(&result)),
        (&json!("aborted"), [0, 1, 0, 1, 0])
    );
}

#[tokio::test]
async fn the_body_may_be_left_out_and_be_of_any_type() {
    let night = Night::of(&["Login"], &[]).await;
    let path = format!("/api/plan/{PLAN}/execute");
    let client = night.app.query_key();
    let mut runs = Vec::new();
    for (content_type, body) in [
        (None, ""),
        (Some("application/json"), "{}"),
        (
            None,
            r#"{"parameter_values": {"url": "https://x"}, "other": [1]}"#,
        ),
        (Some("application/x-www-form-urlencoded"), "{}"),
        (Some("application/json"), ""),
    ] {
        let body = body.as_bytes().to_vec();
        let (run, token) = started(&client.raw("POST", &path, content_type, body).await);
        assert_eq!((run.len(), token.len()), (36, 32));
        runs.extend([run, token]);
    }
    runs.sort_unstable();
    let count = runs.len();
    runs.dedup();
    assert_eq!(
        runs.len(),
        count,
        "each execution has an id and a token of its own"
    );
    for body in ["{", "[]", "7", r#"{"parameter_values": 7}"#] {
        let reply = client
            .raw("POST", &path, None, body.as_bytes().to_vec())
            .await;
        assert_eq!(reply.expect(400)["error"]["code"], "invalid_request");
    }
    let listed = night.app.bearer().get("/api/v1/runs").await;
    assert_eq!(listed.expect(200)["pagination"]["total"], 5);
}

#[tokio::test]
async fn a_test_is_executed_alone() {
    let night = Night::of(&["Login", "Cart"], &[chrome()]).await;
    let test = night.shop.cases[1].opaque.uuid();
    let path = format!("/api/test/{test}/execute");
    let (run, _) = started(
        &night
            .app
            .query_key()
            .raw("POST", &path, None, Vec::new())
            .await,
    );
    night.record(&run, &[(2, "passed")]).await;

    let result = night.results(&run).await;

    assert_eq!(
        (&result["name"], &result["application"]),
        (&json!("Cart"), &json!("Shop"))
    );
    assert_eq!(
        (&result["status"], counters(&result)),
        (&json!("passed"), [0, 1, 0, 0, 0])
    );
    assert_eq!(result["environments"], json!([]));
    let tests = result["tests"].as_array().unwrap();
    assert_eq!(
        (tests.len(), &tests[0]["id"]),
        (1, &json!(test.to_string()))
    );
}

#[tokio::test]
async fn the_address_of_a_tests_results_can_be_followed() {
    let night = Night::of(&["Login"], &[chrome()]).await;
    let (run, _) = night.execute().await;
    for status in ["untested", "passed"] {
        let result = night.results(&run).await;
        let address = result["tests"][0]["testResultsUrl"]
            .as_str()
            .unwrap()
            .to_owned();
        let path = address.strip_prefix(&night.app.url).unwrap();
        let reply = night.app.query_key().get(path).await;
        assert_eq!(reply.expect(200)["status"], status);
        assert_eq!(reply.json()["case_title"], "Login");
        night.record(&run, &[(1, "passed")]).await;
    }
}

#[tokio::test]
async fn what_is_not_there_is_404_before_the_body_is_read() {
    let night = Night::of(&["Login"], &[]).await;
    let client = night.app.query_key();
    for path in [
        "/api/plan/ac247a18-75d5-4094-8ab3-56788d6d2ff9/execute",
        "/api/plan/nightly/execute",
        "/api/test/ac247a18-75d5-4094-8ab3-56788d6d2ff9/execute",
        "/api/test/login/execute",
    ] {
        let reply = client.raw("POST", path, None, b"{".to_vec()).await;
        assert_eq!(reply.expect(404)["error"]["code"], "not_found", "{path}");
    }
    let reply = client
        .get("/api/result/ac247a18-75d5-4094-8ab3-56788d6d2ff9")
        .await;
    assert_eq!(reply.expect(404)["error"]["message"], "Run not found");
}
