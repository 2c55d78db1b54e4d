//! Whole runs in one request.

use domain::spelling;
use e2e::{Reply, TestApp};
use serde_json::{Value, json};
use store::Scope;

use super::shop::Night;

async fn ingest(night: &Night, body: &Value) -> Reply {
    let mut body = body.clone();
    if body.get("project_id").is_none() {
        body["project_id"] = json!(spelling::cuid(night.shop.project.opaque));
    }
    night.app.bearer().post("/api/v1/ingest", &body).await
}

async fn get(app: &TestApp, path: &str) -> Value {
    app.bearer().get(path).await.expect(200)["data"].clone()
}

/// The run that an ingest made, and its rows.
async fn made(night: &Night, reply: &Reply) -> (Value, Vec<Value>) {
    let path = format!("/api/v1/runs/{}", reply.json()["run_id"].as_str().unwrap());
    let rows = get(&night.app, &format!("{path}/results")).await;
    let rows = rows.as_array().unwrap().clone();
    (get(&night.app, &path).await, rows)
}

async fn runs(night: &Night) -> Value {
    let reply = night.app.bearer().get("/api/v1/runs").await;
    reply.expect(200)["pagination"]["total"].clone()
}

#[tokio::test]
async fn a_run_is_made_complete_with_all_its_results() {
    let night = Night::of(&["Login", "Logout"]).await;
    let body = json!({
        "run_name": "Nightly 7", "environment": "staging", "framework": "playwright",
        "results": [
            {"test_case_code": "TC-001", "status": "PASSED", "duration_ms": 1240},
            {"test_case_id": night.case(1), "status": "FAILED", "error_message": "no", "framework": "jest"},
            {"title": "cart keeps its items", "status": "BROKEN", "bug_ticket_key": "LIN-42"},
        ],
    });

    let reply = ingest(&night, &body).await;

    let answer = reply.expect(201);
    let expected = json!({
        "run_id": answer["run_id"], "accepted": 3, "rejected": 0, "errors": [],
        "data": [
            {"id": answer["data"][0]["id"], "test_case_id": night.case(0), "test_case_code": "TC-001", "status": "PASSED"},
            {"id": answer["data"][1]["id"], "test_case_id": night.case(1), "test_case_code": "TC-002", "status": "FAILED"},
            {"id": answer["data"][2]["id"], "test_case_id": null, "test_case_code": null, "status": "BROKEN"},
        ],
    });
    assert_eq!(*answer, expected);
    let (run, rows) = made(&night, &reply).await;
    assert_eq!(
        (&run["name"], &run["environment"], &run["status"]),
        (&json!("Nightly 7"), &json!("staging"), &json!("COMPLETED"))
    );
    let shown: Vec<Value> = rows
        .iter()
        .map(|row| json!([row["id"], row["title"], row["status"], row["framework"]]))
        .collect();
    let ids = [0, 1, 2].map(|place| answer["data"][place]["id"].clone());
    let expected = [
        json!([ids[0], "Login", "PASSED", "playwright"]),
        json!([ids[1], "Logout", "FAILED", "jest"]),
        json!([ids[2], "cart keeps its items", "BROKEN", "playwright"]),
    ];
    assert_eq!(shown, expected);
}

#[tokio::test]
async fn a_run_without_a_name_is_named_by_its_time() {
    let night = Night::of(&[]).await;
    let reply = ingest(&night, &json!({"results": []})).await;
    assert_eq!(reply.expect(201)["accepted"], 0);
    let (run, rows) = made(&night, &reply).await;
    let name = run["name"].as_str().unwrap();
    assert_eq!(
        (name.len(), &name[4..5], &name[23..], rows.len()),
        (24, "-", "Z", 0)
    );
}

#[tokio::test]
async fn titles_are_found_again_and_repeated_ones_are_numbered() {
    let night = Night::of(&["Login"]).await;
    let item = |title: &str, status: &str| json!({"title": title, "status": status});
    let body = json!({"results": [
        item("adds", "PASSED"), item("adds", "FAILED"), item("removes", "PASSED"), item("adds", "SKIPPED"),
    ]});

    let (first, second) = (ingest(&night, &body).await, ingest(&night, &body).await);

    assert_eq!(first.expect(201)["accepted"], 4);
    let (_, one) = made(&night, &first).await;
    let (_, other) = made(&night, &second).await;
    let statuses: Vec<&Value> = one.iter().map(|row| &row["status"]).collect();
    assert_eq!(statuses.len(), 4);
    for (row, again) in one.iter().zip(&other) {
        assert_eq!(
            (&row["title"], &row["status"]),
            (&again["title"], &again["status"])
        );
        assert_ne!(row["id"], again["id"]);
    }
    let query = "select count(*)::text from test_cases where not catalogued";
    assert_eq!(
        e2e::database::text(&night.app.database_url, query).await,
        "4"
    );
}

