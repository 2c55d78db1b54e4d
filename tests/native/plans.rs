//! Plans: made, replaced, refused.

use domain::spelling::Kind;
use e2e::{Reply, TestApp};
use serde_json::{Value, json};
use store::Scope;

const ID: &str = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

fn path() -> String {
    format!("/api/verdict/plans/{ID}")
}

fn plan(project: &str) -> Value {
    json!({
        "project": project, "name": "Nightly", "application": "Shop", "test_cases": ["TC-2", "TC-1"],
        "configurations": [
            {
                "name": "firefox", "os": "Linux", "os_version": "6.8", "viewport": "690x490",
                "device": "Desktop", "browser": "Firefox", "browser_version": "121",
            },
            {
                "name": "Chrome", "os": "Linux", "viewport": "1440x900", "device": "Desktop",
                "browser": "Chrome",
            },
        ],
    })
}

/// The native envelope: `error` with `code` and `message`.
fn refused(reply: &Reply, status: u16, code: &str, message: &str) {
    let error = &reply.expect(status)["error"];
    assert_eq!(error["code"], code);
    let said = error["message"].as_str().unwrap();
    assert!(said.contains(message), "{said}");
}

#[tokio::test]
async fn a_plan_is_made_and_the_same_again_when_repeated() {
    let app = TestApp::start().await;
    let _ = app.seed("Shop", &["Login", "Cart"]).await;
    let first = app.bearer().put(&path(), &plan("PR-1")).await;
    let body = first.expect(200).clone();
    let configuration = |place: usize| body["configurations"][place].clone();
    let expected = json!({
        "id": ID, "project": "PR-1", "name": "Nightly", "application": "Shop", "test_cases": ["TC-2", "TC-1"],
        "configurations": [
            {
                "id": configuration(0)["id"], "name": "firefox", "os": "Linux", "os_version": "6.8",
                "viewport": "690x490", "device": "Desktop", "browser": "Firefox", "browser_version": "121",
            },
            {
                "id": configuration(1)["id"], "name": "Chrome", "os": "Linux", "os_version": null,
                "viewport": "1440x900", "device": "Desktop", "browser": "Chrome", "browser_version": null,
            },
        ],
    });
    assert_eq!(body, expected);
    let again = app.bearer().put(&path(), &plan("PR-1")).await;
    assert_eq!(*again.expect(200), body);
}

#[tokio::test]
async fn every_form_of_an_id_is_accepted_and_each_entry_counts_once() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &["Login", "Cart"]).await;
    let case = shop.cases[0].opaque;
    let mut plan = plan(&domain::spelling::cuid(shop.project.opaque));
    plan["test_cases"] = json!([
        domain::spelling::prefixed(Kind::Case, case),
        case.uuid().to_string(),
        1,
        "SHOP-2",
        "TC-002",
    ]);
    let configuration = plan["configurations"][0].clone();
    plan["configurations"] = json!([configuration, configuration]);
    let reply = app.bearer().put(&path(), &plan).await;
    let body = reply.expect(200);
    assert_eq!(body["test_cases"], json!(["TC-1", "TC-2"]));
    assert_eq!(body["configurations"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_refused_plan_changes_nothing() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &["Login", "Cart"]).await;
    let _ = app.seed("Other", &["Elsewhere"]).await;
    let _ = app.bearer().put(&path(), &plan("PR-1")).await.expect(200);
    let id = ID.parse().unwrap();
    let stored = async || {
        let plan = app.store.locate_plan(&shop.who, id).await.unwrap().unwrap();
        let configurations = app.store.list_configurations(&shop.who).await.unwrap();
        (plan.name.clone(), plan.rows.clone(), configurations.len())
    };
    let before = stored().await;
    let with = |field: &str, value: Value| {
        let mut plan = plan("PR-1");
        plan["name"] = json!("Changed");
        plan["configurations"][0]["name"] = json!("new");
        plan[field] = value;
        plan
    };
    for (body, status, code, message) in [
        (
            with("project", json!("PR-9")),
            404,
            "not_found",
            "Project not found",
        ),
        (
            with("project", json!("shop")),
            404,
            "not_found",
            "Project not found",
        ),
        (
            with("project", json!("PR-2")),
            409,
            "conflict",
            "another project uses this id",
        ),
        (
            with("test_cases", json!(["TC-1", "TC-3", "x"])),
            400,
            "invalid_request",
            "TC-3, x",
        ),
        (
            with("test_cases", json!([])),
            400,
            "invalid_request",
            "test_cases must not be empty",
        ),
        (
            with("test_cases", json!("TC-1")),
            400,
            "invalid_request",
            "invalid type",
        ),
        (
            with("name", json!(null)),
            400,
            "invalid_request",
            "name is required",
        ),
        (
            with("name", json!("a\u{0}")),
            400,
            "invalid_request",
            "U+0000",
        ),
        (
            with("configurations", json!([{"name": "x"}])),
            400,
            "invalid_request",
            "configurations[0].",
        ),
        (json!([]), 400, "invalid_request", "expected an object"),
    ] {
        refused(
            &app.bearer().put(&path(), &body).await,
            status,
            code,
            message,
        );
    }
    let reply = app.bearer().raw("PUT", &path(), None, b"{".to_vec()).await;
    refused(&reply, 400, "invalid_request", "Invalid JSON");
    assert_eq!(stored().await, before);
}

#[tokio::test]
async fn an_id_that_names_something_else_is_taken() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &["Login", "Cart"]).await;
    let path = format!("/api/verdict/plans/{}", shop.project.opaque.uuid());
    refused(
        &app.bearer().put(&path, &plan("PR-1")).await,
        409,
        "conflict",
        "",
    );
}

#[tokio::test]
async fn a_plans_id_is_a_uuid_and_a_key_needs_write() {
    let app = TestApp::start().await;
    let _ = app.seed("Shop", &["Login", "Cart"]).await;
    let reply = app
        .bearer()
        .put("/api/verdict/plans/nightly", &plan("PR-1"))
        .await;
    refused(&reply, 400, "invalid_request", "must be a UUID");
    let reader = app
        .limited(&[Scope::Read, Scope::Execute, Scope::Admin])
        .await;
    refused(
        &reader.put(&path(), &plan("PR-1")).await,
        403,
        "forbidden",
        "",
    );
    refused(
        &app.anonymous().put(&path(), &plan("PR-1")).await,
        401,
        "unauthorized",
        "",
    );
    let reply = app.bearer().get(&path()).await;
    refused(&reply, 405, "method_not_allowed", "Use PUT");
    refused(
        &app.bearer().get("/api/verdict/x").await,
        404,
        "not_found",
        "No such endpoint",
    );
}
