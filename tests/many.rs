//! Bodies that are small by their bytes and too much by what they hold.

use e2e::{Form, TestApp};

/// One entry more than a list may have.
const TOO_MANY: usize = 50_001;

const PROBLEM: &str = "a list may have at most 50000 entries";

#[tokio::test]
async fn a_list_of_too_many_entries_is_refused_in_the_dialects_envelope() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &["Pay"]).await;
    let run = app.run(&shop, "Nightly").await;
    let (project, run) = (shop.project.number.get(), run.number.get());
    let entries = vec!["{}"; TOO_MANY].join(",");
    for (path, list, word) in [
        (
            format!("/api/v2/projects/PR-{project}/test-runs/TR-{run}/results"),
            "results",
            "message",
        ),
        ("/ext/v1/builds/start".to_owned(), "tags", "message"),
        (format!("/v1/runs/{run}/results/bulk"), "results", "message"),
        (format!("/api/v1/runs/TR-{run}/results"), "results", "error"),
    ] {
        let body = format!(r#"{{"{list}": [{entries}]}}"#);
        let client = app.bearer();
        let reply = client.raw("POST", &path, None, body.into_bytes()).await;
        let said = reply.expect(400).to_string();
        assert!(said.contains(PROBLEM), "{path}: {said}");
        assert!(said.contains(&format!("\"{word}\"")), "{path}: {said}");
    }
}

#[tokio::test]
async fn a_report_of_too_many_test_cases_is_refused() {
    let app = TestApp::start().await;
    let cases = r#"<testcase name="a"/>"#.repeat(TOO_MANY);
    let report = format!("<testsuite>{cases}</testsuite>");
    let form = Form::default().field("project_name", "Shop").file(
        "file_path",
        "TEST-cart.xml",
        report.as_bytes(),
    );
    let path = "/api/v1/import/results/xml/junit";
    let client = app.api_token();
    let sent = client.raw("POST", path, Some(Form::CONTENT_TYPE), form.finish());
    let reply = sent.await;
    let said = reply.expect(400)["message"].as_str().unwrap();
    assert!(said.contains("has more than 50000 test cases"), "{said}");
    let projects = app.basic().get("/api/v2/projects").await;
    assert_eq!(projects.expect(200)["info"]["count"], 0);
}
