//! The vendor's private routes that its own clients call around each write.

use serde_json::{Value, json};

use super::desk::Desk;
use super::others::{bound, stranger};

#[tokio::test]
async fn a_project_is_looked_up_by_its_identifier_or_a_part_of_its_name() {
    let desk = Desk::open().await;
    for name in ["Bank of PR-1", "Shopping"] {
        let body = json!({"project": {"name": name}});
        assert_eq!(
            desk.client.post("/api/v2/projects", &body).await.status(),
            200
        );
    }
    for client in [desk.app.api_token(), desk.app.basic()] {
        for (query, expected) in [
            ("/?q=PR-1", vec!["PR-1", "PR-2"]),
            ("?q=PR-1", vec!["PR-1", "PR-2"]),
            ("?q=shop", vec!["PR-3", "PR-1"]),
            ("?q=PR-9", vec![]),
            ("?q=", vec!["PR-3", "PR-2", "PR-1"]),
            ("", vec!["PR-3", "PR-2", "PR-1"]),
            ("?q=%25", vec![]),
        ] {
            let found = client.get(&format!("/api/v1/projects{query}")).await;
            let found = found.expect(200);
            assert_eq!(found["success"], true);
            assert_eq!(found["info"]["count"], expected.len(), "{query}");
            let projects = found["projects"].as_array().unwrap();
            let identifiers: Vec<&str> = projects
                .iter()
                .map(|it| it["identifier"].as_str().unwrap())
                .collect();
            assert_eq!(identifiers, expected, "{query}");
            assert!(projects.iter().all(|it| it["id"].is_i64()));
        }
    }
    let refused = desk.app.api_token().get("/api/v1/projects?q=a%00b").await;
    assert_eq!(refused.expect(400)["success"], false);
}

#[tokio::test]
async fn the_credential_decides_only_what_two_dialects_have() {
    let desk = Desk::open().await;
    let listed = desk.app.bearer().get("/api/v1/projects").await;
    assert!(
        listed.expect(200).get("success").is_none(),
        "the other dialect's envelope"
    );
    // One of them alone creates projects there.
    for client in [desk.app.api_token(), desk.app.bearer()] {
        let made = client
            .post("/api/v1/projects", &json!({"name": "Bank"}))
            .await;
        assert_eq!(made.status(), 201, "{}", made.text());
    }
    let form = desk
        .app
        .bearer()
        .get("/api/v1/projects/1/form-fields-v2")
        .await;
    assert_eq!(form.expect(200)["success"], true);
}

#[tokio::test]
async fn a_project_of_others_is_not_found() {
    let desk = Desk::open().await;
    let other = json!({"project": {"name": "Bank"}});
    assert_eq!(
        desk.client.post("/api/v2/projects", &other).await.status(),
        200
    );
    // These keys come as a bearer's, which on this path is another dialect's way; the user makes them the vendor's.
    let stranger = stranger(&desk.app)
        .await
        .header("API-TOKEN", "eve:stranger");
    let bound = bound(&desk.app, 1).await.header("API-TOKEN", "ann:bound");
    for (client, count) in [(stranger, 0), (bound, 1)] {
        let found = client.get("/api/v1/projects?q=").await;
        assert_eq!(found.expect(200)["info"]["count"], count);
        let found = client.get("/api/v1/projects?q=PR-2").await;
        assert_eq!(found.expect(200)["projects"], json!([]));
        let form = client.get("/api/v1/projects/2/form-fields-v2").await;
        assert_eq!(form.expect(404)["message"], "Project not found");
    }
}

