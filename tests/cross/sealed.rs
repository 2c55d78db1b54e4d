//! The table of sealed runs in the documentation is what the server does.

use std::collections::BTreeMap;

use domain::run_state::RunState;
use domain::spelling::{self, Kind};
use e2e::{Shop, TestApp};
use serde_json::{Value, json};
use store::Located;
use store::catalogue::RunChange;
use store::locate::Run;
use time::OffsetDateTime;

const DOCUMENT: &str = include_str!("../../docs/dialects.md");

const PAST: &str = "2020-01-01T00:00:00Z";
const FUTURE: &str = "2120-01-01T00:00:00Z";

/// What the table says of a dialect.
struct Words {
    going_on: String,
    over: String,
    complete: String,
}

fn table() -> BTreeMap<String, Words> {
    let section = DOCUMENT
        .split("## Sealed runs")
        .nth(1)
        .expect("the section");
    let rows = section.lines().filter(|line| line.starts_with("| "));
    let rows = rows.skip(1).map(|line| {
        let mut cells = line.split('|').map(|it| it.trim().to_owned()).skip(1);
        let mut next = || cells.next().expect("five columns");
        let (dialect, _) = (next(), next());
        let words = Words {
            going_on: next(),
            over: next(),
            complete: next(),
        };
        (dialect, words)
    });
    rows.collect()
}

/// One run, read through every dialect.
struct Reader<'a> {
    app: &'a TestApp,
    shop: &'a Shop,
    run: Located<Run>,
}

impl<'a> Reader<'a> {
    /// The run holds one row of the two cases.
    async fn of_a_new_run(app: &'a TestApp, shop: &'a Shop) -> Self {
        let rows = vec![domain::case::RowKey::first_of(shop.cases[0].number)];
        let new = store::catalogue::NewRun {
            rows,
            ..store::catalogue::NewRun::named(domain::text::Text::new("Nightly").unwrap())
        };
        let made = app.store.create_run(&shop.who, &shop.project, new).await;
        Self {
            app,
            shop,
            run: made.unwrap(),
        }
    }

    async fn get(&self, path: &str) -> Value {
        self.app.basic().get(path).await.expect(200).clone()
    }

    fn browserstack(&self) -> String {
        format!(
            "/api/v2/projects/PR-{}/test-runs/TR-{}",
            self.shop.project.number, self.run.number
        )
    }

    async fn seal(&self, body: &Value) -> Value {
        let path = format!("/api/verdict/runs/TR-{}/seal", self.run.number);
        self.app.bearer().put(&path, body).await.expect(200).clone()
    }

    async fn receipt(&self) -> Value {
        let path = format!("/api/verdict/runs/TR-{}/seal", self.run.number);
        self.app.bearer().get(&path).await.expect(200).clone()
    }

    /// Records through a dialect that takes results of closed runs, too.
    async fn record(&self, place: usize, status: &str) {
        let case = spelling::numbered(Kind::Case, self.shop.cases[place].number.get());
        let path = format!("/api/v1/runs/{}/results", spelling::cuid(self.run.opaque));
        let body = json!({"results": [{"test_case_id": case, "status": status}]});
        let _ = self.app.bearer().post(&path, &body).await.expect(201);
    }

    async fn close(&self) {
        let change = RunChange {
            state: Some(RunState::Closed),
            finished_at: Some(OffsetDateTime::now_utc()),
            ..RunChange::default()
        };
        let changed = self.app.store.change_run(&self.shop.who, &self.run, change);
        assert_eq!(changed.await.unwrap().state, RunState::Closed);
    }

