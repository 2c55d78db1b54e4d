//! The cases that a run gets by what they are and where they lie.

use serde_json::{Value, json};

use super::desk::Desk;

/// Three cases in two folders.
async fn shelf() -> Desk {
    let desk = Desk::open().await;
    desk.done("/folders", &json!({"folder": {"name": "Other"}}))
        .await;
    for (folder, case) in [
        (
            1,
            json!({"name": "A", "priority": "High", "owner": "Ann@example.com", "tags": ["x", "y"],
                   "custom_fields": {"Team": "web", "Sprint": 7, "Ready": true}}),
        ),
        (
            1,
            json!({"name": "B", "priority": "Low", "case_type": "Security", "status": "Draft",
                   "custom_fields": {"Team": ["core", "api"], "Sprint": "8"}}),
        ),
        (2, json!({"name": "C", "priority": "High", "tags": ["z"]})),
    ] {
        let body = json!({"test_case": case});
        desk.done(&format!("/folders/{folder}/test-cases"), &body)
            .await;
    }
    desk
}

/// Makes a run and answers it as it is shown, and its cases in order.
async fn selected(desk: &Desk, fields: &Value) -> (Value, Value) {
    let mut run = fields.clone();
    run["name"] = json!("Selected");
    let made = desk.post("/test-runs", &json!({"test_run": run})).await;
    let shown = made.expect(200)["test_run"].clone();
    let id = shown["identifier"].as_str().unwrap();
    let rows = desk.get(&format!("/test-runs/{id}/test-cases")).await;
    let rows = rows.expect(200)["test_cases"].as_array().unwrap();
    let mut cases: Vec<&str> = rows
        .iter()
        .map(|row| row["identifier"].as_str().unwrap())
        .collect();
    cases.sort_unstable();
    let cases = json!(cases);
    (shown, cases)
}

#[tokio::test]
async fn cases_are_selected_by_what_they_are() {
    let desk = shelf().await;
    for (fields, expected) in [
        (
            json!({"filter_test_cases": {"priority": ["high"]}}),
            json!(["TC-1", "TC-3"]),
        ),
        (
            json!({"filter_test_cases": {"priority": ["High", "Low"]}, "folder_ids": [1]}),
            json!(["TC-1", "TC-2"]),
        ),
        (
            json!({"filter_test_cases": {"priority": ["High"]}, "folder_ids": [2], "test_cases": ["TC-2"]}),
            json!(["TC-2", "TC-3"]),
        ),
        (
            json!({"filter_test_cases": {"tags": ["y", "z"]}}),
            json!(["TC-1", "TC-3"]),
        ),
        (
            json!({"filter_test_cases": {"owner": ["ann@EXAMPLE.com"]}}),
            json!(["TC-1"]),
        ),
        (
            json!({"filter_test_cases": {"status": ["draft"], "case_type": ["Security"]}}),
            json!(["TC-2"]),
        ),
        (
            json!({"filter_test_cases": {"status": ["draft"]}, "include_all": true}),
            json!(["TC-2"]),
        ),
        (json!({"filter_test_cases": {}}), json!([])),
    ] {
        let (shown, cases) = selected(&desk, &fields).await;
        let mut rule = fields["filter_test_cases"].clone();
        rule["is_dynamic"] = json!(false);
        assert_eq!(shown["filter_test_cases"], rule);
        assert_eq!(cases, expected, "{fields}");
    }
}

#[tokio::test]
async fn cases_are_selected_by_their_custom_fields() {
    let desk = shelf().await;
    for (wanted, expected) in [
        (json!({"Team": ["web"]}), json!(["TC-1"])),
        (json!({"Team": "web"}), json!(["TC-1"])),
        (json!({"Team": ["api", "nobody"]}), json!(["TC-2"])),
        (json!({"Team": ["web", "core"]}), json!(["TC-1", "TC-2"])),
        (
            json!({"Team": ["web", "core"], "Sprint": [8]}),
            json!(["TC-2"]),
        ),
        (json!({"Sprint": ["7", 8]}), json!(["TC-1", "TC-2"])),
        (json!({"Ready": true}), json!(["TC-1"])),
        (json!({"Team": ["WEB"]}), json!([])),
        (json!({"team": ["web"]}), json!([])),
        (json!({"Team": []}), json!(["TC-1", "TC-2", "TC-3"])),
        (json!({"Team": null}), json!(["TC-1", "TC-2", "TC-3"])),
    ] {
        let fields = json!({"filter_test_cases": {"custom_fields": wanted}});
        let (shown, cases) = selected(&desk, &fields).await;
        assert_eq!(shown["filter_test_cases"]["custom_fields"], wanted);
        assert_eq!(cases, expected, "{wanted}");
    }
}

#[tokio::test]
async fn a_filter_is_for_the_folders_or_for_the_project_beside_them() {
    let desk = shelf().await;
    let high = json!({"priority": ["High"]});
    for (scope, expected) in [
        (json!(null), json!(["TC-1"])),
        (json!("within_folders"), json!(["TC-1"])),
        (json!("global"), json!(["TC-1", "TC-2", "TC-3"])),
        (json!("GLOBAL"), json!(["TC-1", "TC-2", "TC-3"])),
    ] {
        let fields = json!({"filter_test_cases": high, "folder_ids": [1], "filter_scope": scope});
        let (_, cases) = selected(&desk, &fields).await;
        assert_eq!(cases, expected, "{scope}");
    }
    for fields in [
        json!({"filter_test_cases": high, "filter_scope": "global"}),
        json!({"filter_test_cases": high, "filter_scope": "within_folders"}),
        json!({"filter_test_cases": high, "filter_scope": "global", "folder_ids": [1], "include_all": true}),
    ] {
        let (_, cases) = selected(&desk, &fields).await;
        assert_eq!(cases, json!(["TC-1", "TC-3"]), "{fields}");
    }
}

#[tokio::test]
async fn what_asks_for_nothing_that_is_not_there_is_taken() {
    let desk = shelf().await;
    let fields = json!({"is_automation": true, "sub_test_plan_id": null, "shared_test_cases": [], "filter_scope": "global"});
    let (_, cases) = selected(&desk, &fields).await;
    assert_eq!(cases, json!([]));
}