fn names(list: &Value, key: &str) -> Vec<String> {
    let values = list["values"].as_array().unwrap().iter();
    values
        .map(|it| it[key].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn the_form_has_the_words_under_both_spellings_and_the_projects_fields() {
    let desk = Desk::open().await;
    let field = json!({
        "field_name": "Severity", "field_type": "multi_dropdown", "field_entity_type": "test_case",
        "options": [{"option_value": "Low"}, {"option_value": "High", "is_default": true}],
    });
    let of_results =
        json!({"field_name": "Build", "field_type": "int", "field_entity_type": "test_result"});
    for body in [field, of_results] {
        let made = desk.client.post("/api/v2/custom-fields", &body).await;
        assert_eq!(made.status(), 200);
    }

    let form = desk
        .app
        .api_token()
        .get("/api/v1/projects/1/form-fields-v2")
        .await;

    let form = form.expect(200);
    let default = &form["default_fields"];
    assert_eq!(
        names(&default["priority"], "name"),
        ["Medium", "Low", "High", "Critical"]
    );
    assert_eq!(
        names(&default["case_type"], "internal_name")
            .last()
            .map(String::as_str),
        Some("usability")
    );
    assert_eq!(default["case_type"]["total_count"], 11);
    assert_eq!(default["status"]["values"][0]["colour"], "active");
    assert_eq!(
        default["automation_state"]["values"][1]["value_category"],
        "automated"
    );
    assert_eq!(
        default["automation_status"]["values"][0],
        json!({"name": "Not Automated", "value": "not_automated", "is_default": true})
    );
    assert_eq!(
        default["priority"]["values"][0],
        json!({"internal_name": "medium", "name": "Medium", "value": 100, "is_default": 1})
    );
    assert_eq!(
        form["system_fields"]["description_fields"][0]["system_name"],
        "title"
    );
    let custom = form["custom_fields"].as_array().unwrap();
    assert_eq!(custom.len(), 1);
    for (key, expected) in [
        ("id", json!(1)),
        ("field_name", json!("Severity")),
        ("field_type", json!("field_multi_dropdown")),
        ("entity_type", json!("TestCase")),
        ("default_value", json!("High")),
        (
            "option_values",
            json!([{"id": 1001, "option_value": "Low"}, {"id": 1002, "option_value": "High"}]),
        ),
    ] {
        assert_eq!(custom[0][key], expected, "{key}");
    }
}

#[tokio::test]
async fn there_are_two_templates() {
    let desk = Desk::open().await;
    let path = "/api/v1/admin-v2/settings/templates?entity_type=TestCase&paginated=false";
    let listed = desk.app.api_token().get(path).await;
    let templates = listed.expect(200)["templates"].as_array().unwrap();
    let types: Vec<&Value> = templates.iter().map(|it| &it["step_type"]).collect();
    assert_eq!(types, ["test_case_steps", "test_case_bdd"]);
    assert_eq!(templates[0]["is_default"], true);
    assert_eq!(templates[1]["enabled"], true);
}

#[tokio::test]
async fn a_case_is_made_with_a_template_and_options_by_their_ids() {
    let desk = Desk::open().await;
    let field = json!({
        "field_name": "Severity", "field_type": "multi_dropdown", "field_entity_type": "test_case",
        "options": [{"option_value": "Low"}, {"option_value": "High"}],
    });
    assert_eq!(
        desk.client
            .post("/api/v2/custom-fields", &field)
            .await
            .status(),
        200
    );
    let client = desk.app.api_token();
    let path = "/api/v1/projects/1/test-cases";
    let body = json!({"folder_id": 1, "test_case": {
        "name": "Pay", "test_case_folder_id": 1, "template_id": 2,
        "custom_fields": {"1": [1002, 1001], "Other": "x"},
    }});

    let made = client.post(path, &body).await;

    let case = &made.expect(200)["data"]["test_case"];
    assert_eq!(made.json()["data"]["success"], true);
    assert_eq!(
        json!([
            case["id"],
            case["identifier"],
            case["template_id"],
            case["template"],
            case["folder_id"]
        ]),
        json!([1, "TC-1", 2, "test_case_bdd", 1])
    );
    assert_eq!(
        case["custom_fields"],
        json!([
            {"field_name": "Severity", "value": "[\"High\",\"Low\"]"},
            {"field_name": "Other", "value": "x"},
        ])
    );
    for (body, message) in [
        (json!({"test_case": {"name": "A"}}), "folder_id is required"),
        (
            json!({"folder_id": 9, "test_case": {"name": "A"}}),
            "Invalid folder_id",
        ),
        (
            json!({"folder_id": 1, "test_case": {"template_id": 1}}),
            "name is required",
        ),
        (
            json!({"folder_id": 1, "test_case": {"name": "A", "custom_fields": {"1": [9999]}}}),
            "custom_fields.Severity must be a list of the field's options",
        ),
    ] {
        assert_eq!(
            client.post(path, &body).await.expect(400)["message"],
            message
        );
    }
    let unknown = json!({"folder_id": 1, "test_case": {"name": "A", "template_id": 77}});
    let made = client.post(path, &unknown).await;
    assert_eq!(made.expect(200)["data"]["test_case"]["template_id"], 1);
}

#[tokio::test]
async fn cases_are_searched_by_id_or_title() {
    let desk = Desk::open().await;
    for name in ["Pay", "Repay", "Go"] {
        desk.case_id(name).await;
    }
    let client = desk.app.api_token();
    for (query, expected) in [
        ("?q%5Bquery%5D=TC-1", vec!["TC-1"]),
        ("?q[query]=TC-1", vec!["TC-1"]),
        ("?q[query]=PAY", vec!["TC-2", "TC-1"]),
        ("?q[query]=TC-9", vec![]),
        ("", vec!["TC-3", "TC-2", "TC-1"]),
    ] {
        let found = client
            .get(&format!("/api/v1/projects/1/test-cases/search{query}"))
            .await;
        let cases = found.expect(200)["test_cases"].as_array().unwrap();
        let ids: Vec<&str> = cases
            .iter()
            .map(|it| it["identifier"].as_str().unwrap())
            .collect();
        assert_eq!(ids, expected, "{query}");
        assert!(cases.iter().all(|it| it["template_id"] == 1
            && it["links"]["folder"] == "/api/v1/projects/1/folder/1/test-cases"));
    }
    let stranger = stranger(&desk.app)
        .await
        .header("API-TOKEN", "eve:stranger");
    let path = "/api/v1/projects/1/test-cases";
    let body = json!({"folder_id": 1, "test_case": {"name": "A"}});
    assert_eq!(stranger.get(&format!("{path}/search")).await.status(), 404);
    assert_eq!(stranger.post(path, &body).await.status(), 404);
}
