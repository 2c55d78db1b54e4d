//! The two endpoints that CI jobs upload to: what they take, where they differ, what they refuse.

use serde_json::{Value, json};

use super::refusals::refused;
use super::shop::Night;

const DOCUMENTED: &str = "/v1/results";
const DEPLOYED: &str = "/functions/v1/upload-ci-results";

impl Night {
    async fn upload(&self, path: &str, mut body: Value) -> e2e::Reply {
        body["run_id"] = json!(format!("TR-{}", self.run.number));
        self.app.bearer().post(path, &body).await
    }
}

#[tokio::test]
async fn the_documents_sample_answers_as_documented() {
    let night = Night::of(&["One", "Two", "Three"]).await;
    let body = json!({"results": [
        {"test_case_id": "SHOP-1", "status": "passed", "elapsed": 12, "comment": "fine"},
        {"test_case_id": "SHOP-2", "status": "failed", "note": "500"},
        {"test_case_id": "TC-3", "status": "passed"},
    ]});

    let reply = night.upload(DOCUMENTED, body).await;

    let expected = json!({
        "success": true, "uploaded_count": 3, "failed_count": 0,
        "stats": {"passed": 2, "failed": 1, "blocked": 0, "retest": 0, "not_tested": 0, "untested": 0},
    });
    assert_eq!(*reply.expect(200), expected);
    let rows = night.rows().await;
    assert_eq!(
        (&rows[0]["elapsed"], &rows[0]["note"]),
        (&json!(12), &json!("fine"))
    );
    assert_eq!(
        (&rows[1]["elapsed"], &rows[1]["note"]),
        (&json!(null), &json!("500"))
    );
}

#[tokio::test]
async fn an_upload_overwrites_what_it_leaves_out() {
    let night = Night::of(&["One"]).await;
    for path in [DOCUMENTED, DEPLOYED] {
        let failed =
            json!({"test_case_id": "SHOP-1", "status": "failed", "note": "500", "elapsed": 3000});
        let _ = night
            .upload(path, json!({"results": [failed]}))
            .await
            .expect(200);
        let passed = json!({"results": [{"test_case_id": "SHOP-1", "status": "passed"}]});
        let _ = night.upload(path, passed).await.expect(200);
        let row = &night.rows().await[0];
        assert_eq!(
            (&row["status"], &row["note"]),
            (&json!("passed"), &json!(null))
        );
    }
}

#[tokio::test]
async fn documents_refuse_item_by_item() {
    let night = Night::of(&["One"]).await;
    let outside = night.app.seed("Other", &["Elsewhere"]).await;
    let in_project = night.outside("Later").await;
    let names = [
        "SHOP-999".to_owned(),
        format!("TC-{}", outside.cases[0].number),
        in_project,
    ];
    let mut results: Vec<Value> = names
        .iter()
        .map(|name| json!({"test_case_id": name, "status": "passed"}))
        .collect();
    results.insert(1, json!({"test_case_id": "SHOP-1", "status": "blocked"}));

    let reply = night.upload(DOCUMENTED, json!({"results": results})).await;

    let error = |name: &String| json!({"test_case_id": name, "error": "test_case_id not found in this run"});
    let expected = json!({
        "success": false, "partial_failure": true, "uploaded_count": 1, "failed_count": 3,
        "stats": {"passed": 0, "failed": 0, "blocked": 1, "retest": 0, "not_tested": 0, "untested": 0},
        "failed_test_case_ids": names,
        "errors": names.each_ref().map(error),
    });
    assert_eq!(*reply.expect(207), expected);
    assert_eq!(night.stored().await, 1);
}

