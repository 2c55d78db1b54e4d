//! Changing, moving and deleting test cases.

use serde_json::{Value, json};
use store::Scope;

use super::desk::Desk;
use super::others::{bound, stranger};

fn body(fields: &Value) -> Value {
    json!({"test_case": fields})
}

/// What does not change with the time.
fn timeless(case: &Value) -> Value {
    let mut case = case.clone();
    case.as_object_mut().unwrap().remove("last_updated_at");
    case
}

#[tokio::test]
async fn a_change_keeps_what_it_leaves_out_and_answers_the_case_under_both_keys() {
    let desk = Desk::open().await;
    let full = json!({
        "name": "Pay", "description": "with a card", "preconditions": "an account", "owner": "bob@example.com",
        "tags": ["a"], "issues": ["X-1"], "custom_fields": {"Effort": "3", "Area": "web"},
        "test_case_steps": [{"step": "Insert", "result": "It beeps"}],
    });
    let made = desk.post("/folders/1/test-cases", &body(&full)).await;
    let mut case = timeless(&made.expect(200)["test_case"]);
    let path = format!("{}/test-cases/TC-1", desk.path);
    for (change, shown) in [
        (json!({}), json!({})),
        (
            json!({"name": "Pay twice"}),
            json!({"title": "Pay twice", "name": "Pay twice"}),
        ),
        (json!({"description": ""}), json!({"description": null})),
        (
            json!({"preconditions": null}),
            json!({"preconditions": null}),
        ),
        (
            json!({"owner": "eve@example.com"}),
            json!({"owner": "eve@example.com"}),
        ),
        (
            json!({"priority": "high", "case_type": "Smoke & Sanity", "status": "in_review", "automation_status": "automated"}),
            json!({"priority": "High", "case_type": "Smoke & Sanity", "status": "In Review", "automation_status": "automated"}),
        ),
        (json!({"priority": "", "status": null}), json!({})),
        (json!({"tags": ["b", "c"]}), json!({"tags": ["b", "c"]})),
        (
            json!({"issues": ["Y-2"], "issue_tracker": {"name": "asana", "host": "https://a.example"}}),
            json!({
                "issues": [{"jira_id": "Y-2", "issue_id": "Y-2", "issue_type": "asana"}],
                "issue_tracker": {"name": "asana", "host": "https://a.example"},
            }),
        ),
        (
            json!({"custom_fields": {"Effort": 5, "Area": null, "New": true}}),
            json!({"custom_fields": [
                {"field_name": "Effort", "value": "5"}, {"field_name": "New", "value": "true"},
            ]}),
        ),
        (
            json!({"created_at": "2020-01-01T00:00:00Z", "is_shared": true, "folder_id": 9}),
            json!({}),
        ),
    ] {
        let changed = desk.client.patch(&path, &body(&change)).await;
        for (key, value) in shown.as_object().unwrap() {
            case[key] = value.clone();
        }
        let answered = changed.expect(200);
        assert_eq!(timeless(&answered["test_case"]), case, "{change}");
        assert_eq!(answered["data"]["test_case"], answered["test_case"]);
        assert_eq!(answered["data"]["success"], true);
        let read = desk.get("/test-cases/TC-1").await;
        assert_eq!(timeless(&read.expect(200)["test_case"]), case);
    }
}

#[tokio::test]
async fn steps_are_replaced_and_those_that_stay_keep_their_ids() {
    let desk = Desk::open().await;
    let case = desk
        .case("Pay", &[("Insert", "Beep"), ("Type", "Stars")])
        .await;
    let path = format!("{}/test-cases/TC-1", desk.path);
    let steps = json!([{"step": "Insert", "result": "Beep"}, {"step": "Take", "result": "Gone"}, {"step": "Go"}]);
    let changed = desk
        .client
        .patch(&path, &body(&json!({"test_case_steps": steps})))
        .await;
    let changed = changed.expect(200)["test_case"]["steps"]
        .as_array()
        .unwrap();
    let texts: Vec<Value> = changed
        .iter()
        .map(|it| json!([it["step"], it["result"]]))
        .collect();
    assert_eq!(
        texts,
        [
            json!(["Insert", "Beep"]),
            json!(["Take", "Gone"]),
            json!(["Go", ""])
        ]
    );
    assert_eq!(changed[0]["id"], case["steps"][0]["id"]);
    let none = desk
        .client
        .patch(&path, &body(&json!({"test_case_steps": []})))
        .await;
    assert_eq!(none.expect(200)["test_case"]["steps"], json!([]));
}