    /// The word of each dialect for the run, and for a list that it is in.
    async fn read(&self) -> BTreeMap<&'static str, String> {
        let id = self.run.opaque;
        let word = |value: &Value| value.as_str().unwrap().to_owned();
        let build = self
            .get(&format!("/ext/v1/builds/{}", spelling::hashed(id)))
            .await;
        let result = self.get(&format!("/api/result/{}", id.uuid())).await;
        let qahub = format!("/api/v1/runs/{}", spelling::cuid(id));
        let qahub = self.app.bearer().get(&qahub).await.expect(200).clone();
        let project = spelling::prefixed(Kind::Project, self.shop.project.opaque);
        let run = spelling::prefixed(Kind::Run, id);
        let testably = self
            .get(&format!("/v1/projects/{project}/runs/{run}"))
            .await;
        let browserstack = self.get(&self.browserstack()).await;
        BTreeMap::from([
            ("reporting", word(&build["status"])),
            ("applitools", word(&result["result"]["status"])),
            ("qahub", word(&qahub["data"]["status"])),
            ("testably", word(&testably["data"]["status"])),
            ("browserstack", word(&browserstack["test_run"]["run_state"])),
        ])
    }

    /// The words by which the lists of the dialects that have such a filter find the run.
    async fn found_by(&self) -> BTreeMap<&'static str, String> {
        let mut found = BTreeMap::new();
        for word in ["running", "passed", "failed", "skipped", "unknown"] {
            let path = format!(
                "/ext/v1/projects/{}/builds?build_status={word}",
                self.shop.project.number
            );
            let id = spelling::hashed(self.run.opaque);
            let list = self.get(&path).await;
            let builds = list["builds"].as_array().unwrap();
            if builds.iter().any(|it| it["build_id"] == *id) {
                assert!(builds.iter().all(|it| it["status"] == word));
                assert_eq!(found.insert("reporting", word.to_owned()), None);
            }
        }
        for word in ["PENDING", "IN_PROGRESS", "COMPLETED", "SYNCED"] {
            let id = spelling::cuid(self.run.opaque);
            let path = format!("/api/v1/runs?status={word}&limit=500");
            let list = self.app.bearer().get(&path).await.expect(200).clone();
            let runs = list["data"].as_array().unwrap();
            assert_eq!(list["pagination"]["total"], runs.len());
            if runs.iter().any(|it| it["id"] == *id) {
                assert_eq!(found.insert("qahub", word.to_owned()), None);
            }
        }
        assert_eq!(found.len(), 2, "a list does not find the run: {found:?}");
        found
    }
}

#[tokio::test]
async fn every_sealed_run_reads_as_the_table_says() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &["Login", "Cart"]).await;
    let names = |places: &[usize]| -> Vec<Value> {
        let cases = places.iter().map(|place| shop.cases[*place].number);
        cases
            .map(|it| json!({"test_case": format!("TC-{it}")}))
            .collect()
    };
    let table = table();
    // A seal, how many of two results came after it, and what the run is then.
    for (seal, after, expected) in [
        (json!({"results": 2}), 0, "short"),
        (json!({"results": 2, "deadline": FUTURE}), 0, "short"),
        (json!({"results": 2, "deadline": PAST}), 0, "late"),
        (json!({"results": 2, "deadline": PAST}), 1, "late"),
        (json!({"results": 2}), 1, "complete"),
        (json!({"results": 2, "deadline": FUTURE}), 1, "complete"),
        (json!({"results": 1}), 0, "complete"),
        (json!({"test_cases": names(&[0, 1])}), 0, "short"),
        (
            json!({"test_cases": names(&[0, 1]), "deadline": PAST}),
            0,
            "late",
        ),
        (
            json!({"test_cases": names(&[1]), "deadline": PAST}),
            1,
            "late",
        ),
        (
            json!({"test_cases": names(&[0, 1]), "deadline": FUTURE}),
            1,
            "complete",
        ),
        (json!({"test_cases": names(&[0])}), 0, "complete"),
    ] {
        let what = format!("{seal}, {after} after it");
        let reader = Reader::of_a_new_run(&app, &shop).await;
        reader.record(0, "PASSED").await;
        let _ = reader.seal(&seal).await;
        if after > 0 {
            reader.record(1, "PASSED").await;
        }
        // Not sealed again: what a result changes is kept with the run.
        let receipt = reader.receipt().await;
        assert_eq!(receipt["completeness"], expected, "{what}");
        if expected != "complete" {
            let read = reader.read().await;
            assert_eq!(read.len(), table.len());
            for (dialect, word) in read {
                assert_eq!(word, table[dialect].going_on, "{what}: {dialect}");
            }
            for (dialect, word) in reader.found_by().await {
                let going_on = &table[dialect].going_on;
                assert_eq!(word, *going_on, "{what}: the list of {dialect}");
            }
        }
        reader.close().await;
        for (dialect, word) in reader.read().await {
            let words = &table[dialect];
            let wanted = match expected {
                "complete" => &words.complete,
                _ => &words.over,
            };
            assert_eq!(word, *wanted, "{what}: {dialect}");
        }
        for (dialect, word) in reader.found_by().await {
            let words = &table[dialect];
            let wanted = match expected {
                "complete" => &words.complete,
                _ => &words.over,
            };
            assert_eq!(word, *wanted, "{what}: the list of {dialect}");
        }
    }
    let broken: Vec<_> = app.store.check().await.unwrap();
    assert!(broken.iter().all(|it| it.violations == 0), "{broken:?}");
}

