//! Changing and deleting projects, and moving, changing, listing and deleting folders.

use serde_json::{Value, json};
use store::Scope;

use super::desk::Desk;
use super::others::{bound, stranger};

#[tokio::test]
async fn a_project_keeps_what_a_change_leaves_out() {
    let desk = Desk::open().await;
    let body = json!({"project": {"name": "Bank", "description": "money"}});
    let made = desk.client.post("/api/v2/projects", &body).await;
    let mut project = made.expect(200)["project"].clone();
    assert_eq!(project["duplicates_tc_count"], 0);
    let path = "/api/v2/projects/PR-2";
    for (change, key, value) in [
        (json!({}), "name", json!("Bank")),
        (json!({"name": "Banque"}), "name", json!("Banque")),
        (
            json!({"description": "argent"}),
            "description",
            json!("argent"),
        ),
        (json!({"description": ""}), "description", json!(null)),
        (json!({"name": null}), "name", json!("Banque")),
    ] {
        let changed = desk.client.patch(path, &json!({"project": change})).await;
        project[key] = value;
        assert_eq!(changed.expect(200)["project"], project, "{change}");
        let read = desk.client.get(path).await;
        assert_eq!(read.expect(200)["project"], project);
    }
    for (body, message) in [
        (json!({"project": {"name": ""}}), "name must not be empty"),
        (
            json!({"project": {"name": "n".repeat(256)}}),
            "name must be at most 255 characters",
        ),
    ] {
        let refused = desk.client.patch(path, &body).await;
        assert_eq!(
            *refused.expect(400),
            json!({"success": false, "message": message})
        );
    }
    let read = desk.client.get(path).await;
    assert_eq!(read.expect(200)["project"], project);
}

#[tokio::test]
async fn a_deleted_project_is_gone_with_all_that_is_in_it() {
    let desk = Desk::open().await;
    let case = desk.case_id("Login").await;
    let run = desk.run(&[&case], &[]).await;

    let deleted = desk.client.delete(&desk.path).await;

    assert_eq!(
        *deleted.expect(200),
        json!({"success": true, "message": "Project deleted successfully"})
    );
    for path in [
        String::new(),
        "/folders".to_owned(),
        "/folders/1".to_owned(),
        "/test-cases".to_owned(),
        format!("/test-cases/{case}"),
        run,
    ] {
        assert_eq!(
            desk.get(&path).await.expect(404)["message"],
            "Project not found",
            "{path}"
        );
    }
    assert_eq!(desk.client.delete(&desk.path).await.status(), 404);
    let listed = desk.client.get("/api/v2/projects").await;
    assert_eq!(listed.expect(200)["info"]["count"], 0);
}

#[tokio::test]
async fn a_project_is_changed_by_those_who_may() {
    let desk = Desk::open().await;
    let other = json!({"project": {"name": "Bank"}});
    assert_eq!(
        desk.client.post("/api/v2/projects", &other).await.status(),
        200
    );
    let reader = desk.app.limited(&[Scope::Read]).await;
    let bound = bound(&desk.app, 1).await;
    let stranger = stranger(&desk.app).await;
    let change = json!({"project": {"name": "Mine"}});
    for (client, path, patched, deleted) in [
        (&reader, "PR-1", 403, 403),
        (&bound, "PR-2", 404, 403),
        (&bound, "PR-1", 200, 403),
        (&stranger, "PR-1", 404, 404),
    ] {
        let path = format!("/api/v2/projects/{path}");
        assert_eq!(
            client.patch(&path, &change).await.status(),
            patched,
            "{path}"
        );
        assert_eq!(client.delete(&path).await.status(), deleted, "{path}");
    }
    let listed = desk.client.get("/api/v2/projects").await;
    assert_eq!(listed.expect(200)["info"]["count"], 2);
}

/// Makes a folder and answers its id.
async fn make(desk: &Desk, name: &str, parent: Value) -> i64 {
    let body = json!({"folder": {"name": name, "parent_id": parent}});
    let made = desk.post("/folders", &body).await;
    made.expect(200)["folder"]["id"].as_i64().unwrap()
}

async fn ids(desk: &Desk, path: &str) -> Vec<i64> {
    let listed = desk.get(path).await;
    let folders = listed.expect(200)["folders"].as_array().unwrap();
    assert_eq!(listed.json()["info"]["count"], folders.len());
    folders
        .iter()
        .map(|it| it["id"].as_i64().unwrap())
        .collect()
}

#[tokio::test]
async fn folders_are_listed_level_by_level_newest_first() {
    let desk = Desk::open().await;
    let second = make(&desk, "Cards", json!(null)).await;
    let inner = make(&desk, "Gold", json!(1)).await;
    let deeper = make(&desk, "Lost", json!(inner)).await;
    assert_eq!(ids(&desk, "/folders").await, [second, 1]);
    assert_eq!(ids(&desk, "/folders?").await, [second, 1]);
    assert_eq!(ids(&desk, "/folders/1/sub-folders?p=1").await, [inner]);
    assert_eq!(
        ids(&desk, &format!("/folders/{inner}/sub-folders")).await,
        [deeper]
    );
    assert_eq!(
        ids(&desk, &format!("/folders/{deeper}/sub-folders")).await,
        [0; 0]
    );
    let page = desk.get("/folders?p=2").await;
    assert_eq!(
        page.expect(200)["info"],
        json!({"page": 2, "page_size": 30, "count": 2, "prev": 1, "next": null})
    );
}