#[tokio::test]
async fn a_case_written_as_behaviour_has_its_parts() {
    let desk = Desk::open().await;
    let plain = desk.case("Plain", &[]).await;
    assert!(plain.get("feature").is_none() && plain.get("scenario").is_none());
    let behaviour = json!({
        "name": "Pay", "template": "test_case_bdd", "feature": "Paying", "background": "Given a card",
        "scenario": "When I pay\nThen I am poor",
    });
    let made = desk.post("/folders/1/test-cases", &body(&behaviour)).await;
    let case = &made.expect(200)["test_case"];
    for key in ["template", "feature", "background", "scenario"] {
        assert_eq!(case[key], behaviour[key], "{key}");
    }
    let path = format!("{}/test-cases/TC-2", desk.path);
    let change = json!({"background": "", "scenario": "When I leave"});
    let changed = desk.client.patch(&path, &body(&change)).await;
    let case = &changed.expect(200)["test_case"];
    assert_eq!(case["feature"], "Paying");
    assert_eq!(case["background"], json!(null));
    assert_eq!(case["scenario"], "When I leave");
    // The parts alone say which template it is.
    let unnamed = json!({"name": "Leave", "scenario": "When I leave"});
    let made = desk.post("/folders/1/test-cases", &body(&unnamed)).await;
    assert_eq!(made.expect(200)["test_case"]["template"], "test_case_bdd");
}

#[tokio::test]
async fn a_bad_change_is_refused_and_changes_nothing() {
    let desk = Desk::open().await;
    let field = json!({
        "field_name": "Severity", "field_type": "dropdown", "field_entity_type": "test_case",
        "options": [{"option_value": "Low"}],
    });
    assert_eq!(
        desk.client
            .post("/api/v2/custom-fields", &field)
            .await
            .status(),
        200
    );
    let case = desk.case("Pay", &[]).await;
    let path = format!("{}/test-cases/TC-1", desk.path);
    for (change, message) in [
        (json!({"name": ""}), "name must not be empty"),
        (
            json!({"name": "n".repeat(1001)}),
            "name must be at most 1000 characters",
        ),
        (
            json!({"priority": "Urgent"}),
            "Invalid priority value: Urgent",
        ),
        (
            json!({"status": "Gone", "name": "Changed"}),
            "Invalid status value: Gone",
        ),
        (
            json!({"description": "a\u{0}b"}),
            "description must not contain the character U+0000",
        ),
        (
            json!({"custom_fields": {"Severity": "High"}, "name": "Changed"}),
            "custom_fields.Severity must be one of the field's options",
        ),
    ] {
        let refused = desk.client.patch(&path, &body(&change)).await;
        assert_eq!(
            *refused.expect(400),
            json!({"success": false, "message": message})
        );
        let made = desk.post("/folders/1/test-cases", &body(&change)).await;
        assert_eq!(made.expect(400)["success"], false, "{change}");
    }
    for change in [
        json!({"name": 7}),
        json!({"tags": "a"}),
        json!({"test_case_steps": ["a"]}),
        json!({"custom_fields": []}),
    ] {
        let refused = desk.client.patch(&path, &body(&change)).await;
        assert_eq!(
            refused.expect(400)["error"],
            "Invalid JSON data",
            "{change}"
        );
    }
    let read = desk.get("/test-cases/TC-1").await;
    assert_eq!(read.expect(200)["test_case"], case);
    let listed = desk.get("/test-cases").await;
    assert_eq!(listed.expect(200)["info"]["count"], 1);
    let good = json!({"name": "Paid", "custom_fields": {"Severity": "Low", "Other": "High"}});
    assert_eq!(desk.client.patch(&path, &body(&good)).await.status(), 200);
}