#[tokio::test]
async fn the_deployed_endpoint_adds_rows_and_refuses_unknown_names_whole() {
    let night = Night::of(&["One"]).await;
    let added = night.outside("Later").await;
    let good = json!({"test_case_id": added, "status": "failed", "elapsed": 2600});
    let unknown = |name: &str| json!({"test_case_id": name, "status": "passed"});
    let body = json!({"results": [good, unknown("SHOP-99"), unknown("shop-1"), unknown("SHOP-01"), unknown("SHOP-99")]});

    let reply = night.upload(DEPLOYED, body).await;

    let answer = reply.expect(400);
    assert_eq!(
        answer["error"],
        "Some test case IDs could not be found in this project"
    );
    assert_eq!(answer["message"], answer["error"]);
    assert_eq!(answer["not_found"], json!(["SHOP-99", "shop-1", "SHOP-01"]));
    assert_eq!((night.stored().await, night.rows().await.len()), (0, 1));

    let reply = night.upload(DEPLOYED, json!({"results": [good]})).await;

    assert_eq!(reply.expect(200)["stats"]["failed"], 1);
    let rows = night.rows().await;
    assert_eq!(
        (&rows[1]["test_case_title"], &rows[1]["elapsed"]),
        (&json!("Later"), &json!(3))
    );
}

#[tokio::test]
async fn an_internal_id_that_leads_nowhere_fails_alone() {
    let night = Night::of(&["One"]).await;
    let nowhere = "550e8400-e29b-41d4-a716-446655440000";
    let own = night.rows().await[0]["test_case_id"].clone();
    let failed = json!({"test_case_id": nowhere, "status": "passed"});
    let body = json!({"results": [failed, {"test_case_id": own, "status": "passed"}]});

    let reply = night.upload(DEPLOYED, body).await;

    let answer = reply.expect(207);
    assert_eq!(answer["success"], true);
    assert_eq!(answer["partial_failure"], true);
    assert_eq!(answer["failed_test_case_ids"], json!([nowhere]));
    assert_eq!(
        (&answer["uploaded_count"], &answer["failed_count"]),
        (&json!(1), &json!(1))
    );

    let reply = night.upload(DEPLOYED, json!({"results": [failed]})).await;
    assert_eq!(reply.expect(207)["uploaded_count"], 0);
    assert_eq!(night.stored().await, 1);
}

#[tokio::test]
async fn a_report_is_uploaded() {
    let night = Night::of(&["One", "Two", "Three", "Four"]).await;
    let own = night.rows().await[3]["test_case_id"].clone();
    let report = format!(
        r#"<?xml version="1.0"?><testsuites><testsuite name="s">
        <testcase name="passes [SHOP-1]" time="1.6"/>
        <testcase name="fails SHOP-2" classname="shop.Two" time="0.4"><failure message="expected 1">trace</failure></testcase>
        <testcase name="waits SHOP-3"><skipped/></testcase>
        <testcase name="named"><properties><property name="test_case_id" value="{}"/></properties></testcase>
        <testcase name="nobody's"/></testsuite></testsuites>"#,
        own.as_str().unwrap()
    );
    for path in [DOCUMENTED, DEPLOYED] {
        let body = json!({"format": "junit", "junit_xml": report});
        let reply = night.upload(path, body).await;
        let answer = reply.expect(200);
        assert_eq!(
            (&answer["uploaded_count"], &answer["stats"]["blocked"]),
            (&json!(4), &json!(1))
        );
        let rows = night.rows().await;
        let shown = |row: &Value| (row["status"].clone(), row["note"].clone());
        assert_eq!(shown(&rows[0]), (json!("passed"), json!(null)));
        assert_eq!(shown(&rows[1]), (json!("failed"), json!("expected 1")));
        assert_eq!(shown(&rows[2]), (json!("blocked"), json!(null)));
        assert_eq!(shown(&rows[3]), (json!("passed"), json!(null)));
        assert_eq!(rows[0]["elapsed"], 2);
    }
}

