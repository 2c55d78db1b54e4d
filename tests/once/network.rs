//! A network that loses answers, holds requests up and sends them twice, and clients that send again.

use std::collections::BTreeMap;

use e2e::{Client, Proxy, Reply, TestApp};
use futures::stream::{self, StreamExt as _};
use serde_json::{Value, json};

use super::Bench;

/// As many as one reporter lost two thirds of.
const RESULTS: usize = 305;

/// Requests at the same time.
const WORKERS: usize = 6;

/// Sends until there is an answer.
async fn persist(client: &Client, method: &str, path: &str, body: &Value) -> Reply {
    let body = serde_json::to_vec(body).unwrap();
    loop {
        let sent = client.attempt(method, path, Some("application/json"), body.clone());
        match sent.await {
            Some(reply) if reply.status() != 503 => return reply,
            Some(_) | None => {}
        }
    }
}

/// Does something for each result, some at a time.
async fn each<T>(work: impl AsyncFn(usize) -> T) -> Vec<T> {
    stream::iter(0..RESULTS)
        .map(|number| work(number))
        .buffer_unordered(WORKERS)
        .collect()
        .await
}

/// What a run has, by note, with the ids.
async fn listed(bench: &Bench) -> BTreeMap<String, Vec<Value>> {
    let mut found: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let mut page = json!(1);
    while page.is_number() {
        let path = format!("{}/results?page_size=300&p={page}", bench.path);
        let reply = bench.app.basic().get(&path).await;
        let body = reply.expect(200);
        for result in body["test_results"].as_array().unwrap() {
            let note = result["description"].as_str().unwrap().to_owned();
            found.entry(note).or_default().push(result["id"].clone());
        }
        page = body["info"]["next"].clone();
    }
    found
}

async fn is_sound(app: &TestApp) {
    for finding in app.store.check().await.unwrap() {
        assert_eq!(finding.violations, 0, "{finding:?}");
    }
}

/// Posts all results of a run, each with a note of its own; the ids that were answered, by note.
async fn post_all(bench: &Bench, proxy: &Proxy, with_keys: bool) -> BTreeMap<String, Vec<Value>> {
    let client = bench.app.basic().through(&proxy.url);
    let path = format!("{}/results", bench.path);
    let answered = each(async |number| {
        let note = format!("result-{number}");
        let client = if with_keys {
            client.clone().header("Idempotency-Key", &note)
        } else {
            client.clone()
        };
        let reply = persist(&client, "POST", &path, &bench.result(&note)).await;
        (note, vec![reply.expect(200)["test-result"]["id"].clone()])
    });
    answered.await.into_iter().collect()
}

#[tokio::test]
async fn of_results_that_are_sent_with_keys_each_is_there_once() {
    for seed in [1, 2] {
        let bench = Bench::new().await;
        let proxy = Proxy::before(&bench.app.url, seed).await;
        let answered = post_all(&bench, &proxy, true).await;
        let (carried, lost) = proxy.settled().await;
        assert!(
            lost > RESULTS / 10 && carried > RESULTS + lost,
            "{carried} {lost}"
        );
        assert_eq!(answered.len(), RESULTS);
        assert_eq!(listed(&bench).await, answered);
        is_sound(&bench.app).await;
    }
}

#[tokio::test]
async fn of_results_that_are_sent_without_keys_none_is_taken_for_another() {
    let bench = Bench::new().await;
    let proxy = Proxy::before(&bench.app.url, 3).await;
    let answered = post_all(&bench, &proxy, false).await;
    let (carried, lost) = proxy.settled().await;
    let listed = listed(&bench).await;
    let count: usize = listed.values().map(Vec::len).sum();
    assert_eq!(count, carried, "each request that came is one more");
    assert!(carried > RESULTS + lost, "{carried} {lost}");
    for (note, ids) in answered {
        assert!(ids.iter().all(|id| listed[&note].contains(id)), "{note}");
    }
    is_sound(&bench.app).await;
}

#[tokio::test]
async fn tests_that_are_started_and_finished_with_keys_are_executed_once() {
    let app = TestApp::start().await;
    let build =
        json!({"name": "nightly", "project_name": "Shop", "started_at": "2025-11-11T10:00:00Z"});
    let started = app.basic().post("/ext/v1/builds/start", &build).await;
    let build = started.expect(200)["build_hashed_id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/ext/v1/builds/{build}");
    let proxy = Proxy::before(&app.url, 4).await;
    let client = app.basic().through(&proxy.url);
    let named = |number: usize, more: Value| {
        let mut body =
            json!({"file_name": "tests/pay.py", "scopes": ["Checkout", format!("case {number}")]});
        body.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        body
    };
    each(async |number| {
        let start = json!({"name": format!("pays {number}"), "started_at": "2025-11-11T10:40:00Z"});
        let client = client
            .clone()
            .header("Idempotency-Key", &format!("test-{number}"));
        let tests = format!("{path}/tests");
        let started = persist(
            &client,
            "POST",
            &format!("{tests}/start"),
            &named(number, start),
        )
        .await;
        let uuid = started.expect(200)["uuid"].as_str().unwrap().to_owned();
        let finish = json!({"result": "passed", "finished_at": "2025-11-11T10:41:00Z"});
        let finish = named(number, finish);
        let finished = persist(&client, "PUT", &format!("{tests}/{uuid}/finish"), &finish).await;
        assert_eq!(finished.status(), 200, "{}", finished.text());
    })
    .await;
    let (_, lost) = proxy.settled().await;
    assert!(lost > RESULTS / 10, "{lost}");
    let attempts = "select concat_ws(' ', count(*), count(distinct id), count(seq)) from attempts";
    let expected = format!("{RESULTS} {RESULTS} {RESULTS}");
    assert_eq!(
        e2e::database::text(&app.database_url, attempts).await,
        expected
    );
    is_sound(&app).await;
}

#[tokio::test]
async fn where_results_are_upserted_each_is_there_once_without_keys() {
    for (seed, dialect) in [(5, "testably"), (6, "qahub")] {
        let app = TestApp::start().await;
        let titles: Vec<String> = (0..RESULTS)
            .map(|number| format!("Case {number}"))
            .collect();
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        let shop = app.seed("Shop", &titles).await;
        let run = app.run(&shop, "Nightly").await;
        let proxy = Proxy::before(&app.url, seed).await;
        let client = app.bearer().through(&proxy.url);
        let number = run.number.get();
        let path = match dialect {
            "testably" => format!("/v1/runs/TR-{number}/results/bulk"),
            _ => format!("/api/v1/runs/TR-{number}/results"),
        };
        each(async |place| {
            let case = format!("TC-{}", shop.cases[place].number.get());
            let status = match dialect {
                "testably" => "passed",
                _ => "PASSED",
            };
            let body = json!({"results": [{"test_case_id": case, "status": status}]});
            let reply = persist(&client, "POST", &path, &body).await;
            assert!([200, 201].contains(&reply.status()), "{}", reply.text());
        })
        .await;
        let (carried, lost) = proxy.settled().await;
        assert!(
            lost > RESULTS / 10 && carried > RESULTS + lost,
            "{carried} {lost}"
        );
        let results = format!(
            "/api/v2/projects/PR-{}/test-runs/TR-{number}/results",
            shop.project.number.get()
        );
        let listed = app.basic().get(&results).await;
        assert_eq!(listed.expect(200)["info"]["count"], RESULTS, "{dialect}");
        is_sound(&app).await;
    }
}
