//! Clients of several dialects that write into one project at the same time.

use std::collections::BTreeMap;

use domain::spelling::Reference;
use e2e::TestApp;
use futures::FutureExt as _;
use futures::future::{BoxFuture, join_all};
use serde_json::json;

const ROUNDS: usize = 12;
const TITLES: [&str; 4] = ["One", "Two", "Three", "Four"];

#[tokio::test]
async fn dialects_that_write_at_once_lose_nothing_and_double_nothing() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &TITLES).await;
    let run = app.run(&shop, "Busy").await;
    let (project, number) = (shop.project.number, run.number);
    let (basic, bearer) = (app.basic(), app.bearer());
    let (basic, bearer) = (&basic, &bearer);
    let build =
        json!({"name": "Nightly", "project_name": "Shop", "started_at": "2026-05-13T12:00:00Z"});
    let build = basic.post("/ext/v1/builds/start", &build).await;
    let build = build.expect(200)["build_hashed_id"]
        .as_str()
        .unwrap()
        .to_owned();
    let mut writes: Vec<BoxFuture<'_, ()>> = Vec::new();
    for round in 0..ROUNDS {
        let case = shop.cases[round % TITLES.len()].number;
        let appended = json!({
            "test_case_id": format!("TC-{case}"),
            "test_result": {"status": "failed", "description": format!("appended {round}")},
        });
        let path = format!("/api/v2/projects/PR-{project}/test-runs/TR-{number}/results");
        writes.push(
            async move {
                let _ = basic.post(&path, &appended).await.expect(200);
            }
            .boxed(),
        );
        let path = format!("/api/v1/runs/TR-{number}/results");
        let sent = json!({"results": [{
            "test_case_code": format!("TC-{case}"), "status": "PASSED", "comment": format!("q {round}"),
        }]});
        writes.push(
            async move {
                let _ = bearer.post(&path, &sent).await.expect(201);
            }
            .boxed(),
        );
        let sent = json!({"run_id": format!("TR-{number}"), "results": [{
            "test_case_id": format!("TC-{case}"), "status": "blocked", "note": format!("t {round}"),
        }]});
        writes.push(
            async move {
                let _ = bearer.post("/v1/results", &sent).await.expect(200);
            }
            .boxed(),
        );
        let path = format!("/ext/v1/builds/{build}/tests");
        writes.push(
            async move {
                let test = json!({
                    "name": format!("test {round}"), "file_name": "a.py", "scopes": ["A"],
                    "started_at": "2026-05-13T12:00:01Z",
                });
                let opened = basic.post(&format!("{path}/start"), &test).await;
                let uuid = opened.expect(200)["uuid"].as_str().unwrap().to_owned();
                let end = json!({
                    "result": "passed", "finished_at": "2026-05-13T12:00:02Z",
                    "file_name": "a.py", "scopes": ["A"],
                });
                let path = format!("{path}/{uuid}/finish");
                let _ = basic.put(&path, &end).await.expect(200);
            }
            .boxed(),
        );
    }

    join_all(writes).await;

    let now = app
        .store
        .locate_run(&shop.who, Reference::Opaque(run.opaque));
    let now = now.await.unwrap().unwrap();
    assert_eq!(usize::try_from(now.counts.total()), Ok(TITLES.len()));
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for result in app.store.all_results_of_run(&now).await.unwrap() {
        let note = result.recorded.outcome.note.unwrap();
        *seen.entry(note.as_str().to_owned()).or_default() += 1;
    }
    let sent = ["appended", "q", "t"].map(|kind| (0..ROUNDS).map(move |it| format!("{kind} {it}")));
    let expected: BTreeMap<String, usize> = sent.into_iter().flatten().map(|it| (it, 1)).collect();
    assert_eq!(seen, expected);
    let read = basic
        .get(&format!("/ext/v1/builds/{build}/testRuns?per_page=50"))
        .await;
    let text = read.expect(200).to_string();
    for round in 0..ROUNDS {
        let name = format!("\"test {round}\"");
        assert_eq!(text.matches(&name).count(), 1, "{name} in {text}");
    }
    let findings = app.store.check().await.unwrap();
    assert!(findings.iter().all(|it| it.violations == 0), "{findings:?}");
}
