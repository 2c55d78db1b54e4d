//! What a receipt says, and the digest that a client makes by itself.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Night, cases, counts};

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