#[tokio::test]
async fn the_same_titles_at_once_are_the_same_cases() {
    let night = Night::of(&[]).await;
    let results: Vec<Value> = (0..50)
        .map(|number| json!({"title": format!("test {number}"), "status": "PASSED"}))
        .collect();
    let body = json!({ "results": results });
    let all = (0..6).map(|_| ingest(&night, &body));
    for reply in futures::future::join_all(all).await {
        assert_eq!(reply.expect(201)["accepted"], 50);
    }
    let query = "select count(*)::text from test_cases where not catalogued";
    assert_eq!(
        e2e::database::text(&night.app.database_url, query).await,
        "50"
    );
}

#[tokio::test]
async fn a_tag_in_a_title_names_a_case() {
    let night = Night::of(&["Login"]).await;
    let body = json!({"results": [
        {"title": "logs in @qa-hub('TC-001')", "status": "PASSED"},
        {"title": "logs out @qa-hub('TC-999')", "status": "PASSED"},
    ]});
    let reply = ingest(&night, &body).await;
    let answer = reply.expect(207);
    assert_eq!(answer["data"][0]["test_case_code"], "TC-001");
    assert_eq!(
        (&answer["errors"][0]["index"], &answer["errors"][0]["error"]),
        (&json!(1), &json!("Test case not found"))
    );
}

#[tokio::test]
async fn bad_items_are_refused_alone_and_the_run_is_there() {
    let night = Night::of(&["Login"]).await;
    let elsewhere = night.app.seed("Other", &["Elsewhere"]).await;
    let foreign = spelling::cuid(elsewhere.cases[0].opaque);
    let bad = [
        (
            json!({"status": "PASSED"}),
            "test_case_code, test_case_id or title is required",
        ),
        (
            json!({"title": " ", "status": "PASSED"}),
            "title must not be empty",
        ),
        (
            json!({"title": "x".repeat(1001), "status": "PASSED"}),
            "title must be at most 1000",
        ),
        (
            json!({"title": 7, "status": "PASSED"}),
            "title must be a string",
        ),
        (json!({"title": "adds"}), "status is required"),
        (
            json!({"title": "adds", "status": "passed"}),
            "status must be one of",
        ),
        (
            json!({"test_case_code": "TC-999", "status": "PASSED"}),
            "Test case not found",
        ),
        (
            json!({"test_case_id": foreign, "status": "PASSED"}),
            "Test case not found",
        ),
        (json!(["adds"]), "must be an object"),
    ];
    let mut results: Vec<Value> = bad.iter().map(|(item, _)| item.clone()).collect();
    results.push(json!({"test_case_code": "TC-001", "status": "PASSED"}));

    let reply = ingest(&night, &json!({ "results": results })).await;

    let answer = reply.expect(207);
    assert_eq!(
        (&answer["accepted"], &answer["rejected"]),
        (&json!(1), &json!(bad.len()))
    );
    for (place, (error, (_, message))) in answer["errors"]
        .as_array()
        .unwrap()
        .iter()
        .zip(&bad)
        .enumerate()
    {
        assert_eq!(error["index"], place);
        assert!(
            error["error"].as_str().unwrap().contains(message),
            "{error}"
        );
    }
    let (run, rows) = made(&night, &reply).await;
    assert_eq!((&run["status"], rows.len()), (&json!("COMPLETED"), 1));

    let reply = ingest(&night, &json!({"results": [{"status": "PASSED"}]})).await;
    assert_eq!(reply.expect(207)["accepted"], 0);
    assert_eq!(made(&night, &reply).await.1.len(), 0);
}

#[tokio::test]
async fn a_refused_request_makes_no_run() {
    let night = Night::of(&["Login"]).await;
    let good = json!([{"title": "adds", "status": "PASSED"}]);
    for (body, status, message) in [
        (
            json!({"project_id": null, "results": good}),
            400,
            "project_id is required",
        ),
        (
            json!({"project_id": 7, "results": good}),
            400,
            "invalid type",
        ),
        (
            json!({"project_id": "clnone", "results": good}),
            404,
            "Project not found",
        ),
        (json!({}), 400, "results"),
        (json!({"results": null}), 400, "invalid type"),
        (json!({"results": {}}), 400, "invalid type"),
        (
            json!({"results": good, "run_name": " "}),
            400,
            "run_name must not be empty",
        ),
        (
            json!({"results": good, "run_name": "x".repeat(1001)}),
            400,
            "run_name must be at most",
        ),
        (
            json!({"results": good, "environment": 7}),
            400,
            "invalid type",
        ),
        (
            json!({"results": good, "framework": "a\u{0}b"}),
            400,
            "framework must not contain",
        ),
    ] {
        let reply = ingest(&night, &body).await;
        let said = reply.expect(status)["error"].as_str().unwrap();
        assert!(said.contains(message), "{said}");
    }
    let path = "/api/v1/ingest";
    let reader = night.app.limited(&[Scope::Read]).await;
    let _ = reader.post(path, &json!({})).await.expect(403);
    let _ = night
        .app
        .anonymous()
        .post(path, &json!({}))
        .await
        .expect(401);
    assert_eq!(runs(&night).await, 1);
    let query = "select count(*)::text from test_cases where not catalogued";
    assert_eq!(
        e2e::database::text(&night.app.database_url, query).await,
        "0"
    );
}
