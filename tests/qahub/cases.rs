//! Test cases: made, listed, changed, deleted.

use domain::spelling::cuid;
use e2e::{Reply, TestApp};
use serde_json::{Value, json};
use store::Scope;

use super::shop::Night;

const CASES: &str = "/api/v1/cases";

/// Everything that a case may say.
fn full() -> Value {
    json!({
        "title": "Customer logs in", "bdd_content": "Given a customer", "status": "READY", "priority": "HIGH",
        "layer": "UI", "is_e2e": true, "automation_status": "AUTOMATED", "tags": ["smoke", "login"],
        "tickets": [{"key": "SHOP-7", "source": "JIRA"}, {"key": "LIN-42", "source": "LINEAR"}],
    })
}

async fn create(app: &TestApp, body: &Value) -> Value {
    app.bearer().post(CASES, body).await.expect(201)["data"].clone()
}

fn path(case: &Value, field: &str) -> String {
    format!("{CASES}/{}", case[field].as_str().unwrap())
}

fn refused(reply: &Reply, status: u16, message: &str) {
    let said = reply.expect(status)["error"].as_str().unwrap();
    assert!(said.contains(message), "{said}");
}

fn codes(reply: &Reply) -> Vec<&str> {
    let list = reply.expect(200)["data"].as_array().unwrap();
    list.iter()
        .map(|case| case["code"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_case_comes_back_as_it_was_sent() {
    let night = Night::of(&["Login"]).await;
    let project = cuid(night.shop.project.opaque);
    let mut body = full();
    body["project_id"] = json!(project);

    let case = create(&night.app, &body).await;

    let mut expected = body;
    for field in ["id", "created_at", "updated_at"] {
        expected[field] = case[field].clone();
    }
    expected["code"] = json!("TC-002");
    assert_eq!(case, expected);
    assert!(case["id"].as_str().unwrap().starts_with("cl"));
    for field in ["id", "code"] {
        let shown = night.app.bearer().get(&path(&case, field)).await;
        assert_eq!(*shown.expect(200), json!({ "data": case }));
    }
    // Its code is taken where results are recorded.
    let reply = night
        .post(json!([{"test_case_code": "TC-002", "status": "PASSED"}]))
        .await;
    assert_eq!(reply.expect(201)["data"][0]["test_case_id"], case["id"]);
}

#[tokio::test]
async fn what_is_left_out_has_a_default_and_unknown_words_are_kept() {
    let app = TestApp::start().await;
    let case = create(&app, &json!({"title": "T", "bdd_content": "B"})).await;
    for (field, expected) in [
        ("status", json!("DRAFT")),
        ("priority", json!("MEDIUM")),
        ("layer", json!(null)),
        ("is_e2e", json!(false)),
        ("automation_status", json!("MANUAL")),
        ("tags", json!([])),
        ("tickets", json!([])),
    ] {
        assert_eq!(case[field], expected, "{field}");
    }
    let body = json!({
        "title": "T", "bdd_content": "B", "priority": "Blocker", "layer": "CONTRACT",
        "automation_status": "PLANNED", "tickets": [{"key": "A-1"}, {"key": "B-2", "source": "GITHUB"}],
    });
    let case = create(&app, &body).await;
    for (field, expected) in [
        ("priority", json!("Blocker")),
        ("layer", json!("CONTRACT")),
        ("automation_status", json!("PLANNED")),
        (
            "tickets",
            json!([{"key": "A-1", "source": "JIRA"}, {"key": "B-2", "source": "GITHUB"}]),
        ),
    ] {
        assert_eq!(case[field], expected, "{field}");
    }
}

#[tokio::test]
async fn a_case_without_a_project_finds_one() {
    let app = TestApp::start().await;
    let body = json!({"title": "T", "bdd_content": "B"});
    // None is there: one is made.
    let first = create(&app, &body).await;
    let projects = app.bearer().get("/api/v1/projects").await;
    let made = projects.expect(200)["data"][0].clone();
    assert_eq!(
        (&made["name"], &made["id"]),
        (&json!("Test cases"), &first["project_id"])
    );
    // It is the only one.
    assert_eq!(create(&app, &body).await["project_id"], made["id"]);
    // There are two: it is found by its name.
    let shop = app.seed("Shop", &[]).await;
    assert_eq!(create(&app, &body).await["project_id"], made["id"]);
    // The key sees one.
    let bound = app.with_key(&app.bound_key(shop.project.number.get()).await);
    let reply = bound.post(CASES, &body).await;
    assert_eq!(
        reply.expect(201)["data"]["project_id"],
        cuid(shop.project.opaque)
    );
}

#[tokio::test]
async fn a_case_changes_by_what_is_sent() {
    let app = TestApp::start().await;
    let before = create(&app, &full()).await;
    let path = path(&before, "code");
    for (change, field, expected) in [
        (json!({}), "title", json!("Customer logs in")),
        (json!({"title": "Logs in"}), "title", json!("Logs in")),
        (json!({"bdd_content": "Then"}), "bdd_content", json!("Then")),
        (
            json!({"status": "DEPRECATED"}),
            "status",
            json!("DEPRECATED"),
        ),
        (json!({"priority": "LOW"}), "priority", json!("LOW")),
        (json!({"layer": null}), "layer", json!(null)),
        (json!({"is_e2e": false}), "is_e2e", json!(false)),
        (
            json!({"automation_status": "MANUAL"}),
            "automation_status",
            json!("MANUAL"),
        ),
        (json!({"tags": null}), "tags", json!([])),
        (json!({"tickets": []}), "tickets", json!([])),
    ] {
        let reply = app.bearer().patch(&path, &change).await;
        let case = reply.expect(200)["data"].clone();
        assert_eq!(case[field], expected, "{change}");
        let shown = app.bearer().get(&path).await;
        assert_eq!(shown.expect(200)["data"], case);
    }
    let shown = app.bearer().get(&path).await;
    let case = shown.expect(200)["data"].clone();
    assert_eq!(
        (&case["id"], &case["title"]),
        (&before["id"], &json!("Logs in"))
    );

    for (change, message) in [
        (json!({"title": null}), "title must not be null"),
        (json!({"title": " "}), "title must not be empty"),
        (
            json!({"title": "x".repeat(1001)}),
            "title must be at most 1000",
        ),
        (json!({"bdd_content": null}), "bdd_content must not be null"),
        (json!({"status": null}), "status must not be null"),
        (json!({"status": "ready"}), "status must be one of"),
        (json!({"priority": null}), "priority must not be null"),
        (json!({"is_e2e": "yes"}), "invalid type"),
        (json!({"tags": "smoke"}), "invalid type"),
        (
            json!({"tickets": [{"source": "JIRA"}]}),
            "tickets.key is required",
        ),
        (json!({"tickets": [["A-1", "JIRA"]]}), "an object"),
        (json!({"title": "Other", "layer": 7}), "invalid type"),
    ] {
        refused(&app.bearer().patch(&path, &change).await, 400, message);
    }
    let shown = app.bearer().get(&path).await;
    assert_eq!(shown.expect(200)["data"], case);
}

#[tokio::test]
async fn a_word_that_is_shown_already_changes_nothing() {
    let night = Night::of(&["Login"]).await;
    let in_review = "update test_cases set state = 'In Review', automation = 'cannot_be_automated'";
    night.app.sql(in_review).await;
    let change = json!({"status": "DRAFT", "automation_status": "MANUAL"});
    let reply = night
        .app
        .bearer()
        .patch("/api/v1/cases/TC-001", &change)
        .await;
    let data = &reply.expect(200)["data"];
    assert_eq!(
        (&data["status"], &data["automation_status"]),
        (&json!("DRAFT"), &json!("MANUAL"))
    );
    let query = "select state || ' ' || automation from test_cases";
    let stored = e2e::database::text(&night.app.database_url, query).await;
    assert_eq!(stored, "In Review cannot_be_automated");
    // The case is written in steps.
    let lines = "* Login: do 1\nThen Login: see 1\n";
    assert!(
        data["bdd_content"].as_str().unwrap().starts_with(lines),
        "{data}"
    );
}

#[tokio::test]
async fn cases_are_listed_newest_first_by_project_and_status() {
    let night = Night::of(&["A", "B"]).await;
    let app = &night.app;
    let project = cuid(night.shop.project.opaque);
    let other = cuid(app.seed("Other", &["C"]).await.project.opaque);
    let draft = json!({"title": "D", "bdd_content": "B", "project_id": project});
    let _ = create(app, &draft).await;
    // A test that only results name is no case.
    let body = json!({"project_id": project, "results": [{"title": "adds", "status": "PASSED"}]});
    let _ = app.bearer().post("/api/v1/ingest", &body).await.expect(201);
    for (query, expected) in [
        (String::new(), vec!["TC-004", "TC-003", "TC-002", "TC-001"]),
        (
            format!("?project_id={project}"),
            vec!["TC-004", "TC-002", "TC-001"],
        ),
        (format!("?project_id={other}"), vec!["TC-003"]),
        ("?status=DRAFT".to_owned(), vec!["TC-004"]),
        (
            format!("?project_id={project}&status=READY"),
            vec!["TC-002", "TC-001"],
        ),
        ("?status=DEPRECATED".to_owned(), vec![]),
        ("?limit=2&offset=1".to_owned(), vec!["TC-003", "TC-002"]),
    ] {
        let reply = app.bearer().get(&format!("{CASES}{query}")).await;
        assert_eq!(codes(&reply), expected, "{query}");
    }
    let page = app.bearer().get(&format!("{CASES}?limit=2&offset=1")).await;
    let pagination = json!({"total": 4, "limit": 2, "offset": 1});
    assert_eq!(page.expect(200)["pagination"], pagination);
    refused(
        &app.bearer().get(&format!("{CASES}?status=ready")).await,
        400,
        "status must be one of",
    );
    refused(
        &app.bearer()
            .get(&format!("{CASES}?project_id=clnone"))
            .await,
        404,
        "Project not found",
    );
    refused(
        &app.bearer().get(&format!("{CASES}/TC-005")).await,
        404,
        "Test case not found",
    );
}

#[tokio::test]
async fn a_deleted_case_is_gone_and_its_results_stay() {
    let night = Night::of(&["Login", "Logout"]).await;
    let _ = night
        .post(json!([{"test_case_code": "TC-001", "status": "PASSED"}]))
        .await
        .expect(201);
    let path = "/api/v1/cases/TC-001";

    let reply = night.app.bearer().delete(path).await;

    assert_eq!((reply.status(), reply.text()), (204, ""));
    for reply in [
        night.app.bearer().get(path).await,
        night.app.bearer().delete(path).await,
    ] {
        refused(&reply, 404, "Test case not found");
    }
    assert_eq!(codes(&night.app.bearer().get(CASES).await), ["TC-002"]);
    let rows = night.rows().await;
    assert_eq!(
        (&rows[0]["title"], &rows[0]["status"]),
        (&json!("Login"), &json!("PASSED"))
    );
    let again = night
        .post(json!([{"test_case_code": "TC-001", "status": "FAILED"}]))
        .await;
    assert_eq!(
        again.expect(207)["errors"][0]["error"],
        "Test case not found"
    );
}

#[tokio::test]
async fn a_bad_case_is_not_made() {
    let night = Night::of(&[]).await;
    for (body, status, message) in [
        (json!({"bdd_content": "B"}), 400, "title is required"),
        (json!({"title": "T"}), 400, "bdd_content is required"),
        (
            json!({"title": "T", "bdd_content": " "}),
            400,
            "bdd_content must not be empty",
        ),
        (
            json!({"title": "T", "bdd_content": "B", "status": "OPEN"}),
            400,
            "status must be one of",
        ),
        (
            json!({"title": "T", "bdd_content": "B", "priority": ""}),
            400,
            "priority must not be empty",
        ),
        (
            json!({"title": "T", "bdd_content": "B", "tags": ["x".repeat(256)]}),
            400,
            "tags must be at most 255",
        ),
        (
            json!({"title": "T", "bdd_content": "B", "tickets": [{}]}),
            400,
            "tickets.key is required",
        ),
        (
            json!({"title": "a\u{0}b", "bdd_content": "B"}),
            400,
            "title must not contain",
        ),
        (
            json!({"title": "T", "bdd_content": "B", "is_e2e": 1}),
            400,
            "invalid type",
        ),
        (
            json!({"title": "T", "bdd_content": "B", "project_id": "clnone"}),
            404,
            "Project not found",
        ),
    ] {
        refused(
            &night.app.bearer().post(CASES, &body).await,
            status,
            message,
        );
    }
    assert_eq!(
        codes(&night.app.bearer().get(CASES).await),
        Vec::<&str>::new()
    );
}

#[tokio::test]
async fn cases_of_others_are_not_there() {
    let night = Night::of(&["Login"]).await;
    let elsewhere = night.app.seed("Elsewhere", &[]).await;
    let bound = night.app.bound_key(elsewhere.project.number.get()).await;
    let project = cuid(night.shop.project.opaque);
    let body = json!({"title": "T", "bdd_content": "B", "project_id": project});
    for key in [night.app.foreign_key("other").await, bound] {
        let client = night.app.with_key(&key);
        for id in [night.case(0), "TC-001".to_owned()] {
            let path = format!("{CASES}/{id}");
            refused(&client.get(&path).await, 404, "Test case not found");
            refused(
                &client.patch(&path, &json!({"title": "X"})).await,
                404,
                "Test case not found",
            );
            refused(&client.delete(&path).await, 404, "Test case not found");
        }
        refused(&client.post(CASES, &body).await, 404, "Project not found");
        refused(
            &client.get(&format!("{CASES}?project_id={project}")).await,
            404,
            "Project not found",
        );
        assert_eq!(codes(&client.get(CASES).await), Vec::<&str>::new());
    }
    let reader = night.app.limited(&[Scope::Read]).await;
    refused(&reader.delete("/api/v1/cases/TC-001").await, 403, "");
    refused(&night.app.anonymous().get(CASES).await, 401, "");
    assert_eq!(codes(&night.app.bearer().get(CASES).await), ["TC-001"]);
}
