//! Projects, test cases and runs through the documented calls alone.

use e2e::{Client, TestApp};
use serde_json::{Value, json};

use super::refusals::refused;

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

/// A project made through the documented call, and its path.
async fn project(client: &Client) -> (Value, String) {
    let body = json!({"name": "Mobile", "prefix": "MOB"});
    let reply = client.post("/v1/projects", &body).await;
    let project = reply.expect(201)["data"].clone();
    let path = format!("/v1/projects/{}", id(&project));
    (project, path)
}

#[tokio::test]
async fn a_client_does_its_whole_job() {
    let app = TestApp::start().await;
    let client = app.bearer();
    let (made, path) = project(&client).await;
    assert!(id(&made).starts_with("proj_"));
    assert_eq!(
        (&made["prefix"], &made["member_count"]),
        (&json!("MOB"), &json!(1))
    );

    let cases = format!("{path}/test-cases");
    let steps = json!([{"action": "tap", "expected": "opens"}, {"action": "type"}]);
    let body = json!({"title": "Login", "priority": "high", "type": "smoke", "steps": steps});
    let reply = client.post(&cases, &body).await;
    let case = &reply.expect(201)["data"];
    assert_eq!(
        (&case["priority"], &case["type"]),
        (&json!("high"), &json!("smoke"))
    );
    assert_eq!(
        case["steps"][1],
        json!({"position": 2, "action": "type", "expected": ""})
    );
    let named = case["custom_id"].as_str().unwrap();
    assert!(named.starts_with("MOB-"));
    let reply = client.get(&format!("{cases}/{named}")).await;
    assert_eq!(reply.expect(200)["data"], *case);
    let many = json!({"test_cases": [{"title": "Logout"}, {"title": "Reset"}, {"title": "Pay"}]});
    let reply = client.post(&format!("{cases}/bulk"), &many).await;
    assert_eq!(reply.expect(201)["data"]["created"], 3);

    let ids: Vec<Value> = client.get(&cases).await.expect(200)["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|case| case["id"].clone())
        .collect();
    let body = json!({"name": "Nightly", "test_case_ids": ids, "milestone_id": "ms_v2"});
    let reply = client.post(&format!("{path}/runs"), &body).await;
    let run = &reply.expect(201)["data"];
    assert_eq!((&run["total"], &run["not_tested"]), (&json!(4), &json!(4)));
    assert_eq!(
        (&run["status"], &run["milestone_id"]),
        (&json!("active"), &json!("ms_v2"))
    );
    let user = format!("user_{}", app.who().await.user);
    assert_eq!(run["created_by"], json!(user));

    let results: Vec<Value> = ids
        .iter()
        .zip(["passed", "passed", "passed", "failed"])
        .map(|(case, status)| json!({"test_case_id": case, "status": status}))
        .collect();
    let bulk = format!("/v1/runs/{}/results/bulk", id(run));
    let reply = client.post(&bulk, &json!({"results": results})).await;
    assert_eq!(reply.expect(200)["data"]["updated"], 4);
    let one = format!("{path}/runs/{}", id(run));
    let reply = client.get(&one).await;
    let shown = &reply.expect(200)["data"];
    assert_eq!((&shown["passed"], &shown["failed"]), (&json!(3), &json!(1)));
    assert_eq!(shown["results"].as_array().unwrap().len(), 4);

    let reply = client
        .patch(&one, &json!({"name": "Late", "milestone_id": null}))
        .await;
    let changed = reply.expect(200)["data"].as_object().unwrap().clone();
    assert_eq!((&changed["name"], changed.len()), (&json!("Late"), 4));
    for _ in 0..2 {
        let reply = client
            .raw("POST", &format!("{one}/close"), None, Vec::new())
            .await;
        let closed = &reply.expect(200)["data"];
        assert_eq!(
            (&closed["status"], &closed["pass_rate"]),
            (&json!("closed"), &json!(75.0))
        );
        assert!(closed["closed_at"].is_string());
    }
    refused(
        &client.patch(&one, &json!({"name": "Later"})).await,
        409,
        "closed",
    );
    let listed = client.get(&format!("{path}/runs?per_page=1")).await;
    assert_eq!(
        listed.expect(200)["meta"],
        json!({"total": 1, "page": 1, "per_page": 1})
    );
    assert_eq!(listed.json()["data"][0]["name"], "Late");
    assert_eq!(listed.json()["data"][0]["milestone_id"], json!(null));
}

#[tokio::test]
async fn a_deleted_case_leaves_its_results() {
    let app = TestApp::start().await;
    let client = app.bearer();
    let (_, path) = project(&client).await;
    let cases = format!("{path}/test-cases");
    let reply = client.post(&cases, &json!({"title": "Login"})).await;
    let case = reply.expect(201)["data"].clone();
    let body = json!({"name": "Nightly", "test_case_ids": [case["custom_id"]]});
    let reply = client.post(&format!("{path}/runs"), &body).await;
    let rows = format!("/v1/runs/{}/results", id(&reply.expect(201)["data"]));
    let body = json!({"results": [{"test_case_id": case["id"], "status": "failed"}]});
    let _ = client
        .post(&format!("{rows}/bulk"), &body)
        .await
        .expect(200);

    let one = format!("{cases}/{}", id(&case));
    let reply = client.delete(&one).await;

    assert_eq!(
        *reply.expect(200),
        json!({"message": "Test case deleted successfully"})
    );
    refused(&client.get(&one).await, 404, "Test case not found");
    refused(&client.delete(&one).await, 404, "Test case not found");
    let reply = client.get(&rows).await;
    let row = &reply.expect(200)["data"][0];
    assert_eq!(
        (&row["test_case_id"], &row["status"]),
        (&json!(null), &json!("failed"))
    );
    let reply = client
        .put(&format!("{rows}/{}", id(row)), &json!({"status": "passed"}))
        .await;
    refused(&reply, 409, "deleted");
}

#[tokio::test]
async fn cases_are_found_by_what_they_are_and_changed_field_by_field() {
    let app = TestApp::start().await;
    let client = app.bearer();
    let (_, path) = project(&client).await;
    let cases = format!("{path}/test-cases");
    for (title, priority, kind) in [
        ("Sign in", "low", "smoke"),
        ("Sign out", "high", "contract"),
    ] {
        let body = json!({"title": title, "priority": priority, "type": kind});
        let _ = client.post(&cases, &body).await.expect(201);
    }
    for (query, expected) in [
        ("priority=low", 1),
        ("type=contract", 1),
        ("type=smoke", 1),
        ("search=sign", 2),
        ("search=OUT&priority=high", 1),
        ("priority=urgent", 0),
        ("folder_id=fld_9", 0),
        ("folder_id=auth", 0),
        ("page=2&per_page=1", 1),
        ("page=99999999999&per_page=-1", 2),
    ] {
        let reply = client.get(&format!("{cases}?{query}")).await;
        let found = reply.expect(200)["data"].as_array().unwrap().len();
        assert_eq!(found, expected, "{query}");
    }
    let newest = client.get(&cases).await.expect(200)["data"][0].clone();
    let one = format!("{cases}/{}", id(&newest));
    let body = json!({"precondition": "an account", "steps": [{"action": "a", "expected": "b"}]});
    let reply = client.patch(&one, &body).await;
    let changed = reply.expect(200)["data"].as_object().unwrap();
    let keys: Vec<&String> = changed.keys().collect();
    assert_eq!(keys, ["id", "precondition", "steps", "updated_at"]);
    let reply = client.get(&one).await;
    let shown = &reply.expect(200)["data"];
    assert_eq!(
        (&shown["title"], &shown["precondition"]),
        (&newest["title"], &json!("an account"))
    );
    assert_eq!(shown["type"], "contract");
    for (body, message) in [
        (json!({"title": " "}), "title must not be empty"),
        (json!({"priority": "urgent"}), "priority must be one of"),
        (
            json!({"folder_id": "fld_9"}),
            "folder_id could not be found",
        ),
        (json!({"steps": "a"}), "invalid type"),
    ] {
        refused(&client.patch(&one, &body).await, 400, message);
    }
    assert_eq!(client.get(&one).await.expect(200)["data"], *shown);
}

#[tokio::test]
async fn what_is_refused_makes_nothing() {
    let app = TestApp::start().await;
    let client = app.bearer();
    let (_, path) = project(&client).await;
    for (body, message) in [
        (json!({"name": "A"}), "prefix is required"),
        (json!({"prefix": "MOB"}), "name is required"),
        (json!({"name": "A", "prefix": "mob"}), "prefix must be"),
        (json!({"name": "A", "prefix": "M"}), "prefix must be"),
        (json!({"name": "A", "prefix": "MOBILE"}), "prefix must be"),
        (json!({"name": "A", "prefix": "MÖB"}), "prefix must be"),
        (
            json!({"name": "é".repeat(256), "prefix": "MOB"}),
            "at most 255",
        ),
    ] {
        refused(&client.post("/v1/projects", &body).await, 400, message);
    }
    let many: Vec<Value> = (0..101).map(|_| json!({"title": "x"})).collect();
    for (end, body, message) in [
        ("test-cases", json!({}), "title is required"),
        (
            "test-cases",
            json!({"title": "x", "folder_id": "fld_9"}),
            "folder_id could not be found",
        ),
        (
            "test-cases/bulk",
            json!({"test_cases": many}),
            "at most 100",
        ),
        (
            "test-cases/bulk",
            json!({"test_cases": [{"title": "x"}, {}]}),
            "test_cases[1].title is required",
        ),
        ("test-cases/bulk", json!({}), "missing field"),
        ("runs", json!({"name": "x"}), "test_case_ids is required"),
        ("runs", json!({"test_case_ids": []}), "name is required"),
        (
            "runs",
            json!({"name": "x", "test_case_ids": ["MOB-99", "tc_1"]}),
            "MOB-99, tc_1",
        ),
    ] {
        refused(
            &client.post(&format!("{path}/{end}"), &body).await,
            400,
            message,
        );
    }
    let shown = client.get(&path).await;
    let shown = &shown.expect(200)["data"];
    assert_eq!(
        (&shown["test_case_count"], &shown["run_count"]),
        (&json!(0), &json!(0))
    );
    let listed = client.get("/v1/projects").await;
    assert_eq!(listed.expect(200)["meta"]["total"], 1);
}

#[tokio::test]
async fn projects_are_listed_by_their_latest_change_and_deleted_with_all_that_is_in_them() {
    let app = TestApp::start().await;
    let client = app.bearer();
    let (_, first) = project(&client).await;
    let (_, second) = project(&client).await;
    let reply = client
        .patch(&first, &json!({"name": "Renamed", "description": "d"}))
        .await;
    assert_eq!(reply.expect(200)["data"]["description"], "d");
    let names = |reply: e2e::Reply| -> Vec<Value> {
        let projects = reply.expect(200)["data"].as_array().unwrap().clone();
        projects.iter().map(|it| it["name"].clone()).collect()
    };
    assert_eq!(
        names(client.get("/v1/projects").await),
        ["Renamed", "Mobile"]
    );

    let reply = client.delete(&second).await;

    assert_eq!(
        *reply.expect(200),
        json!({"message": "Project deleted successfully"})
    );
    refused(&client.get(&second).await, 404, "Project not found");
    refused(
        &client.get(&format!("{second}/runs")).await,
        404,
        "Project not found",
    );
    assert_eq!(names(client.get("/v1/projects").await), ["Renamed"]);
}

#[tokio::test]
async fn what_lies_elsewhere_is_not_found() {
    let app = TestApp::start().await;
    let client = app.bearer();
    let (_, first) = project(&client).await;
    let (_, second) = project(&client).await;
    let reply = client
        .post(&format!("{first}/test-cases"), &json!({"title": "x"}))
        .await;
    let case = reply.expect(201)["data"].clone();
    let run = json!({"name": "Empty", "test_case_ids": []});
    let reply = client.post(&format!("{first}/runs"), &run).await;
    let run = reply.expect(201)["data"].clone();
    for (method, path) in [
        ("GET", format!("{second}/test-cases/{}", id(&case))),
        ("DELETE", format!("{second}/test-cases/{}", id(&case))),
        ("GET", format!("{second}/runs/{}", id(&run))),
        ("PATCH", format!("{second}/runs/{}", id(&run))),
        ("POST", format!("{second}/runs/{}/close", id(&run))),
        ("GET", "/v1/projects/proj_abc123/test-cases".to_owned()),
        ("GET", format!("{first}/runs/run_501")),
    ] {
        let reply = client.raw(method, &path, None, Vec::new()).await;
        refused(&reply, 404, "not found");
    }
    let body = json!({"name": "x", "test_case_ids": [case["id"]]});
    refused(
        &client.post(&format!("{second}/runs"), &body).await,
        400,
        "could not be found",
    );
}
