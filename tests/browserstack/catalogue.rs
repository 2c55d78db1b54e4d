//! Projects, folders, cases and configurations.

use serde_json::{Value, json};

use super::desk::Desk;
use super::others::stranger;

#[tokio::test]
async fn projects_are_listed_newest_first_with_or_without_a_slash_at_the_end() {
    let desk = Desk::open().await;
    let body = json!({"project": {"name": "Bank", "description": "money"}});
    let made = desk.client.post("/api/v2/projects", &body).await;
    let project = &made.expect(200)["project"];
    assert_eq!(made.json()["success"], true);
    for path in ["/api/v2/projects", "/api/v2/projects/", "/api/v2/projects?"] {
        let listed = desk.client.get(path).await;
        let projects = listed.expect(200)["projects"].as_array().unwrap();
        assert_eq!(projects[0], *project);
        assert_eq!(projects[1]["name"], "Shop");
        assert_eq!(
            listed.json()["info"],
            json!({"page": 1, "page_size": 30, "count": 2, "prev": null, "next": null})
        );
    }
    let read = desk.client.get("/api/v2/projects/PR-2").await;
    assert_eq!(read.expect(200)["project"], *project);
    assert_eq!(project["identifier"], "PR-2");
    assert_eq!(project["description"], "money");
}

#[tokio::test]
async fn folders_lie_in_folders_and_count_what_is_in_them() {
    let desk = Desk::open().await;
    desk.case_id("Login").await;
    let body = json!({"folder": {"name": "Cards", "description": "plastic", "parent_id": 1}});

    let made = desk.post("/folders", &body).await;

    let folder = made.expect(200)["folder"].clone();
    assert_eq!(
        folder,
        json!({
            "id": 2, "name": "Cards", "description": "plastic", "parent_id": 1,
            "cases_count": 0, "sub_folders_count": 0,
            "links": {"sub_folders": "/api/v2/projects/PR-1/folders/2/sub-folders"},
            "urls": {"self": format!("{}/projects/1/folder/2/test-cases", desk.app.url)},
        })
    );
    assert_eq!(desk.get("/folders/2").await.expect(200)["folder"], folder);
    let parent = desk.get("/folders/1").await;
    let parent = &parent.expect(200)["folder"];
    assert_eq!(
        json!([parent["cases_count"], parent["sub_folders_count"]]),
        json!([1, 1])
    );
    let lost = json!({"folder": {"name": "Lost", "parent_id": 99}});
    let refused = desk.post("/folders", &lost).await;
    assert_eq!(
        *refused.expect(400),
        json!({"success": false, "message": "Invalid parent_id"})
    );
}

#[tokio::test]
async fn a_case_comes_back_as_it_was_written_under_every_key_that_clients_read() {
    let desk = Desk::open().await;
    let body = json!({"test_case": {
        "name": "Pay", "description": "with a card", "owner": "bob@example.com",
        "preconditions": "an account", "priority": "critical", "case_type": "smoke_sanity",
        "status": "In Review", "automation_status": "automated", "template": "no_such_template",
        "tags": ["MCP Generated"], "issues": ["X-1"],
        "issue_tracker": {"name": "azure", "host": "https://dev.azure.com"},
        "custom_fields": {"Effort": 3, "Areas": ["a"], "Nothing": null},
        "test_case_steps": [
            {"step": "Insert", "result": "It beeps"},
            {"description": "Type", "result": "Stars"},
            {"step": "Take"},
        ],
        "project_identifier": "PR-1", "folder_id": "1",
    }});

    let made = desk.post("/folders/1/test-cases", &body).await;

    let answered = made.expect(200);
    assert_eq!(answered["success"], true);
    assert_eq!(answered["data"]["success"], true);
    let case = &answered["data"]["test_case"];
    assert_eq!(*case, answered["test_case"]);
    for (key, expected) in [
        ("identifier", json!("TC-1")),
        ("title", json!("Pay")),
        ("name", json!("Pay")),
        ("description", json!("with a card")),
        ("owner", json!("bob@example.com")),
        ("preconditions", json!("an account")),
        ("priority", json!("Critical")),
        ("case_type", json!("Smoke & Sanity")),
        ("status", json!("In Review")),
        ("automation_status", json!("automated")),
        ("template", json!("test_case_steps")),
        ("tags", json!(["MCP Generated"])),
        ("folder_id", json!(1)),
        (
            "issues",
            json!([{"jira_id": "X-1", "issue_id": "X-1", "issue_type": "azure"}]),
        ),
        (
            "issue_tracker",
            json!({"name": "azure", "host": "https://dev.azure.com"}),
        ),
        (
            "custom_fields",
            json!([{"field_name": "Effort", "value": "3"}, {"field_name": "Areas", "value": "[\"a\"]"}]),
        ),
    ] {
        assert_eq!(case[key], expected, "{key}");
    }
    let steps = case["steps"].as_array().unwrap();
    let texts: Vec<Value> = steps
        .iter()
        .map(|step| json!([step["order"], step["step"], step["result"]]))
        .collect();
    assert_eq!(
        texts,
        [
            json!([1, "Insert", "It beeps"]),
            json!([2, "Type", "Stars"]),
            json!([3, "Take", ""])
        ]
    );
    let read = desk.get("/test-cases/TC-1").await;
    assert_eq!(*read.expect(200), *answered);
}

