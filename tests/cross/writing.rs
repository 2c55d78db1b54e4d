//! Writes every word a dialect has, one case a word, the case named after the word.

use domain::status::Status;
use e2e::TestApp;
use serde_json::json;

/// A run in which each word was written once.
pub(super) struct Written {
    pub(super) writer: &'static str,
    pub(super) project: String,
    pub(super) run: String,
    pub(super) words: Vec<(&'static str, Status)>,
}

async fn seeded(
    app: &TestApp,
    writer: &'static str,
    words: Vec<(&'static str, Status)>,
) -> (Written, Vec<(&'static str, String)>) {
    let titles: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let shop = app.seed(writer, &titles).await;
    let run = app.run(&shop, writer).await;
    let cases = titles.into_iter().zip(&shop.cases);
    let cases = cases.map(|(word, case)| (word, format!("TC-{}", case.number))).collect();
    let written = Written {
        writer,
        project: format!("PR-{}", shop.project.number),
        run: format!("TR-{}", run.number),
        words,
    };
    (written, cases)
}

pub(super) async fn browserstack(app: &TestApp) -> Written {
    let words = vec![
        ("Untested", Status::Untested),
        ("In Progress", Status::InProgress),
        ("Passed", Status::Passed),
        ("Failed", Status::Failed),
        ("Blocked", Status::Blocked),
        ("Skipped", Status::Skipped),
        ("Retest", Status::Retest),
    ];
    let (written, cases) = seeded(app, "browserstack", words).await;
    let results: Vec<_> = cases
        .iter()
        .map(|(word, case)| json!({"test_case_id": case, "test_result": {"status": word}}))
        .collect();
    let path = format!("/api/v2/projects/{}/test-runs/{}/results", written.project, written.run);
    let reply = app.basic().post(&path, &json!({ "results": results })).await;
    assert_eq!(reply.expect(200)["success"], true);
    written
}

pub(super) async fn testably(app: &TestApp) -> Written {
    let words = vec![
        ("passed", Status::Passed),
        ("failed", Status::Failed),
        ("blocked", Status::Blocked),
        ("retest", Status::Retest),
        ("not_tested", Status::Untested),
    ];
    let (written, cases) = seeded(app, "testably", words).await;
    let results: Vec<_> =
        cases.iter().map(|(word, case)| json!({"test_case_id": case, "status": word})).collect();
    let path = format!("/v1/runs/{}/results/bulk", written.run);
    let _ = app.bearer().post(&path, &json!({ "results": results })).await.expect(200);
    written
}

pub(super) async fn qahub(app: &TestApp) -> Written {
    let words = vec![
        ("PASSED", Status::Passed),
        ("FAILED", Status::Failed),
        ("BROKEN", Status::Broken),
        ("SKIPPED", Status::Skipped),
        ("UNKNOWN", Status::Unknown),
    ];
    let (written, cases) = seeded(app, "qahub", words).await;
    let results: Vec<_> =
        cases.iter().map(|(word, case)| json!({"test_case_code": case, "status": word})).collect();
    let path = format!("/api/v1/runs/{}/results", written.run);
    let _ = app.bearer().post(&path, &json!({ "results": results })).await.expect(201);
    written
}

pub(super) async fn reporting(app: &TestApp) -> Written {
    let words = vec![
        ("passed", Status::Passed),
        ("failed", Status::Failed),
        ("skipped", Status::Skipped),
        ("timeout", Status::TimedOut),
    ];
    let client = app.basic();
    let start = json!({"name": "Nightly", "project_name": "Reported", "started_at": "2026-05-13T12:00:00Z"});
    let started = client.post("/ext/v1/builds/start", &start).await;
    let build = started.expect(200)["build_hashed_id"].as_str().unwrap().to_owned();
    for (word, _) in &words {
        let test = json!({
            "name": word, "file_name": "tests/login.py", "scopes": ["Login"],
            "started_at": "2026-05-13T12:00:01Z",
        });
        let path = format!("/ext/v1/builds/{build}/tests");
        let opened = client.post(&format!("{path}/start"), &test).await;
        let uuid = opened.expect(200)["uuid"].as_str().unwrap().to_owned();
        let end = json!({
            "result": word, "finished_at": "2026-05-13T12:00:02Z",
            "file_name": "tests/login.py", "scopes": ["Login"],
        });
        let _ = client.put(&format!("{path}/{uuid}/finish"), &end).await.expect(200);
    }
    let read = client.get(&format!("/ext/v1/builds/{build}/testRuns")).await;
    let project = read.expect(200)["project_id"].to_string();
    Written { writer: "reporting", project: format!("PR-{project}"), run: build, words }
}
