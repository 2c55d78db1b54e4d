//! The published answer, reproduced.

use e2e::example;
use serde_json::{Value, json};

use super::night::Night;

const RESPONSE: &str = include_str!("seed/get_results_response.json");

/// The keys of an object, in their order.
fn keys(value: &Value) -> Vec<&String> {
    value.as_object().unwrap().keys().collect()
}

#[tokio::test]
async fn a_failed_plan_reads_as_published() {
    let mut expected = example(RESPONSE, &[])["result"].clone();
    let environments = expected["environments"].as_array().unwrap().clone();
    let night = Night::of(&["Home", "Cart", "Login", "Help", "Contact"], &environments).await;
    let (run, _) = night.execute().await;

    // One page fails everywhere; the others pass. Each check is a row, named by its id.
    let path = format!("/v1/runs/{run}/results");
    let rows = night.app.bearer().get(&path).await;
    for row in rows.expect(200)["data"].as_array().unwrap() {
        let status = if row["test_case_title"] == "Cart" {
            "failed"
        } else {
            "passed"
        };
        let path = format!("{path}/{}", row["id"].as_str().unwrap());
        let put = night
            .app
            .bearer()
            .put(&path, &json!({ "status": status }))
            .await;
        let _ = put.expect(200);
    }

    let result = night.results(&run).await;
    let cart = result["tests"][1].clone();
    // What a run is made of is compared below; what only its time tells is taken as it is.
    assert!(result["duration"].as_i64().unwrap() >= 0);
    assert_eq!(
        result["started_at"].as_str().unwrap().len(),
        "2023-10-24T13:00:12.463Z".len()
    );
    expected["id"] = json!(run);
    expected["started_at"] = result["started_at"].clone();
    expected["duration"] = result["duration"].clone();
    let published = expected["tests"][0].take();
    expected["tests"] = result["tests"].clone();
    assert_eq!(result, expected);
    assert_eq!(keys(&result), keys(&expected));

    assert_eq!(result["tests"].as_array().unwrap().len(), 5);
    assert_eq!(
        (&cart["name"], &cart["status"]),
        (&json!("Cart"), &published["status"])
    );
    assert_eq!(keys(&cart["results"]), keys(&published["results"]));
    assert_eq!(cart["results"]["failed"], 3);
    // A case is no whole site: it has another type and no sitemap.
    assert_eq!(cart["type"], "custom_flow_test");
    assert_eq!(
        keys(&cart),
        ["id", "name", "status", "type", "results", "testResultsUrl"]
    );
}

#[tokio::test]
async fn tests_and_environments_are_in_the_plans_order() {
    let second = json!({"name": "Safari", "os": "macOS", "viewport": "800x600", "device": "Desktop", "browser": "Safari"});
    let night = Night::of(
        &["First", "Second"],
        &[super::night::chrome(), second.clone()],
    )
    .await;
    let plan = json!({
        "project": "PR-1", "name": "Turned", "application": "App", "test_cases": ["TC-2", "TC-1"],
        "configurations": [second, super::night::chrome()],
    });
    let path = format!("/api/verdict/plans/{}", super::night::PLAN);
    let _ = night.app.bearer().put(&path, &plan).await.expect(200);
    let (run, _) = night.execute().await;
    let result = night.results(&run).await;
    assert_eq!(
        (&result["name"], &result["application"]),
        (&json!("Turned"), &json!("App"))
    );
    assert_eq!(result["environments"], plan["configurations"]);
    let names: Vec<&Value> = result["tests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["name"])
        .collect();
    assert_eq!(names, ["Second", "First"]);
}