#[tokio::test]
async fn a_case_needs_a_name_and_words_that_the_vendor_has() {
    let desk = Desk::open().await;
    for (case, message) in [
        (json!({}), "name is required"),
        (json!({"name": ""}), "name must not be empty"),
        (
            json!({"name": "A", "priority": "Urgent"}),
            "Invalid priority value: Urgent",
        ),
        (
            json!({"name": "A", "case_type": "x"}),
            "Invalid case_type value: x",
        ),
    ] {
        let reply = desk
            .post("/folders/1/test-cases", &json!({"test_case": case}))
            .await;
        assert_eq!(
            *reply.expect(400),
            json!({"success": false, "message": message})
        );
    }
    let folder = desk.get("/folders/1").await;
    assert_eq!(folder.expect(200)["folder"]["cases_count"], 0);
}

#[tokio::test]
async fn the_same_configuration_is_made_once() {
    let desk = Desk::open().await;
    let body = json!({"name": "Pixel 7", "device": "Pixel 7", "os": "android", "os_version": "14"});
    let made = desk.client.post("/api/v2/configurations", &body).await;
    let again = desk.client.post("/api/v2/configurations", &body).await;
    assert_eq!(*made.expect(200), *again.expect(200));
    assert_eq!(
        *made.json(),
        json!({"success": true, "id": 1, "name": "Pixel 7"})
    );

    let listed = desk.client.get("/api/v2/configurations").await;

    assert_eq!(
        *listed.expect(200),
        json!({
            "success": true,
            "configurations": [{
                "id": 1, "name": "Pixel 7", "os": "android", "os_version": "14", "device": "Pixel 7",
                "browser": null, "browser_version": null, "is_system": false,
            }],
            "info": {"page": 1, "page_size": 30, "count": 1, "prev": null, "next": null},
        })
    );
    let beyond = desk.client.get("/api/v2/configurations?p=2").await;
    assert_eq!(beyond.expect(200)["configurations"], json!([]));
    let read = desk.client.get("/api/v2/configurations/1").await;
    assert_eq!(
        read.expect(200)["configuration"],
        listed.json()["configurations"][0]
    );
    let stranger = stranger(&desk.app).await;
    for (client, path) in [
        (&desk.client, "2"),
        (&desk.client, "0"),
        (&desk.client, "x"),
        (&desk.client, "99999999999"),
        (&stranger, "1"),
    ] {
        let reply = client.get(&format!("/api/v2/configurations/{path}")).await;
        assert_eq!(
            *reply.expect(404),
            json!({"success": false, "message": "Configuration not found"})
        );
    }
    let listed = stranger.get("/api/v2/configurations").await;
    assert_eq!(listed.expect(200)["configurations"], json!([]));
}
