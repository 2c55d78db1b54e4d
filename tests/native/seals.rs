//! Seals: what is announced, the receipt, and what a client makes of it.

use domain::spelling::Kind;
use e2e::{Reply, Shop, TestApp};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::Located;
use store::locate::Run;

const PAST: &str = "2020-01-01T00:00:00Z";
const FUTURE: &str = "2120-01-01T00:00:00.000Z";

/// A run with an untested row for each case.
struct Night {
    app: TestApp,
    shop: Shop,
    run: Located<Run>,
}

impl Night {
    async fn of(titles: &[&str]) -> Self {
        let app = TestApp::start().await;
        let shop = app.seed("Shop", titles).await;
        let run = app.run(&shop, "Nightly").await;
        Self { app, shop, run }
    }

    fn path(&self) -> String {
        format!("/api/verdict/runs/TR-{}/seal", self.run.number)
    }

    fn browserstack(&self, rest: &str) -> String {
        format!(
            "/api/v2/projects/PR-{}/test-runs/TR-{}{rest}",
            self.shop.project.number, self.run.number
        )
    }

    async fn put(&self, body: &Value) -> Reply {
        self.app.bearer().put(&self.path(), body).await
    }

    async fn seal(&self, body: &Value) -> Value {
        self.put(body).await.expect(200).clone()
    }

    async fn receipt(&self) -> Value {
        let reply = self.app.bearer().get(&self.path()).await;
        reply.expect(200).clone()
    }

    /// Appends results, and gives the good answer.
    async fn append(&self, results: &Value) -> Value {
        let body = json!({"results": results});
        let path = self.browserstack("/results");
        self.app
            .basic()
            .post(&path, &body)
            .await
            .expect(200)
            .clone()
    }

    async fn passed(&self, case: &str) {
        let result = json!([{"test_case_id": case, "test_result": {"status": "passed"}}]);
        let _ = self.append(&result).await;
    }

    async fn change_rows(&self, body: &Value) {
        let path = self.browserstack("/test-cases");
        let body = json!({"test_run": body});
        let reply = self.app.basic().patch(&path, &body).await;
        assert_eq!(reply.status(), 202, "{}", reply.text());
    }

    async fn untested(&self) -> i64 {
        let run = self.app.basic().get(&self.browserstack("")).await;
        let progress = &run.expect(200)["test_run"]["overall_progress"];
        progress["Untested"].as_i64().unwrap_or(0)
    }

    async fn is_sound(&self) {
        let findings = self.app.store.check().await.unwrap();
        let broken: Vec<_> = findings.iter().filter(|it| it.violations > 0).collect();
        assert!(broken.is_empty(), "{broken:?}");
    }
}

fn cases(names: &[&str]) -> Value {
    let cases = names.iter().map(|name| json!({"test_case": name}));
    json!({"test_cases": cases.collect::<Vec<_>>()})
}

fn with_deadline(mut seal: Value, deadline: &str) -> Value {
    seal["deadline"] = json!(deadline);
    seal
}

fn counts(receipt: &Value) -> [i64; 5] {
    ["expected", "accepted", "repeated", "refused", "missing"]
        .map(|name| receipt[name].as_i64().unwrap())
}

fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let digits: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

/// The digest of the lines that a client makes of what `BrowserStack`'s list of results says.
async fn recomputed(night: &Night) -> String {
    let (mut lines, mut seen) = (Vec::new(), std::collections::BTreeSet::new());
    let mut page = json!(1);
    while !page.is_null() {
        let path = night.browserstack(&format!("/results?p={page}&page_size=30"));
        let list = night.app.basic().get(&path).await.expect(200).clone();
        // Newest first: the first result of a row is the one that it shows.
        for result in list["test-results"].as_array().unwrap() {
            let word = |name: &str| result[name].as_str().unwrap_or_default().to_owned();
            let case = word("test_case_id");
            let configuration = match &result["configuration_id"] {
                Value::Null => String::new(),
                number => number.to_string(),
            };
            if seen.insert((case.clone(), configuration.clone())) {
                let status = result["result_status"]["field_value"].as_str().unwrap();
                let status = status.to_lowercase().replace(' ', "_");
                lines.push(format!(
                    "{case}\t{configuration}\t{status}\t{}\n",
                    result["id"]
                ));
            }
        }
        page = list["info"]["next"].clone();
    }
    lines.sort();
    sha256(lines.concat().as_bytes())
}