#[tokio::test]
async fn a_deleted_case_is_gone_and_its_results_stay() {
    let desk = Desk::open().await;
    let case = desk.case_id("Pay").await;
    let run = desk.run(&[&case], &[]).await;
    let passed = json!({"test_result": {"status": "passed"}, "test_case_id": case});
    desk.done(&format!("{run}/results"), &passed).await;
    let path = format!("{}/test-cases/{case}", desk.path);

    let deleted = desk.client.delete(&path).await;

    assert_eq!(*deleted.expect(200), json!({"success": true}));
    for reply in [
        desk.client.get(&path).await,
        desk.client
            .patch(&path, &body(&json!({"name": "Back"})))
            .await,
        desk.client.delete(&path).await,
        desk.client
            .post(
                &format!("{path}/move"),
                &json!({"destination_folder_id": 1}),
            )
            .await,
    ] {
        assert_eq!(
            *reply.expect(404),
            json!({"success": false, "message": "Test case not found"})
        );
    }
    let listed = desk.get("/test-cases").await;
    assert_eq!(listed.expect(200)["test_cases"], json!([]));
    assert_eq!(desk.results(&run).await, 1);
}

#[tokio::test]
async fn a_case_moves_into_another_folder_of_its_project() {
    let desk = Desk::open().await;
    let case = desk.case("Pay", &[]).await;
    let bank = desk.second("Bank").await;
    let made = desk
        .post("/folders", &json!({"folder": {"name": "Cards"}}))
        .await;
    let folder = made.expect(200)["folder"]["id"].as_i64().unwrap();
    let moved = desk
        .post(
            "/test-cases/TC-1/move",
            &json!({"destination_folder_id": folder}),
        )
        .await;
    let answered = moved.expect(200);
    assert_eq!(answered["message"], "Test case moved successfully");
    assert_eq!(answered["data"]["success"], true);
    let mut expected = timeless(&case);
    expected["folder_id"] = json!(folder);
    expected["urls"]["self"] = json!(format!(
        "{}/projects/1/folder/{folder}/test-cases/1",
        desk.app.url
    ));
    assert_eq!(timeless(&answered["data"]["test_case"]), expected);
    // Of the other project, and of none.
    for elsewhere in [2, 99, 99_999_999_999_i64] {
        let body = json!({"destination_folder_id": elsewhere});
        let refused = desk.post("/test-cases/TC-1/move", &body).await;
        assert_eq!(
            refused.expect(400)["message"],
            "Invalid destination_folder_id"
        );
    }
    let refused = desk.post("/test-cases/TC-1/move", &json!({})).await;
    assert_eq!(
        refused.expect(400)["message"],
        "destination_folder_id is required"
    );
    assert_eq!(
        bank.get("/folders/2").await.expect(200)["folder"]["cases_count"],
        0
    );
}

#[tokio::test]
async fn cases_of_others_are_not_there() {
    let desk = Desk::open().await;
    let case = desk.case_id("Pay").await;
    let bank = desk.second("Bank").await;
    let reader = desk.app.limited(&[Scope::Read]).await;
    let bound = bound(&desk.app, 2).await;
    let stranger = stranger(&desk.app).await;
    for (client, project, status) in [
        (&desk.client, &bank.path, 404),
        (&stranger, &desk.path, 404),
        (&bound, &desk.path, 404),
        (&reader, &desk.path, 403),
    ] {
        let one = format!("{project}/test-cases/{case}");
        let many = format!("{project}/test-cases");
        let change = body(&json!({"name": "Mine"}));
        let many_change = json!({"ids": [case], "test_case": {"priority": "Low"}});
        let many_delete = json!({"ids": [case]}).to_string().into_bytes();
        for reply in [
            client.patch(&one, &change).await,
            client.delete(&one).await,
            client
                .post(&format!("{one}/move"), &json!({"destination_folder_id": 1}))
                .await,
            client.patch(&many, &many_change).await,
            client.raw("DELETE", &many, None, many_delete).await,
        ] {
            assert_eq!(reply.status(), status, "{one}: {}", reply.text());
        }
    }
    let read = desk.get(&format!("/test-cases/{case}")).await;
    assert_eq!(
        json!([
            read.expect(200)["test_case"]["title"],
            read.json()["test_case"]["priority"]
        ]),
        json!(["Pay", "Medium"])
    );
}
