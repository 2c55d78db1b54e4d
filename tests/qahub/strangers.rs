//! What belongs to another organization, or lies outside the project that a key is bound to, is not there.

use domain::case::RowKey;
use domain::spelling::{RowReference, cuid};
use e2e::{Client, Form, Reply};
use serde_json::{Value, json};

use super::shop::Night;

/// Everything of this night that a request can name, asked for with this key.
async fn asked(night: &Night, client: &Client) -> Vec<Reply> {
    let (run, project) = (cuid(night.run.opaque), cuid(night.shop.project.opaque));
    let row = RowReference {
        run: night.run.opaque,
        key: RowKey::first_of(night.shop.cases[0].number),
    };
    let row = row.cuid();
    let form = Form::default().file("file", "a.txt", b"a").finish();
    let named = json!({"name": "N", "project_id": project});
    let results = json!({"results": [{"test_case_code": "TC-001", "status": "PASSED"}]});
    let ingested = json!({"project_id": project, "results": []});
    let attachments = format!("/api/v1/results/{row}/attachments");
    vec![
        client.get(&format!("/api/v1/runs/{run}")).await,
        client.get(&night.path).await,
        client.post(&night.path, &results).await,
        client
            .patch(
                &format!("/api/v1/runs/{run}"),
                &json!({"status": "COMPLETED"}),
            )
            .await,
        client
            .get(&format!("/api/v1/runs?project_id={project}"))
            .await,
        client.post("/api/v1/runs", &named).await,
        client.post("/api/v1/ingest", &ingested).await,
        client
            .raw("POST", &attachments, Some(Form::CONTENT_TYPE), form)
            .await,
    ]
}

fn lists(reply: &Reply) -> &Vec<Value> {
    reply.expect(200)["data"].as_array().unwrap()
}

#[tokio::test]
async fn a_foreign_id_answers_like_a_missing_one() {
    let night = Night::of(&["Login"]).await;
    let elsewhere = night.app.seed("Elsewhere", &["Other"]).await;
    let foreign = night.app.with_key(&night.app.foreign_key("other").await);
    let bound = night.app.bound_key(elsewhere.project.number.get()).await;
    let bound = night.app.with_key(&bound);
    for client in [&foreign, &bound] {
        for reply in asked(&night, client).await {
            let said = reply.expect(404)["error"].as_str().unwrap();
            assert!(said.ends_with("not found"), "{said}");
        }
        assert_eq!(lists(&client.get("/api/v1/runs").await).len(), 0);
    }
    assert_eq!(lists(&foreign.get("/api/v1/projects").await).len(), 0);
    assert_eq!(lists(&bound.get("/api/v1/projects").await).len(), 1);
    let reply = bound.post("/api/v1/projects", &json!({"name": "N"})).await;
    let _ = reply.expect(403);
    // Nothing was changed by anybody who asked.
    assert_eq!(night.stored().await, 0);
    let listed = night.app.bearer().get("/api/v1/runs").await;
    assert_eq!(lists(&listed).len(), 1);
    assert_eq!(lists(&listed)[0]["status"], "PENDING");
}

#[tokio::test]
async fn a_case_of_another_organization_is_no_case() {
    let night = Night::of(&["Login"]).await;
    let foreign = night.app.with_key(&night.app.foreign_key("other").await);
    let made = foreign
        .post("/api/v1/projects", &json!({"name": "Theirs"}))
        .await;
    let project = made.expect(201)["data"]["id"].clone();
    let body = json!({"project_id": project, "results": [
        {"test_case_id": night.case(0), "status": "PASSED"}, {"test_case_code": "TC-001", "status": "PASSED"},
    ]});
    let reply = foreign.post("/api/v1/ingest", &body).await;
    assert_eq!(reply.expect(207)["rejected"], 2);
    let body = json!({"name": "N", "project_id": project, "test_case_ids": [night.case(0)]});
    let _ = foreign.post("/api/v1/runs", &body).await.expect(400);
}

#[tokio::test]
async fn files_are_nobodys_elses() {
    let night = Night::of(&["Login"]).await;
    let rows = night.rows().await;
    let row = rows[0]["id"].as_str().unwrap();
    let form = Form::default().file("file", "a.txt", b"a").finish();
    let path = format!("/api/v1/results/{row}/attachments");
    let made = night
        .app
        .bearer()
        .raw("POST", &path, Some(Form::CONTENT_TYPE), form)
        .await;
    let id = made.expect(201)["data"][0]["id"].as_str().unwrap();
    let elsewhere = night.app.seed("Elsewhere", &[]).await;
    let bound = night.app.bound_key(elsewhere.project.number.get()).await;
    for key in [night.app.foreign_key("other").await, bound] {
        let client = night.app.with_key(&key);
        for path in [
            format!("/api/verdict/results/{row}/attachments"),
            format!("/api/verdict/attachments/{id}"),
        ] {
            let _ = client.get(&path).await.expect(404);
        }
    }
}