#[tokio::test]
async fn a_receipt_tells_what_was_taken_and_a_client_makes_its_digest() {
    let titles: Vec<String> = (1..=40).map(|number| format!("Case {number}")).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let night = Night::of(&titles).await;
    let empty = night.seal(&json!({"results": 40})).await;
    assert_eq!(counts(&empty), [40, 0, 0, 0, 40]);
    let of_nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(
        (&empty["sha256"], &empty["lines"]),
        (&json!(of_nothing), &json!(0))
    );

    // The first 35, the first 3 again, and two that are nobody's.
    let result = |case: usize, status: &str| json!({"test_case_id": format!("TC-{case}"), "test_result": {"status": status}});
    let mut results: Vec<Value> = (1..=35).map(|case| result(case, "passed")).collect();
    results.extend((1..=3).map(|case| result(case, "failed")));
    results.extend([result(900, "passed"), result(901, "passed")]);
    let _ = night.append(&json!(results)).await;

    let receipt = night.receipt().await;
    assert_eq!(counts(&receipt), [40, 38, 3, 2, 5]);
    assert_eq!(
        (
            &receipt["completeness"],
            &receipt["missing_rows"],
            &receipt["filled_at"]
        ),
        (&json!("short"), &Value::Null, &Value::Null)
    );
    assert_eq!(receipt["lines"], 35);
    assert_eq!(receipt["sha256"], recomputed(&night).await.as_str());

    let results: Vec<Value> = (36..=40).map(|case| result(case, "skipped")).collect();
    let _ = night.append(&json!(results)).await;
    let after = night.receipt().await;
    assert_eq!(counts(&after), [40, 43, 3, 2, 0]);
    assert_eq!(after["completeness"], "complete");
    assert!(after["filled_at"].is_string());
    assert_ne!(after["sha256"], receipt["sha256"]);
    assert_eq!(after["sha256"], recomputed(&night).await.as_str());

    let path = format!("{}/lines", night.path());
    let lines = night.app.bearer().get(&path).await;
    assert_eq!(
        lines.header("content-type"),
        Some("text/plain; charset=utf-8")
    );
    assert!(lines.text().starts_with("TC-1\t\tfailed\t"));
    assert_eq!(lines.text().lines().count(), 40);
    assert_eq!(after["sha256"], sha256(lines.bytes()).as_str());
    night.is_sound().await;
}

#[tokio::test]
async fn lines_name_configurations_and_statuses_as_they_are_counted() {
    let night = Night::of(&["Login"]).await;
    let client = night.app.basic();
    let made = json!({"name": "Firefox on Linux"});
    let made = client.post("/api/v2/configurations", &made).await;
    let configuration = made.json()["id"].as_i64().unwrap();
    let own = json!({"name": "Known bug", "counts_as": "retest"});
    let _ = client.post("/api/verdict/statuses", &own).await.expect(201);
    let seal = json!({"test_cases": [{"test_case": "TC-1", "configurations": [configuration]}]});
    let receipt = night.seal(&seal).await;
    assert_eq!(
        receipt["missing_rows"],
        json!([{"test_case": "TC-1", "configuration": configuration}])
    );
    assert_eq!(
        night.untested().await,
        2,
        "the run has another row of the case"
    );

    let result = json!([{
        "test_case_id": "TC-1", "configuration_id": configuration, "test_result": {"status": "Known bug"},
    }]);
    let _ = night.append(&result).await;
    let path = format!("{}/lines", night.path());
    let lines = night.app.bearer().get(&path).await;
    let id = (i64::from(night.run.number.get()) << 22) + 1;
    assert_eq!(
        lines.text(),
        format!("TC-1\t{configuration}\tretest\t{id}\n")
    );
    let receipt = night.receipt().await;
    assert_eq!(
        (counts(&receipt), &receipt["missing_rows"]),
        ([1, 1, 0, 0, 0], &json!([]))
    );
    night.is_sound().await;
}

#[tokio::test]
async fn another_result_of_a_row_makes_up_for_none_that_is_missing() {
    let night = Night::of(&["Login", "Cart"]).await;
    let _ = night.seal(&json!({"results": 2})).await;
    for _ in 0..3 {
        night.passed("TC-1").await;
    }
    assert_eq!(counts(&night.receipt().await), [2, 3, 2, 0, 1]);
    let _ = night.seal(&cases(&["TC-2"])).await;
    assert_eq!(counts(&night.receipt().await), [1, 3, 2, 0, 1]);
    // What says that nothing was recorded is no outcome, and takes one back.
    night.passed("TC-2").await;
    assert_eq!(night.receipt().await["completeness"], "complete");
    for status in ["untested", "in_progress"] {
        let result = json!([{"test_case_id": "TC-2", "test_result": {"status": status}}]);
        let _ = night.append(&result).await;
        let receipt = night.receipt().await;
        assert_eq!(
            (&receipt["missing"], &receipt["filled_at"]),
            (&json!(1), &Value::Null)
        );
    }
    night.is_sound().await;
}