#[tokio::test]
async fn both_check_in_the_same_order() {
    let night = Night::of(&["One"]).await;
    let run = format!("TR-{}", night.run.number);
    for path in [DOCUMENTED, DEPLOYED] {
        for (body, status, message) in [
            (json!({}), 400, "run_id is required"),
            (json!({"run_id": ""}), 400, "run_id is required"),
            (json!({"run_id": 7}), 400, "invalid type"),
            (
                json!({"run_id": "run_1", "results": []}),
                404,
                "Run not found",
            ),
            (
                json!({"run_id": "TR-999999", "dry_run": true}),
                404,
                "Run not found",
            ),
            (
                json!({"run_id": run}),
                400,
                "Invalid results format. Provide either results array or junit_xml",
            ),
            (
                json!({"run_id": run, "format": "junit"}),
                400,
                "Invalid results format",
            ),
            (
                json!({"run_id": run, "format": "ctrf", "results": []}),
                400,
                "unknown variant",
            ),
            (
                json!({"run_id": run, "results": []}),
                400,
                "No test results to upload",
            ),
            (
                json!({"run_id": run, "results": [], "junit_xml": "<testsuite><testcase name='[TC-1] a'/></testsuite>"}),
                400,
                "No test results to upload",
            ),
            (
                json!({"run_id": run, "junit_xml": "<testsuite/>"}),
                400,
                "No test results to upload",
            ),
            (
                json!({"run_id": run, "junit_xml": "<testsuite>"}),
                400,
                "junit_xml is not well-formed",
            ),
            (
                json!({"run_id": run, "junit_xml": "<!DOCTYPE a><testsuite/>"}),
                400,
                "document type",
            ),
            (
                json!({"run_id": run, "results": [{"status": "passed"}]}),
                400,
                "results[0].test_case_id is required",
            ),
            (
                json!({"run_id": run, "results": [{"test_case_id": "SHOP-1", "status": "ok"}]}),
                400,
                "results[0].status must be one of",
            ),
            (
                json!({"run_id": run, "results": [{"test_case_id": "SHOP-1", "status": "passed", "elapsed": -1}]}),
                400,
                "elapsed must be",
            ),
            (
                json!({"run_id": run, "results": [{"test_case_id": "SHOP-1", "status": "passed", "elapsed": 1e300}]}),
                400,
                "elapsed must be",
            ),
            (
                json!({"run_id": run, "results": [{"test_case_id": "SHOP-1", "status": "passed", "author": "\u{0}"}]}),
                400,
                "U+0000",
            ),
        ] {
            refused(&night.app.bearer().post(path, &body).await, status, message);
        }
    }
    let fraction =
        json!({"results": [{"test_case_id": "SHOP-1", "status": "passed", "elapsed": 0.5}]});
    refused(
        &night.upload(DOCUMENTED, fraction).await,
        400,
        "whole seconds",
    );
    assert_eq!(night.stored().await, 0);
}

#[tokio::test]
async fn method_and_key_come_before_the_body() {
    let night = Night::of(&["One"]).await;
    let run = format!("TR-{}", night.run.number);
    for path in [DOCUMENTED, DEPLOYED] {
        let reply = night.app.bearer().get(path).await;
        refused(&reply, 405, "Method not allowed. Use POST.");
        let reply = night.app.anonymous().post(path, &json!({})).await;
        refused(&reply, 401, "Missing or invalid Authorization header");
        let reply = night
            .app
            .with_key("testably_0")
            .post(path, &json!({}))
            .await;
        refused(&reply, 401, "Invalid or inactive API token");
        let apikey = night.app.anonymous().header("apikey", "anything");
        refused(&apikey.post(path, &json!({})).await, 401, "Missing");
        let reader = night.app.limited(&[store::Scope::Read]).await;
        refused(
            &reader
                .post(path, &json!({"run_id": run, "dry_run": true}))
                .await,
            403,
            "",
        );
    }
    assert_eq!(night.stored().await, 0);
}

#[tokio::test]
async fn a_closed_run_takes_no_upload_and_the_sdk_is_told_not_to_try_again() {
    let night = Night::of(&["One"]).await;
    night.close().await;
    let body = json!({"results": [{"test_case_id": "SHOP-1", "status": "passed"}]});
    refused(&night.upload(DOCUMENTED, body.clone()).await, 409, "closed");
    refused(&night.upload(DEPLOYED, body).await, 400, "closed");
    assert_eq!(night.stored().await, 0);
}
