//! Changing and deleting many test cases at once.

use serde_json::{Value, json};

use super::desk::Desk;

#[tokio::test]
async fn many_cases_change_alike_or_not_at_all() {
    let desk = Desk::open().await;
    for name in ["A", "B", "C"] {
        let custom = json!({"name": name, "custom_fields": {"Own": name}});
        desk.done("/folders/1/test-cases", &json!({"test_case": custom}))
            .await;
    }
    let path = format!("{}/test-cases", desk.path);
    let change = |ids: Value| {
        json!({"ids": ids, "test_case": {
            "priority": "Critical", "tags": ["x"], "owner": "eve@example.com", "custom_fields": {"All": "1"},
        }})
    };

    let changed = desk
        .client
        .patch(&path, &change(json!(["TC-1", 2, "TC-1"])))
        .await;

    assert_eq!(*changed.expect(200), json!({"success": true}));
    for (id, name, priority, fields) in [
        (
            "TC-1",
            "A",
            "Critical",
            json!([{"field_name": "Own", "value": "A"}, {"field_name": "All", "value": "1"}]),
        ),
        (
            "TC-2",
            "B",
            "Critical",
            json!([{"field_name": "Own", "value": "B"}, {"field_name": "All", "value": "1"}]),
        ),
        (
            "TC-3",
            "C",
            "Medium",
            json!([{"field_name": "Own", "value": "C"}]),
        ),
    ] {
        let read = desk.get(&format!("/test-cases/{id}")).await;
        let case = &read.expect(200)["test_case"];
        assert_eq!(
            json!([case["title"], case["priority"]]),
            json!([name, priority])
        );
        assert_eq!(case["custom_fields"], fields);
    }
    let refused = desk
        .client
        .patch(&path, &change(json!(["TC-3", "TC-9"])))
        .await;
    assert_eq!(
        *refused.expect(404),
        json!({"success": false, "message": "Test case not found"})
    );
    for (body, message) in [
        (change(json!([])), "ids must name 1 to 1000 test cases"),
        (
            change(json!(vec!["TC-3"; 1001])),
            "ids must name 1 to 1000 test cases",
        ),
        (
            json!({"ids": ["TC-3"], "test_case": {"name": "All the same"}}),
            "name cannot be changed for many test cases at once",
        ),
        (
            json!({"ids": ["TC-3"], "test_case": {"priority": "Urgent"}}),
            "Invalid priority value: Urgent",
        ),
    ] {
        let refused = desk.client.patch(&path, &body).await;
        assert_eq!(refused.expect(400)["message"], message);
    }
    let third = desk.get("/test-cases/TC-3").await;
    assert_eq!(third.expect(200)["test_case"]["priority"], "Medium");
}

#[tokio::test]
async fn many_cases_are_deleted_or_none() {
    let desk = Desk::open().await;
    for name in ["A", "B", "C"] {
        desk.case_id(name).await;
    }
    let path = format!("{}/test-cases", desk.path);
    let count = async || desk.get("/test-cases").await.expect(200)["info"]["count"].clone();
    let delete = async |body: Value| {
        let json = Some("application/json");
        desk.client
            .raw("DELETE", &path, json, body.to_string().into_bytes())
            .await
    };
    assert_eq!(delete(json!({"ids": ["TC-1", "TC-9"]})).await.status(), 404);
    assert_eq!(delete(json!({"ids": [[]]})).await.status(), 400);
    assert_eq!(delete(json!({})).await.status(), 400);
    assert_eq!(count().await, 3);
    let deleted = delete(json!({"ids": ["TC-1", "TC-3"]})).await;
    assert_eq!(*deleted.expect(200), json!({"success": true}));
    assert_eq!(count().await, 1);
    assert_eq!(delete(json!({"ids": ["TC-1"]})).await.status(), 404);
}

/// The deletion of a folder locks the project, then its cases in any order: whoever locked one of them before
/// the project would wait for the deletion, and the deletion for him.
#[tokio::test]
async fn no_case_is_locked_while_a_folder_is_deleted() {
    let desk = Desk::open().await;
    let ids = [
        desk.case_id("A").await,
        desk.case_id("B").await,
        desk.case_id("C").await,
    ];
    let (deletion, connection) =
        tokio_postgres::connect(&desk.app.database_url, tokio_postgres::NoTls)
            .await
            .unwrap();
    tokio::spawn(connection);
    let path = format!("{}/test-cases", desk.path);
    for (method, body) in [
        (
            "PATCH",
            json!({"ids": ids, "test_case": {"priority": "Low"}}),
        ),
        ("DELETE", json!({"ids": ids})),
    ] {
        deletion
            .batch_execute(
                "begin; select id from projects for no key update;
                 select number from test_cases where number = 3 for update",
            )
            .await
            .unwrap();
        let body = body.to_string().into_bytes();
        let many = desk
            .client
            .raw(method, &path, Some("application/json"), body);
        let goes_on = async {
            let waiting = "select count(*) from pg_stat_activity
                 where datname = current_database() and wait_event_type = 'Lock'";
            while deletion
                .query_one(waiting, &[])
                .await
                .unwrap()
                .get::<_, i64>(0)
                == 0
            {}
            let first = "select number from test_cases where number = 1 for update nowait; commit";
            deletion.batch_execute(first).await.unwrap();
        };
        let (reply, ()) = tokio::join!(many, goes_on);
        let _ = reply.expect(200);
    }
}
