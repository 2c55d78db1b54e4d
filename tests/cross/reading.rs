//! Reads a run's statuses through each dialect: from the name of a case to the word the dialect shows.

use std::collections::BTreeMap;

use e2e::TestApp;
use serde_json::Value;

use super::writing::Written;

type Words = BTreeMap<String, String>;

fn word(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no word")).to_owned()
}

pub(super) async fn browserstack(app: &TestApp, written: &Written) -> Words {
    let base = format!("/api/v2/projects/{}/test-runs/{}", written.project, written.run);
    let rows = app.basic().get(&format!("{base}/test-cases")).await;
    let names: BTreeMap<String, String> = rows.expect(200)["test_cases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (word(&row["identifier"]), word(&row["name"])))
        .collect();
    let results = app.basic().get(&format!("{base}/results")).await;
    let results = results.expect(200)["test-results"].as_array().unwrap().clone();
    results
        .iter()
        .map(|row| {
            let name = names[row["test_case_id"].as_str().unwrap()].clone();
            (name, word(&row["result_status"]["field_value"]))
        })
        .collect()
}

pub(super) async fn reporting(app: &TestApp, written: &Written) -> Words {
    let reply = app.basic().get(&format!("/ext/v1/builds/{}/testRuns", written.run)).await;
    let mut words = Words::new();
    for root in reply.expect(200)["hierarchy"].as_array().unwrap() {
        collect_leaves(root, &mut words);
    }
    words
}

fn collect_leaves(node: &Value, words: &mut Words) {
    if node["type"] == "TEST" {
        words.insert(word(&node["display_name"]), word(&node["details"]["status"]));
    }
    for child in node["children"].as_array().into_iter().flatten() {
        collect_leaves(child, words);
    }
}

pub(super) async fn testably(app: &TestApp, written: &Written) -> Words {
    let reply = app.bearer().get(&format!("/v1/runs/{}/results", written.run)).await;
    let rows = reply.expect(200)["data"].as_array().unwrap().clone();
    rows.iter().map(|row| (word(&row["test_case_title"]), word(&row["status"]))).collect()
}

pub(super) async fn qahub(app: &TestApp, written: &Written) -> Words {
    let reply = app.bearer().get(&format!("/api/v1/runs/{}/results", written.run)).await;
    let rows = reply.expect(200)["data"].as_array().unwrap().clone();
    rows.iter().map(|row| (word(&row["title"]), word(&row["status"]))).collect()
}

/// A test of one check: the counter that counts it is the check's word.
pub(super) async fn applitools(app: &TestApp, written: &Written) -> Words {
    let reply = app.query_key().get(&format!("/api/result/{}", written.run)).await;
    let tests = reply.expect(200)["result"]["tests"].as_array().unwrap().clone();
    tests
        .iter()
        .map(|test| {
            let counters = test["results"].as_object().unwrap();
            let counted = counters.iter().find(|(_, count)| **count == 1);
            (word(&test["name"]), counted.expect("one check").0.clone())
        })
        .collect()
}
