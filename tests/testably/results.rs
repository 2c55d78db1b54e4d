//! Results through Testably.

use e2e::TestApp;
use serde_json::json;

#[tokio::test]
async fn a_bulk_upload_is_read_back_row_by_row() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &["Login", "Logout"]).await;
    let run = app.run(&shop, "Nightly").await;
    let path = format!("/v1/runs/TR-{}/results", run.number);
    let upload = json!({"results": [
        {"test_case_id": "TC-1", "status": "passed", "elapsed": 12},
        {"test_case_id": "TC-9", "status": "failed"},
    ]});

    let reply = app.bearer().post(&format!("{path}/bulk"), &upload).await;

    let data = &reply.expect(207)["data"];
    assert_eq!(data["updated"], 1);
    assert_eq!(
        data["results"],
        json!([{"test_case_id": "TC-1", "status": "passed"}])
    );
    let listed = app.bearer().get(&path).await;
    let rows = &listed.expect(200)["data"];
    assert_eq!(rows[0]["status"], "passed");
    assert_eq!(rows[0]["elapsed"], 12);
    assert_eq!(rows[1]["status"], "not_tested");
    assert_eq!(rows[1]["tested_at"], json!(null));
    assert_eq!(
        listed.json()["meta"],
        json!({"total": 2, "page": 1, "per_page": 20})
    );
}
