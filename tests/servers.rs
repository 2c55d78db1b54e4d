//! Two servers on one database: to their clients they are one.

use std::collections::BTreeMap;
use std::time::Duration;

use api::RateLimits;
use domain::spelling::Reference;
use e2e::{Client, Form, TestApp};
use futures::future::join_all;
use serde_json::json;
use tokio::time::timeout;

const WRITERS: usize = 16;
const ROUNDS: usize = 6;
const TITLES: [&str; 4] = ["One", "Two", "Three", "Four"];

#[tokio::test]
async fn writers_on_both_into_the_same_rows_lose_nothing_and_double_nothing() {
    let app = TestApp::start().await;
    let beside = app.beside().await;
    let shop = app.seed("Shop", &TITLES).await;
    let run = app.run(&shop, "Busy").await;
    let (project, number) = (shop.project.number, run.number);
    let servers = [app.basic(), beside.basic()];
    let keyed = |server: &Client, key: &str| server.clone().header("Idempotency-Key", key);
    let writer = async |writer: usize| {
        for round in 0..ROUNDS {
            let server = &servers[(writer + round) % 2];
            let case = |place: usize| format!("TC-{}", shop.cases[place % TITLES.len()].number);
            let note = format!("{writer}-in-{round}");
            // One result, sent to both servers under one name, as a client does that got no answer.
            let path = format!("/api/v2/projects/PR-{project}/test-runs/TR-{number}/results");
            let appended = json!({
                "test_case_id": case(writer), "test_result": {"status": "failed", "description": note},
            });
            let sent = servers.each_ref().map(|it| keyed(it, &note));
            let [first, again] = sent.each_ref().map(|it| it.post(&path, &appended));
            let (first, again) = tokio::join!(first, again);
            assert_eq!((first.status(), again.status()), (200, 200), "{note}");
            assert_eq!(first.text(), again.text());
            // Every row, in an order of its own.
            let places =
                (0..TITLES.len()).map(|it| if writer.is_multiple_of(2) { it } else { 3 - it });
            let results: Vec<_> = places
                .map(|it| json!({"test_case_code": case(it), "status": "PASSED", "comment": note}))
                .collect();
            let path = format!("/api/v1/runs/TR-{number}/results");
            let sent = server.post(&path, &json!({"results": results})).await;
            assert_eq!(sent.status(), 201, "{}", sent.text());
        }
    };
    join_all((0..WRITERS).map(writer)).await;

    let now = app
        .store
        .locate_run(&shop.who, Reference::Opaque(run.opaque));
    let now = now.await.unwrap().unwrap();
    assert_eq!(usize::try_from(now.counts.total()), Ok(TITLES.len()));
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let results = app.store.all_results_of_run(&now).await.unwrap();
    for result in &results {
        let note = result.recorded.outcome.note.as_ref().unwrap();
        *seen.entry(note.as_str().to_owned()).or_default() += 1;
    }
    // An append, and an upsert of every row, each of which differs from all others.
    let rounds = (0..WRITERS).flat_map(|it| (0..ROUNDS).map(move |at| format!("{it}-in-{at}")));
    let expected: BTreeMap<String, usize> = rounds.map(|it| (it, 1 + TITLES.len())).collect();
    assert_eq!(seen, expected);
    let places: Vec<i32> = results.iter().map(|it| it.recorded.seq.get()).collect();
    let last = i32::try_from(results.len()).unwrap();
    assert_eq!(places, (1..=last).collect::<Vec<_>>());
    let findings = app.store.check().await.unwrap();
    assert!(findings.iter().all(|it| it.violations == 0), "{findings:?}");
}

#[tokio::test]
async fn what_is_done_on_one_holds_on_the_other_at_once() {
    let app = TestApp::start().await;
    let beside = app.beside().await;
    let key = app.new_key(&store::Scope::ALL, None).await;
    let project = json!({"project": {"name": "Shop"}});
    let client = app.with_key(&key.key);
    let made = client.post("/api/v2/projects", &project).await;
    let made = made.expect(200)["project"]["identifier"].clone();
    let path = format!("/api/v2/projects/{}", made.as_str().unwrap());
    assert_eq!(beside.with_key(&key.key).get(&path).await.status(), 200);
    assert_eq!(beside.basic().delete(&path).await.status(), 200);
    assert_eq!(app.with_key(&key.key).get(&path).await.status(), 404);
    assert!(beside.store.revoke_key(key.id).await.unwrap());
    let path = "/api/v2/projects";
    assert_eq!(app.with_key(&key.key).get(path).await.status(), 401);
}

#[tokio::test]
async fn one_starts_while_a_backup_is_made() {
    let app = TestApp::start().await;
    let backup = store::backup::Snapshot::take(&app.database_url).await;
    let backup = backup.unwrap().unwrap();
    let started = timeout(Duration::from_mins(1), app.beside()).await;
    let beside = started.expect("it waits for nobody");
    assert_eq!(beside.bearer().get("/api/v1/me").await.status(), 200);
    backup.release().await.unwrap();
}

#[tokio::test]
async fn files_are_read_on_both_where_they_share_a_folder() {
    let app = TestApp::start().await;
    let files = app.files.clone();
    let beside = TestApp::on(app.database_url.clone(), |it| it.files = files).await;
    let shop = app.seed("Shop", &["Pay"]).await;
    let run = app.run(&shop, "Nightly").await;
    let path = format!("/api/v1/runs/TR-{}/results", run.number);
    let result = json!({"results": [{"test_case_code": "TC-001", "status": "FAILED"}]});
    let sent = app.bearer().post(&path, &result).await;
    let id = sent.expect(201)["data"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let form = Form::default().file("file", "log.txt", b"it broke");
    let path = format!("/api/v1/results/{id}/attachments");
    let client = app.bearer();
    let kept = client.raw("POST", &path, Some(Form::CONTENT_TYPE), form.finish());
    let kept = kept.await.expect(201)["data"][0]["id"].clone();
    let path = format!("/api/verdict/attachments/{}", kept.as_str().unwrap());
    for server in [&app, &beside] {
        let read = server.bearer().get(&path).await;
        assert_eq!((read.status(), read.text()), (200, "it broke"));
    }
}

#[tokio::test]
async fn each_counts_the_requests_that_it_takes_itself() {
    let one_a_minute = |app: &mut api::App| {
        app.rate_limits = RateLimits {
            qahub: 1,
            ..RateLimits::default()
        };
    };
    let app = TestApp::with(one_a_minute).await;
    let beside = TestApp::on(app.database_url.clone(), one_a_minute).await;
    for server in [&app, &beside] {
        let statuses = [server.bearer(), server.bearer()]
            .map(|it| async move { it.get("/api/v1/me").await.status() });
        let [first, second] = statuses;
        assert_eq!((first.await, second.await), (200, 429));
    }
}
