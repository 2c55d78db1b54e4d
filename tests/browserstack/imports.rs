//! JUnit reports that CI jobs upload.

use e2e::{Client, Form, KEY, Reply};
use serde_json::{Value, json};

use super::desk::Desk;
use super::others::bound;

const IMPORT: &str = "/api/v1/import/results/xml/junit";

const REPORT: &[u8] = br#"<testsuites><testsuite name="cart">
    <testcase classname="cart.Total" name="adds" time="1.5"/>
    <testcase classname="cart.Total" name="rounds"><failure message="Expected 2">at Total:7</failure></testcase>
    <testcase classname="cart.Login" name="opens"><properties><property name="id" value="TC-1"/></properties></testcase>
    <testcase classname="cart.Login" name="closes"><skipped/><system-out>[[PROPERTY|id=TC-99]]</system-out></testcase>
</testsuite></testsuites>"#;

fn form(project: &str) -> Form {
    Form::default()
        .field("project_name", project)
        .file("file_path", "TEST-cart.xml", REPORT)
}

async fn send(client: &Client, form: Form) -> Reply {
    let content_type = Some(Form::CONTENT_TYPE);
    client
        .raw("POST", IMPORT, content_type, form.finish())
        .await
}

async fn runs(desk: &Desk) -> Value {
    let listed = desk.get("/test-runs?include_closed=true").await;
    listed.expect(200)["info"]["count"].clone()
}

#[tokio::test]
async fn a_report_becomes_a_run_of_the_project_of_its_name() {
    let desk = Desk::open().await;
    let case = desk.case_id("Login opens").await;
    let client = desk.app.api_token();
    let sent = form("Shop")
        .field("test_run_name", "Nightly 7")
        .field("user_email", "ann@example.com")
        .field("a_future_field", "x");

    let reply = send(&client, sent).await;

    let body = reply.expect(200);
    assert_eq!(body["success"], true);
    assert_eq!(body["message"], "Test results imported successfully");
    assert_eq!(body["skipped_test_case_ids"], json!(["TC-99"]));
    let run = &body["test_run"];
    assert_eq!(
        (&run["name"], &run["project_id"], &run["test_cases_count"]),
        (&json!("Nightly 7"), &json!("PR-1"), &json!(3))
    );
    let path = format!("/test-runs/{}", run["identifier"].as_str().unwrap());
    let read = desk.get(&path).await;
    assert_eq!(
        read.expect(200)["test_run"]["overall_progress"],
        json!({"Passed": 2, "Failed": 1})
    );
    let listed = desk.get(&format!("{path}/results")).await;
    let results = listed.expect(200)["test_results"].as_array().unwrap();
    let newest_first: Vec<Value> = results
        .iter()
        .map(|it| json!([it["result_status"]["field_value"], it["description"]]))
        .collect();
    assert_eq!(
        newest_first,
        [
            json!(["Passed", null]),
            json!(["Failed", "Expected 2"]),
            json!(["Passed", null])
        ]
    );
    assert_eq!(results[0]["test_case_id"], case);
    assert_eq!(results[2]["elapsed_time"], 1.5);
    // Discovered cases stay out of the catalogue.
    let listed = desk.get("/test-cases").await;
    assert_eq!(listed.expect(200)["info"]["count"], 1);
}

#[tokio::test]
async fn the_same_tests_are_the_same_cases_in_the_next_run() {
    let desk = Desk::open().await;
    let mut histories = Vec::new();
    for _ in 0..2 {
        let reply = send(&desk.client, form("Shop")).await;
        // Not even the case that the first upload discovers is meant.
        let unknown = if histories.is_empty() {
            json!(["TC-1", "TC-99"])
        } else {
            json!(["TC-99"])
        };
        assert_eq!(reply.expect(200)["skipped_test_case_ids"], unknown);
        let run = &reply.json()["test_run"];
        assert_eq!(run["name"], "TEST-cart.xml");
        let path = format!("/test-runs/{}", run["identifier"].as_str().unwrap());
        let rows = desk.get(&format!("{path}/test-cases")).await;
        let rows = rows.expect(200)["test_cases"].as_array().unwrap();
        let cases: Vec<Value> = rows.iter().map(|row| row["identifier"].clone()).collect();
        histories.push(cases);
    }
    assert_eq!(histories[0], histories[1]);
    assert_eq!(histories[0].len(), 2);
    let other = send(&desk.client, form("Bank")).await;
    assert_eq!(other.expect(200)["test_run"]["project_id"], "PR-2");
}