#[tokio::test]
async fn a_run_that_is_late_stays_late_until_it_is_sealed_anew() {
    let night = Night::of(&["Login", "Cart"]).await;
    night.passed("TC-1").await;
    let late = with_deadline(json!({"results": 2}), PAST);
    assert_eq!(night.seal(&late).await["completeness"], "late");
    night.passed("TC-2").await;
    let receipt = night.receipt().await;
    assert_eq!(
        (&receipt["completeness"], &receipt["missing"]),
        (&json!("late"), &json!(0))
    );
    assert_eq!(night.seal(&late).await, receipt);

    let in_time = with_deadline(json!({"results": 2}), FUTURE);
    let receipt = night.seal(&in_time).await;
    assert_eq!(
        (&receipt["completeness"], &receipt["deadline"]),
        (&json!("complete"), &json!(FUTURE))
    );
    let _ = night.seal(&late).await;
    assert_eq!(
        night.seal(&json!({"results": 2})).await["completeness"],
        "complete"
    );
}

#[tokio::test]
async fn the_same_seal_again_changes_nothing() {
    let night = Night::of(&["Login", "Cart"]).await;
    for seal in [
        with_deadline(json!({"results": 2}), FUTURE),
        with_deadline(cases(&["TC-2", "TC-1", "tc_unknown"]), FUTURE),
    ] {
        let seal = match seal["test_cases"].as_array() {
            // The third is named by another form of its id, and counts once.
            Some(named) => {
                let mut named = named.clone();
                named[2]["test_case"] = json!(domain::spelling::prefixed(
                    Kind::Case,
                    night.shop.cases[0].opaque
                ));
                json!({"test_cases": named, "deadline": FUTURE})
            }
            None => seal,
        };
        let first = night.seal(&seal).await;
        assert_eq!(first["expected"], 2);
        assert_eq!(night.seal(&seal).await, first);
        night.passed("TC-1").await;
        night.passed("TC-2").await;
        let filled = night.receipt().await;
        assert_eq!(filled["completeness"], "complete");
        // A result that comes again is newer than the moment since when all is there.
        night.passed("TC-1").await;
        assert_eq!(night.seal(&seal).await["filled_at"], filled["filled_at"]);
    }
    night.is_sound().await;
}

#[tokio::test]
async fn another_seal_takes_the_place_of_the_one_before_and_of_the_rows_that_it_made() {
    let night = Night::of(&["Login"]).await;
    for title in ["Cart", "Search", "Pay"] {
        let _ = night.app.case(&night.shop, title).await;
    }
    assert_eq!(night.untested().await, 1);
    let receipt = night.seal(&cases(&["TC-1", "TC-2", "TC-3", "TC-4"])).await;
    assert_eq!(
        (&receipt["missing"], night.untested().await),
        (&json!(4), 4)
    );
    night.passed("TC-3").await;

    // What the run held stays, and so does the row with a result.
    let receipt = night.seal(&cases(&["TC-4"])).await;
    assert_eq!(
        (counts(&receipt), night.untested().await),
        ([1, 1, 0, 0, 1], 2)
    );
    let receipt = night.seal(&json!({"results": 1})).await;
    assert_eq!(
        (&receipt["completeness"], night.untested().await),
        (&json!("complete"), 1)
    );
    night.is_sound().await;
}

#[tokio::test]
async fn a_row_that_is_taken_out_of_the_run_is_missing() {
    let night = Night::of(&["Login", "Cart"]).await;
    let _ = night.seal(&cases(&["TC-1", "TC-2"])).await;
    night.passed("TC-1").await;
    night.passed("TC-2").await;
    assert_eq!(night.receipt().await["completeness"], "complete");
    let removed = json!({"remove_test_cases": [{"test_case_ids": ["TC-2"]}]});
    let added = json!({"add_test_cases": [{"test_case_ids": ["TC-2"]}]});
    night.change_rows(&removed).await;
    assert_eq!(
        night.receipt().await["missing_rows"],
        json!([{"test_case": "TC-2", "configuration": null}])
    );
    // Added again without its result, it waits for another.
    night.change_rows(&added).await;
    assert_eq!(night.receipt().await["missing"], 1);
    night.passed("TC-2").await;
    assert_eq!(night.receipt().await["completeness"], "complete");

    // With its result it is there at once.
    let mut removed = removed;
    removed["preserve_existing_results"] = json!(true);
    for (change, missing) in [(&removed, 1), (&added, 0)] {
        night.change_rows(change).await;
        assert_eq!(night.receipt().await["missing"], missing);
    }
    night.is_sound().await;
}

