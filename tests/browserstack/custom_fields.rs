//! Definitions of custom fields, and what becomes of values that break them.

use serde_json::{Value, json};
use store::Scope;

use super::desk::Desk;
use super::others::{bound, stranger};

pub(super) const FIELDS: &str = "/api/v2/custom-fields";

pub(super) fn dropdown(name: &str, entity: &str) -> Value {
    json!({
        "field_name": name, "place_holder_text": "Pick one", "field_type": "dropdown", "is_required": true,
        "options": [{"option_value": "Low", "is_default": true}, {"option_value": "High"}],
        "applies_to_all_projects": true, "field_entity_type": entity,
    })
}

#[tokio::test]
async fn a_field_comes_back_as_it_was_defined_under_the_documents_keys_and_the_servers() {
    let desk = Desk::open().await;

    let made = desk
        .client
        .post(FIELDS, &dropdown("Severity", "test_case"))
        .await;

    let field = made.expect(200)["custom_field"].clone();
    assert_eq!(made.json()["success"], true);
    for (key, expected) in [
        ("id", json!("CF-1")),
        ("field_name", json!("Severity")),
        ("place_holder_text", json!("Pick one")),
        ("placeholder", json!("Pick one")),
        ("field_type", json!("dropdown")),
        ("is_required", json!(true)),
        (
            "options",
            json!([
                {"option_value": "Low", "is_default": true},
                {"option_value": "High", "is_default": false},
            ]),
        ),
        ("applies_to_all_projects", json!(true)),
        ("field_entity_type", json!("test_case")),
        ("entity_type", json!("TestCase")),
        ("link_to_future_projects", json!(false)),
        ("assigned_projects", json!([])),
        ("default_value", json!("Low")),
    ] {
        assert_eq!(field[key], expected, "{key}");
    }
    for path in ["CF-1", "cf-1", "1", "CF%2D1"] {
        let read = desk.client.get(&format!("{FIELDS}/{path}")).await;
        assert_eq!(read.expect(200)["custom_field"], field, "{path}");
    }
    let listed = desk.client.get(FIELDS).await;
    assert_eq!(listed.expect(200)["custom_fields"], json!([field]));
    assert_eq!(listed.json()["info"]["count"], 1);
}

#[tokio::test]
async fn every_documented_type_can_be_defined() {
    let desk = Desk::open().await;
    for word in [
        "string",
        "dropdown",
        "text",
        "user",
        "boolean",
        "url",
        "date",
        "int",
        "multi_dropdown",
    ] {
        let body =
            json!({"field_name": word, "field_type": word, "field_entity_type": "test_result"});
        let made = desk.client.post(FIELDS, &body).await;
        assert_eq!(made.expect(200)["custom_field"]["field_type"], word);
        assert_eq!(made.json()["custom_field"]["is_required"], false);
    }
    let listed = desk.client.get(FIELDS).await;
    assert_eq!(listed.expect(200)["info"]["count"], 9);
    assert_eq!(listed.json()["custom_fields"][0]["id"], "CF-9");
}

#[tokio::test]
async fn a_definition_that_makes_no_sense_is_refused_and_defines_nothing() {
    let desk = Desk::open().await;
    let longest = "n".repeat(256);
    for (body, message) in [
        (json!({}), "field_name is required"),
        (
            json!({"field_name": " ", "field_type": "int"}),
            "field_name must not be empty",
        ),
        (
            json!({"field_name": format!("{longest}n"), "field_type": "int"}),
            "field_name must be at most 256 characters",
        ),
        (
            json!({"field_name": "title", "field_type": "int"}),
            "title is a reserved field name",
        ),
        (json!({"field_name": "A"}), "field_type is required"),
        (
            json!({"field_name": "A", "field_type": "float"}),
            "Invalid field_type value: float",
        ),
        (
            json!({"field_name": "A", "field_type": "int", "field_entity_type": "run"}),
            "Invalid field_entity_type value: run",
        ),
        (
            json!({
                "field_name": "A", "field_type": "int", "field_entity_type": "test_case", "entity_type": "run",
            }),
            "Invalid field_entity_type value: run",
        ),
        (
            json!({"field_name": "A", "field_type": "dropdown", "options": [{"option_value": ""}]}),
            "options[0].option_value must not be empty",
        ),
        (
            json!({
                "field_name": "A", "field_type": "int",
                "options": [{"option_value": "B"}, {"option_value": "C".repeat(257)}],
            }),
            "options[1].option_value must be at most 256 characters",
        ),
        (
            json!({"field_name": "A", "field_type": "int", "assigned_projects": ["PR-1", "PR-9"]}),
            "Not all project identifiers could be found",
        ),
        (
            json!({"field_name": "A", "field_type": "int", "assigned_projects": ["nonsense"]}),
            "Not all project identifiers could be found",
        ),
    ] {
        let refused = desk.client.post(FIELDS, &body).await;
        assert_eq!(
            *refused.expect(400),
            json!({"success": false, "message": message})
        );
    }
    let wrong = json!({"field_name": "A", "field_type": "int", "is_required": "true"});
    let refused = desk.client.post(FIELDS, &wrong).await;
    assert_eq!(refused.expect(400)["error"], "Invalid JSON data");
    let listed = desk.client.get(FIELDS).await;
    assert_eq!(listed.expect(200)["info"]["count"], 0);

    let body = json!({"field_name": longest, "field_type": "int"});
    assert_eq!(desk.client.post(FIELDS, &body).await.status(), 200);
}