/// `PATCH /api/v1/runs/{id}` with the word that a short run shows is no repeat: it was over.
#[tokio::test]
async fn a_short_run_that_is_over_is_opened_again_by_its_status() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &["Login", "Cart"]).await;
    let reader = Reader::of_a_new_run(&app, &shop).await;
    reader.record(0, "PASSED").await;
    let _ = reader.seal(&json!({"results": 2})).await;
    reader.close().await;
    let path = format!("/api/v1/runs/{}", spelling::cuid(reader.run.opaque));
    // What it would show without the seal leaves it closed.
    for (word, state) in [("COMPLETED", "closed"), ("IN_PROGRESS", "active")] {
        let body = json!({"status": word});
        let reply = app.bearer().patch(&path, &body).await;
        assert_eq!(reply.expect(200)["data"]["status"], "IN_PROGRESS");
        assert_eq!(reader.read().await["testably"], state, "{word}");
    }
}

#[tokio::test]
async fn what_failed_stays_failed_and_cases_that_are_missing_are_untested_rows() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &["Login", "Cart"]).await;
    let reader = Reader::of_a_new_run(&app, &shop).await;
    reader.record(0, "FAILED").await;
    let cases = shop
        .cases
        .iter()
        .map(|it| json!({"test_case": format!("TC-{}", it.number)}));
    let seal = json!({"test_cases": cases.collect::<Vec<_>>()});
    assert_eq!(reader.seal(&seal).await["missing"], 1);

    let read = reader.read().await;
    assert_eq!(
        (&*read["reporting"], &*read["applitools"]),
        ("running", "running")
    );
    reader.close().await;
    let read = reader.read().await;
    assert_eq!(
        (&*read["reporting"], &*read["applitools"]),
        ("failed", "failed")
    );

    let browserstack = reader.get(&reader.browserstack()).await;
    let progress = &browserstack["test_run"]["overall_progress"];
    assert_eq!(
        (&progress["Untested"], &progress["Failed"]),
        (&json!(1), &json!(1))
    );
    let testably = format!("/v1/runs/TR-{}/results", reader.run.number);
    let testably = reader.get(&testably).await;
    let statuses: Vec<_> = testably["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["status"].as_str().unwrap())
        .collect();
    assert_eq!(statuses, ["failed", "not_tested"]);
    let gate = format!(
        "/ext/v1/quality-gates/{}",
        spelling::hashed(reader.run.opaque)
    );
    assert_eq!(reader.get(&gate).await["quality_gate_result"], "failed");
}
