//! More than a server can do: it says so, and what it took is there.

use std::cell::Cell;
use std::collections::BTreeMap;

use domain::spelling::Reference;
use e2e::TestApp;
use futures::future::join_all;
use serde_json::json;
use store::Load;

const CLIENTS: usize = 150;

/// Sends an append from each client at once; the notes that were acknowledged, and how often each is stored. Where
/// some must be too many, nothing goes on until the first is.
async fn flood(app: &TestApp, too_many: bool) -> (Vec<String>, BTreeMap<String, usize>) {
    let shop = app.seed("Shop", &["One", "Two", "Three"]).await;
    let run = app.run(&shop, "Run").await;
    let (project, number) = (shop.project.number, run.number);
    let path = format!("/api/v2/projects/PR-{project}/test-runs/TR-{number}/results");
    let client = app.basic();
    let lock = Cell::new(None);
    if too_many {
        lock.set(Some(app.lock_run(&run).await));
    }
    let sent = (0..CLIENTS).map(|place| {
        let note = format!("note {place}");
        let case = shop.cases[place % 3].number;
        let body = json!({
            "test_case_id": format!("TC-{case}"),
            "test_result": {"status": "passed", "description": note},
        });
        let (client, path, lock) = (&client, &path, &lock);
        async move {
            let reply = client.post(path, &body).await;
            match reply.status() {
                200 => Some(note),
                503 => {
                    drop(lock.take());
                    assert_eq!(reply.header("retry-after"), Some("1"));
                    assert_eq!(reply.json()["success"], false);
                    None
                }
                other => panic!("{other}: {}", reply.text()),
            }
        }
    });
    let taken = join_all(sent).await.into_iter().flatten().collect();
    let now = app
        .store
        .locate_run(&shop.who, Reference::Opaque(run.opaque));
    let now = now.await.unwrap().unwrap();
    let mut stored: BTreeMap<String, usize> = BTreeMap::new();
    for result in app.store.all_results_of_run(&now).await.unwrap() {
        let note = result.recorded.outcome.note.unwrap();
        *stored.entry(note.as_str().to_owned()).or_default() += 1;
    }
    (taken, stored)
}

fn each_once(taken: &[String]) -> BTreeMap<String, usize> {
    taken.iter().map(|note| (note.clone(), 1)).collect()
}

#[tokio::test]
async fn what_is_taken_is_there_once_and_the_rest_is_told_to_come_back() {
    for (waiting, max_requests) in [(1, 1_000), (1_000, 2)] {
        let load = Load {
            waiting,
            ..Load::on(1)
        };
        let app = TestApp::under(load, |app| app.max_requests = max_requests).await;
        let (taken, stored) = flood(&app, true).await;
        assert!(
            !taken.is_empty() && taken.len() < CLIENTS,
            "{}",
            taken.len()
        );
        assert_eq!(stored, each_once(&taken));
    }
}

#[tokio::test]
async fn with_room_enough_nobody_is_sent_away_gathered_or_not() {
    for gather in [true, false] {
        let load = Load {
            gather,
            ..Load::on(2)
        };
        let app = TestApp::under(load, |_| {}).await;
        let (taken, stored) = flood(&app, false).await;
        assert_eq!(taken.len(), CLIENTS);
        assert_eq!(stored, each_once(&taken));
    }
}