#[tokio::test]
async fn options_of_a_field_that_is_no_list_are_checked_and_passed_over() {
    let desk = Desk::open().await;
    let body = json!({"field_name": "Weight", "field_type": "int", "options": [{"option_value": "Heavy"}]});
    let made = desk.client.post(FIELDS, &body).await;
    let field = made.expect(200)["custom_field"].clone();
    assert_eq!(
        (&field["options"], &field["default_value"]),
        (&json!([]), &json!(null))
    );

    let path = format!("{FIELDS}/CF-1");
    for (option, message) in [
        (json!({}), "options[0].option_value is required"),
        (
            json!({"option_value": " "}),
            "options[0].option_value must not be empty",
        ),
    ] {
        let change = json!({"field_name": "Lost", "options": [option]});
        let refused = desk.client.patch(&path, &change).await;
        assert_eq!(refused.expect(400)["message"], message);
    }
    let read = desk.client.get(&path).await;
    assert_eq!(read.expect(200)["custom_field"], field);
}

#[tokio::test]
async fn of_two_words_for_a_fields_entity_the_documents_key_decides() {
    let desk = Desk::open().await;
    let body = json!({
        "field_name": "A", "field_type": "int", "field_entity_type": "test_result", "entity_type": "test_case",
    });
    let made = desk.client.post(FIELDS, &body).await;
    let field = &made.expect(200)["custom_field"];
    assert_eq!(field["field_entity_type"], "test_result");
}

#[tokio::test]
async fn a_name_is_taken_once_for_cases_and_once_for_results() {
    let desk = Desk::open().await;
    for entity in ["test_case", "test_result"] {
        let body = dropdown("Severity", entity);
        assert_eq!(desk.client.post(FIELDS, &body).await.status(), 200);
        let refused = desk.client.post(FIELDS, &body).await;
        assert_eq!(
            refused.expect(409)["message"],
            "A custom field of this name exists already"
        );
    }
    let other = json!({"field_name": "Other", "field_type": "int"});
    let made = desk.client.post(FIELDS, &other).await;
    let id = made.expect(200)["custom_field"]["id"].clone();
    let path = format!("{FIELDS}/{}", id.as_str().unwrap());
    let rename = json!({"field_name": "Severity"});
    assert_eq!(desk.client.patch(&path, &rename).await.status(), 409);
    let read = desk.client.get(&path).await;
    assert_eq!(read.expect(200)["custom_field"]["field_name"], "Other");
}

