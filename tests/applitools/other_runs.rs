//! Get Results of runs that no plan started.

use serde_json::json;

use super::night::Night;

#[tokio::test]
async fn any_run_can_be_read_by_any_form_of_its_id() {
    let night = Night::of(&["Login", "Cart"], &[]).await;
    let run = night.app.run(&night.shop, "Nightly").await;
    let id = run.opaque.uuid().to_string();
    night
        .record(
            &format!("TR-{}", run.number),
            &[(1, "passed"), (2, "failed")],
        )
        .await;
    let result = night.results(&id).await;
    assert_eq!(result["id"], id);
    assert_eq!(
        (&result["name"], &result["application"]),
        (&json!("Nightly"), &json!("Shop"))
    );
    assert_eq!(
        (&result["status"], &result["environments"]),
        (&json!("failed"), &json!([]))
    );
    for form in [
        format!("TR-{}", run.number),
        domain::spelling::cuid(run.opaque),
    ] {
        assert_eq!(night.results(&form).await, result);
    }
}

#[tokio::test]
async fn a_run_without_rows_is_pending() {
    let night = Night::of(&["Login"], &[]).await;
    let body = json!({"name": "Empty", "project_id": "PR-1"});
    let made = night.app.bearer().post("/api/v1/runs", &body).await;
    let run = made.expect(201)["data"]["id"].as_str().unwrap().to_owned();
    let result = night.results(&run).await;
    assert_eq!(
        (&result["status"], &result["tests"]),
        (&json!("pending"), &json!([]))
    );
}