#[tokio::test]
async fn a_folder_keeps_what_a_change_leaves_out() {
    let desk = Desk::open().await;
    let body = json!({"folder": {"name": "Cards", "description": "plastic"}});
    let made = desk.post("/folders", &body).await;
    let mut folder = made.expect(200)["folder"].clone();
    let path = format!("{}/folders/2", desk.path);
    for (change, key, value) in [
        (json!({"name": "Karten"}), "name", json!("Karten")),
        (json!({"description": null}), "description", json!(null)),
        (json!({}), "name", json!("Karten")),
    ] {
        let changed = desk.client.patch(&path, &json!({"folder": change})).await;
        folder[key] = value;
        assert_eq!(changed.expect(200)["folder"], folder);
    }
    let refused = desk
        .client
        .patch(&path, &json!({"folder": {"name": " "}}))
        .await;
    assert_eq!(refused.expect(400)["message"], "name must not be empty");
    let refused = desk
        .client
        .patch(&path, &json!({"folder": {"name": 7}}))
        .await;
    assert_eq!(refused.expect(400)["error"], "Invalid JSON data");
    assert_eq!(desk.get("/folders/2").await.expect(200)["folder"], folder);
}

#[tokio::test]
async fn a_folder_moves_with_what_is_in_it_and_never_into_itself() {
    let desk = Desk::open().await;
    let inner = make(&desk, "Gold", json!(1)).await;
    let other = make(&desk, "Cards", json!(null)).await;
    let path = |folder: i64| format!("/folders/{folder}/move");

    let moved = desk.post(&path(1), &json!({"parent_id": other})).await;

    assert_eq!(moved.expect(200)["folder"]["parent_id"], other);
    assert_eq!(ids(&desk, "/folders").await, [other]);
    assert_eq!(ids(&desk, "/folders/1/sub-folders").await, [inner]);
    let into_itself = "A folder cannot be moved into itself or a folder in it";
    for (body, message) in [
        (json!({"parent_id": inner}), into_itself),
        (json!({"parent_id": other}), into_itself),
        (json!({"parent_id": 99}), "Invalid parent_id"),
        (
            json!({"parent_id": 99_999_999_999_i64}),
            "Invalid parent_id",
        ),
        (json!({}), "parent_id is required"),
    ] {
        let refused = desk.post(&path(other), &body).await;
        assert_eq!(refused.expect(400)["message"], message);
    }
    let moved = desk.post(&path(1), &json!({"parent_id": null})).await;
    assert_eq!(moved.expect(200)["folder"]["parent_id"], json!(null));
    assert_eq!(ids(&desk, "/folders").await, [other, 1]);
}

#[tokio::test]
async fn a_deleted_folder_takes_what_is_in_it_along_and_leaves_results() {
    let desk = Desk::open().await;
    let inner = make(&desk, "Gold", json!(1)).await;
    let case = desk.case_id("Login").await;
    let run = desk.run(&[&case], &[]).await;
    let passed = json!({"test_result": {"status": "passed"}, "test_case_id": case});
    desk.done(&format!("{run}/results"), &passed).await;

    let deleted = desk
        .client
        .delete(&format!("{}/folders/1", desk.path))
        .await;

    assert_eq!(*deleted.expect(200), json!({"success": true}));
    for path in [
        "/folders/1".to_owned(),
        format!("/folders/{inner}"),
        format!("/test-cases/{case}"),
    ] {
        assert_eq!(desk.get(&path).await.status(), 404, "{path}");
    }
    assert_eq!(ids(&desk, "/folders").await, [0; 0]);
    assert_eq!(desk.results(&run).await, 1);
}

#[tokio::test]
async fn folders_of_others_are_not_there() {
    let desk = Desk::open().await;
    let bank = desk.second("Bank").await;
    let stranger = stranger(&desk.app).await;
    for (client, path) in [
        (&desk.client, format!("{}/folders/1", bank.path)),
        (&desk.client, format!("{}/folders/99", desk.path)),
        (&stranger, format!("{}/folders/1", desk.path)),
    ] {
        let body = json!({"folder": {"name": "Mine"}});
        let moved = json!({"parent_id": null});
        for reply in [
            client.get(&path).await,
            client.get(&format!("{path}/sub-folders")).await,
            client.patch(&path, &body).await,
            client.post(&format!("{path}/move"), &moved).await,
            client.delete(&path).await,
        ] {
            assert_eq!(reply.status(), 404, "{path}: {}", reply.text());
        }
    }
    let into_others = json!({"parent_id": 2});
    let refused = desk.post("/folders/1/move", &into_others).await;
    assert_eq!(refused.expect(400)["message"], "Invalid parent_id");
    assert_eq!(
        desk.get("/folders/1").await.expect(200)["folder"]["name"],
        "Checkout"
    );
}