#[tokio::test]
async fn a_change_keeps_what_it_does_not_name_and_never_the_type() {
    let desk = Desk::open().await;
    let made = desk
        .client
        .post(FIELDS, &dropdown("Severity", "test_case"))
        .await;
    let before = made.expect(200)["custom_field"].clone();
    let path = format!("{FIELDS}/CF-1");

    let quiet = json!({"field_name": "", "place_holder_text": "", "field_type": "int"});
    let changed = desk.client.patch(&path, &quiet).await;
    assert_eq!(changed.expect(200)["custom_field"], before);
    assert_eq!(changed.json()["data"]["custom_field"], before);

    let change = json!({
        "field_name": "Weight", "is_required": false, "options": [{"option_value": "Heavy"}],
        "applies_to_all_projects": false, "assigned_projects": ["PR-1"], "link_to_future_projects": true,
    });
    let changed = desk.client.patch(&path, &change).await;
    let mut expected = before;
    for (key, value) in [
        ("field_name", json!("Weight")),
        ("system_name", json!("weight")),
        ("is_required", json!(false)),
        (
            "options",
            json!([{"option_value": "Heavy", "is_default": false}]),
        ),
        ("default_value", json!(null)),
        ("applies_to_all_projects", json!(false)),
        ("assigned_projects", json!(["PR-1"])),
        ("link_to_future_projects", json!(true)),
    ] {
        expected[key] = value;
    }
    assert_eq!(changed.expect(200)["custom_field"], expected);
    let read = desk.client.get(&path).await;
    assert_eq!(read.expect(200)["custom_field"], expected);

    let unknown = json!({"assigned_projects": ["PR-9"], "field_name": "Lost"});
    assert_eq!(desk.client.patch(&path, &unknown).await.status(), 400);
    let read = desk.client.get(&path).await;
    assert_eq!(read.expect(200)["custom_field"], expected);
}

#[tokio::test]
async fn a_deleted_field_is_gone() {
    let desk = Desk::open().await;
    let body = dropdown("Severity", "test_case");
    assert_eq!(desk.client.post(FIELDS, &body).await.status(), 200);
    let path = format!("{FIELDS}/CF-1");

    let deleted = desk.client.delete(&path).await;

    assert_eq!(*deleted.expect(200), json!({"success": true}));
    let missing = json!({"success": false, "message": "Custom field not found"});
    assert_eq!(*desk.client.get(&path).await.expect(404), missing);
    assert_eq!(*desk.client.delete(&path).await.expect(404), missing);
    assert_eq!(
        *desk.client.patch(&path, &json!({})).await.expect(404),
        missing
    );
    // The number is not given again.
    let made = desk.client.post(FIELDS, &body).await;
    assert_eq!(made.expect(200)["custom_field"]["id"], "CF-2");
}

#[tokio::test]
async fn another_organization_sees_and_changes_nothing() {
    let desk = Desk::open().await;
    let body = dropdown("Severity", "test_case");
    assert_eq!(desk.client.post(FIELDS, &body).await.status(), 200);
    let stranger = stranger(&desk.app).await;
    let path = format!("{FIELDS}/CF-1");

    let listed = stranger.get(FIELDS).await;
    assert_eq!(listed.expect(200)["custom_fields"], json!([]));
    for reply in [
        stranger.get(&path).await,
        stranger.patch(&path, &json!({"field_name": "Mine"})).await,
        stranger.delete(&path).await,
    ] {
        assert_eq!(reply.expect(404)["message"], "Custom field not found");
    }
    let assigned = json!({"field_name": "A", "field_type": "int", "assigned_projects": ["PR-1"]});
    assert_eq!(stranger.post(FIELDS, &assigned).await.status(), 400);
    let read = desk.client.get(&path).await;
    assert_eq!(read.expect(200)["custom_field"]["field_name"], "Severity");
}

#[tokio::test]
async fn keys_that_may_not_write_the_organization_only_read() {
    let desk = Desk::open().await;
    let other = json!({"project": {"name": "Bank"}});
    assert_eq!(
        desk.client.post("/api/v2/projects", &other).await.status(),
        200
    );
    let body =
        json!({"field_name": "A", "field_type": "int", "assigned_projects": ["PR-1", "PR-2"]});
    assert_eq!(desk.client.post(FIELDS, &body).await.status(), 200);
    let reader = desk.app.limited(&[Scope::Read]).await;
    let bound = bound(&desk.app, 1).await;
    let path = format!("{FIELDS}/CF-1");
    for client in [&reader, &bound] {
        assert_eq!(client.post(FIELDS, &body).await.status(), 403);
        assert_eq!(client.patch(&path, &json!({})).await.status(), 403);
        assert_eq!(client.delete(&path).await.status(), 403);
        assert_eq!(client.get(&path).await.status(), 200);
    }
    // Not even the other project's name.
    let read = bound.get(&path).await;
    assert_eq!(
        read.expect(200)["custom_field"]["assigned_projects"],
        json!(["PR-1"])
    );
}