#[tokio::test]
async fn several_reports_are_one_run_and_a_repeated_test_is_a_further_result() {
    let desk = Desk::open().await;
    let more = br#"<testsuite><testcase classname="cart.Total" name="adds"><error message="Broke"/></testcase></testsuite>"#;
    let sent = form("Shop").file("file_path", "TEST-more.xml", more);

    let reply = send(&desk.client, sent).await;

    let run = &reply.expect(200)["test_run"];
    assert_eq!(run["test_cases_count"], 2);
    let path = format!("/test-runs/{}", run["identifier"].as_str().unwrap());
    assert_eq!(desk.results(&path).await, 3);
    let read = desk.get(&path).await;
    assert_eq!(
        read.expect(200)["test_run"]["overall_progress"],
        json!({"Failed": 2})
    );
}

#[tokio::test]
async fn a_key_alone_is_taken_in_the_header_of_the_samples() {
    let desk = Desk::open().await;
    let client = desk.app.anonymous().header("API-TOKEN", KEY);
    let reply = send(&client, form("Shop")).await;
    assert_eq!(reply.expect(200)["success"], true);
}

#[tokio::test]
async fn a_refused_upload_makes_neither_project_nor_run() {
    let desk = Desk::open().await;
    let report = |content: &[u8]| {
        Form::default()
            .field("project_name", "New")
            .file("file_path", "a.xml", content)
    };
    for (sent, message) in [
        (
            Form::default().file("file_path", "a.xml", REPORT),
            "project_name is required",
        ),
        (
            Form::default().field("project_name", "New"),
            "file_path is required",
        ),
        (
            report(REPORT).field("user_email", &"a".repeat(256)),
            "user_email must be at most 255 characters",
        ),
        (
            report(REPORT).field("test_run_name", &"a".repeat(1001)),
            "test_run_name must be at most 1000 characters",
        ),
        (report(b""), "file_path is empty"),
        (report(b"\xff"), "file_path is not UTF-8"),
        (
            report(b"<html/>"),
            "file_path is not a JUnit report: its root is <html>",
        ),
        (report(b"<testsuites/>"), "file_path has no test cases"),
        (
            report(b"<testsuite><testcase/></testsuite>"),
            "file_path testcase[0].name is required",
        ),
    ] {
        let reply = send(&desk.client, sent).await;
        assert_eq!(
            *reply.expect(400),
            json!({"success": false, "message": message})
        );
    }
    let json = desk
        .client
        .post(IMPORT, &json!({"project_name": "New"}))
        .await;
    assert_eq!(
        *json.expect(415),
        json!({"success": false, "message": "Send the files as multipart/form-data"})
    );
    let listed = desk.client.get("/api/v2/projects").await;
    assert_eq!(listed.expect(200)["info"]["count"], 1);
    assert_eq!(runs(&desk).await, 0);
}

#[tokio::test]
async fn a_key_of_one_project_imports_into_it_alone() {
    let desk = Desk::open().await;
    let key = bound(&desk.app, 1).await;
    let reply = send(&key, form("Shop")).await;
    assert_eq!(reply.expect(200)["test_run"]["project_id"], "PR-1");
    let reply = send(&key, form("Bank")).await;
    assert_eq!(reply.expect(403)["success"], false);
    assert_eq!(runs(&desk).await, 1);
}

#[tokio::test]
async fn an_upload_that_is_too_large_is_refused() {
    let app = e2e::TestApp::with_max_body(1000).await;
    let long = "x".repeat(2000);
    let sent = form("Shop").field("a_future_field", &long);
    let reply = send(&app.basic(), sent).await;
    assert_eq!(
        reply.expect(413)["message"],
        "The request body is larger than 1000 bytes"
    );
}
