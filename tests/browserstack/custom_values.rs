//! Values that results have for custom fields.

use serde_json::{Value, json};

use super::custom_fields::{FIELDS, dropdown};
use super::desk::Desk;

#[tokio::test]
async fn a_results_value_must_be_what_its_field_takes() {
    let desk = Desk::open().await;
    let case = desk.case_id("Login").await;
    let run = desk.run(&[&case], &[]).await;
    let results = format!("{run}/results");
    let define = dropdown("Severity", "test_result");
    assert_eq!(desk.client.post(FIELDS, &define).await.status(), 200);
    let result = |values: Value| {
        json!({
            "test_result": {"status": "passed", "custom_fields": values},
            "test_case_id": case,
        })
    };

    let refused = desk
        .post(&results, &result(json!({"Severity": "Huge"})))
        .await;

    assert_eq!(
        *refused.expect(400),
        json!({
            "success": false,
            "message": "test_result.custom_fields.Severity must be one of the field's options",
        })
    );
    assert_eq!(desk.results(&run).await, 0);
    // What is no field of the project is kept as it is, and a required field may be left out.
    desk.done(
        &results,
        &result(json!({"Severity": "High", "custom estimates": 10.23})),
    )
    .await;
    desk.done(&results, &result(json!({}))).await;
    let listed = desk.get(&results).await;
    assert_eq!(
        listed.expect(200)["test_results"][1]["custom_fields"],
        json!([
            {"field_name": "Severity", "value": "High"},
            {"field_name": "custom estimates", "value": "10.23"},
        ])
    );
    let bulk = json!({"results": [result(json!({"Severity": "Huge"})), result(json!({"Severity": "Low"}))]});
    let reply = desk.post(&results, &bulk).await;
    assert_eq!(
        reply.expect(200)["errors"],
        json!([{
            "index": 0, "test_case_id": case,
            "message": "results[0].test_result.custom_fields.Severity must be one of the field's options",
        }])
    );
    assert_eq!(desk.results(&run).await, 3);
}

#[tokio::test]
async fn a_field_counts_only_in_the_projects_that_have_it() {
    let desk = Desk::open().await;
    let define = |name: &str, reach: Value| {
        let mut body =
            json!({"field_name": name, "field_type": "int", "field_entity_type": "test_result"});
        for (key, value) in reach.as_object().unwrap() {
            body[key] = value.clone();
        }
        body
    };
    for body in [
        define("everywhere", json!({})),
        define("later", json!({"link_to_future_projects": true})),
        define("here", json!({"assigned_projects": ["PR-1"]})),
        define("nowhere", json!({"applies_to_all_projects": false})),
    ] {
        assert_eq!(desk.client.post(FIELDS, &body).await.status(), 200);
    }
    let later = desk.second("Bank").await;
    for (desk, checked) in [
        (&desk, ["everywhere", "here"]),
        (&later, ["everywhere", "later"]),
    ] {
        let case = desk.case_id("Login").await;
        let run = desk.run(&[&case], &[]).await;
        for name in ["everywhere", "later", "here", "nowhere"] {
            let body = json!({
                "test_result": {"status": "passed", "custom_fields": {name: "x"}}, "test_case_id": case,
            });
            let reply = desk.post(&format!("{run}/results"), &body).await;
            let expected = if checked.contains(&name) { 400 } else { 200 };
            assert_eq!(reply.status(), expected, "{} {name}", desk.path);
        }
    }
}