#[tokio::test]
async fn what_cannot_be_sealed_is_refused_and_changes_nothing() {
    let night = Night::of(&["Login", "Cart"]).await;
    let _ = night.app.seed("Other", &["Elsewhere"]).await;
    let _ = night.app.case(&night.shop, "Search").await;
    let missing = night.app.bearer().get(&night.path()).await;
    assert_eq!(missing.expect(404)["error"]["message"], "Seal not found");
    let seal = with_deadline(json!({"results": 2}), FUTURE);
    let before = night.seal(&seal).await;
    let named = |case: Value| json!({"test_cases": [{"test_case": "TC-4"}, case]});
    for (body, message) in [
        (json!({}), "either results or test_cases"),
        (json!({"deadline": FUTURE}), "either results or test_cases"),
        (
            json!({"results": 1, "test_cases": [{"test_case": "TC-1"}]}),
            "either results",
        ),
        (json!({"results": 0}), "from 1 to 4194303"),
        (json!({"results": -1}), "from 1 to 4194303"),
        (json!({"results": 4_194_304}), "from 1 to 4194303"),
        (json!({"results": i64::MAX}), "from 1 to 4194303"),
        (json!({"results": 1.5}), "no integer"),
        (json!({"results": "2"}), "invalid type"),
        (
            json!({"results": 2, "deadline": "soon"}),
            "deadline must be an ISO 8601 time",
        ),
        (
            json!({"results": 2, "deadline": "2026-11-25"}),
            "deadline must be an ISO 8601 time",
        ),
        (json!({"results": 2, "deadline": 7}), "invalid type"),
        (json!({"test_cases": []}), "test_cases must not be empty"),
        (json!({"test_cases": ["TC-1"]}), "an object"),
        (
            json!({"test_cases": [{}]}),
            "test_cases[0].test_case is required",
        ),
        (
            named(json!({"test_case": "TC-1", "configurations": []})),
            "must not be empty",
        ),
        (
            named(json!({"test_case": "TC-1", "configurations": [1.5]})),
            "no integer",
        ),
        (
            named(json!({"test_case": "TC-99"})),
            "test cases not found: TC-99",
        ),
        (named(json!({"test_case": "a\u{0}b"})), "test_cases"),
        // A case of another project.
        (
            named(json!({"test_case": "TC-3"})),
            "test cases not found: TC-3",
        ),
        (
            named(json!({"test_case": "TC-1", "configurations": [0, 7, 99_999_999_999_i64]})),
            "configurations not found: 0, 7, 99999999999",
        ),
    ] {
        let reply = night.put(&body).await;
        let said = reply.expect(400)["error"]["message"].as_str().unwrap();
        assert!(said.contains(message), "{body}: {said}");
        assert_eq!(night.receipt().await, before, "{body}");
    }
    assert_eq!(night.untested().await, 2);
}

#[tokio::test]
async fn a_run_that_is_not_there_cannot_be_sealed_and_a_closed_one_can() {
    let night = Night::of(&["Login"]).await;
    let _ = night.app.case(&night.shop, "Cart").await;
    for id in ["TR-99", "run_nothing", "x"] {
        let path = format!("/api/verdict/runs/{id}/seal");
        let reply = night.app.bearer().put(&path, &json!({"results": 1})).await;
        assert_eq!(reply.expect(404)["error"]["message"], "Run not found");
        let reply = night.app.bearer().get(&path).await;
        assert_eq!(reply.expect(404)["error"]["message"], "Run not found");
    }
    let close = night.browserstack("/close");
    let closed = night.app.basic().post(&close, &json!({})).await;
    assert_eq!(closed.status(), 200, "{}", closed.text());
    assert_eq!(night.seal(&cases(&["TC-2"])).await["missing"], 1);
    assert_eq!(night.untested().await, 2);

    let delete = night.browserstack("/delete");
    let deleted = night.app.basic().post(&delete, &json!({})).await;
    assert_eq!(deleted.status(), 200, "{}", deleted.text());
    let reply = night.app.bearer().get(&night.path()).await;
    assert_eq!(reply.status(), 404);
}
