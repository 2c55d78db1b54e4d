//! Statuses of the organization's own.

use e2e::TestApp;
use serde_json::{Value, json};
use store::Scope;

const PATH: &str = "/api/verdict/statuses";

async fn listed(app: &TestApp) -> Value {
    let reply = app.bearer().get(PATH).await;
    reply.expect(200)["statuses"].clone()
}

#[tokio::test]
async fn a_status_is_made_changed_and_retired() {
    let app = TestApp::start().await;
    let client = app.bearer();
    let body = json!({"name": "Flaky", "colour": "#a1b2c3", "counts_as": "retest"});

    let made = client.post(PATH, &body).await;

    let expected = json!({
        "number": 1, "name": "Flaky", "colour": "#A1B2C3", "counts_as": "retest", "retired": false,
    });
    assert_eq!(*made.expect(201), expected);
    let body = json!({"name": "Known bug", "counts_as": "timed_out"});
    let second = client.post(PATH, &body).await;
    assert_eq!(
        (&second.expect(201)["number"], &second.json()["colour"]),
        (&json!(2), &json!("#9CA3AF"))
    );

    let change = json!({"name": "Unstable", "counts_as": "retest"});
    let changed = client.patch(&format!("{PATH}/1"), &change).await;
    let expected = json!({
        "number": 1, "name": "Unstable", "colour": "#A1B2C3", "counts_as": "retest", "retired": false,
    });
    assert_eq!(*changed.expect(200), expected);

    let gone = client.delete(&format!("{PATH}/1")).await;
    assert_eq!((gone.status(), gone.text()), (204, ""));
    let missing = json!({"error": {"code": "not_found", "message": "Status not found"}});
    assert_eq!(
        *client.delete(&format!("{PATH}/1")).await.expect(404),
        missing
    );
    assert_eq!(
        *client
            .patch(&format!("{PATH}/1"), &json!({}))
            .await
            .expect(404),
        missing
    );
    // Its name is free again; its number is not.
    let made = client
        .post(PATH, &json!({"name": "unstable", "counts_as": "failed"}))
        .await;
    assert_eq!(made.expect(201)["number"], 3);
    let all = listed(&app).await;
    let read = all.as_array().unwrap().iter();
    let read: Vec<Value> = read.map(|it| json!([it["name"], it["retired"]])).collect();
    assert_eq!(
        read,
        [
            json!(["Unstable", true]),
            json!(["Known bug", false]),
            json!(["unstable", false])
        ]
    );
}

#[tokio::test]
async fn a_refused_status_is_not_made_and_a_refused_change_changes_nothing() {
    let app = TestApp::start().await;
    let client = app.bearer();
    for name in ["Flaky", "Odd"] {
        let made = client
            .post(PATH, &json!({"name": name, "counts_as": "retest"}))
            .await;
        assert_eq!(made.status(), 201);
    }
    let before = listed(&app).await;
    let canonical = "untested, in_progress, passed, failed, broken, blocked, skipped, retest, timed_out, unknown";
    for (body, status, message) in [
        (
            json!({"counts_as": "failed"}),
            400,
            "name is required".to_owned(),
        ),
        (
            json!({"name": " ", "counts_as": "failed"}),
            400,
            "name must not be empty".to_owned(),
        ),
        (
            json!({"name": " a", "counts_as": "failed"}),
            400,
            "name must not begin or end with a space".to_owned(),
        ),
        (
            json!({"name": "In Progress", "counts_as": "passed"}),
            400,
            "name must not be that of a canonical status: In Progress".to_owned(),
        ),
        (
            json!({"name": "New"}),
            400,
            "counts_as is required".to_owned(),
        ),
        (
            json!({"name": "New", "counts_as": "green"}),
            400,
            format!("counts_as must be one of {canonical}"),
        ),
        (
            json!({"name": "New", "counts_as": "failed", "colour": "red"}),
            400,
            "colour must be # and six hexadecimal digits".to_owned(),
        ),
        (
            json!({"name": "fLAKY", "counts_as": "failed"}),
            409,
            "Another status has this name".to_owned(),
        ),
    ] {
        let reply = client.post(PATH, &body).await;
        assert_eq!(reply.expect(status)["error"]["message"], message, "{body}");
    }
    for (body, status, message) in [
        (json!({"name": "odd"}), 409, "Another status has this name"),
        (
            json!({"name": "passed"}),
            400,
            "name must not be that of a canonical status: passed",
        ),
        (
            json!({"colour": "#12345"}),
            400,
            "colour must be # and six hexadecimal digits",
        ),
        (
            json!({"counts_as": "failed"}),
            409,
            "counts_as cannot be changed: make another status",
        ),
    ] {
        let reply = client.patch(&format!("{PATH}/1"), &body).await;
        assert_eq!(reply.expect(status)["error"]["message"], message, "{body}");
    }
    for path in ["0", "7", "99999999999", "x"] {
        let reply = client
            .patch(&format!("{PATH}/{path}"), &json!({"name": "New"}))
            .await;
        assert_eq!(reply.status(), 404, "{path}");
    }
    assert_eq!(listed(&app).await, before);
}

#[tokio::test]
async fn statuses_are_the_organizations_and_their_administrators() {
    let app = TestApp::start().await;
    let body = json!({"name": "Flaky", "counts_as": "retest"});
    assert_eq!(app.bearer().post(PATH, &body).await.status(), 201);
    let writer = app.limited(&[Scope::Read, Scope::Write]).await;
    assert_eq!(writer.get(PATH).await.status(), 200);
    for reply in [
        writer.post(PATH, &body).await,
        writer
            .patch(&format!("{PATH}/1"), &json!({"name": "Mine"}))
            .await,
        writer.delete(&format!("{PATH}/1")).await,
    ] {
        assert_eq!(reply.expect(403)["error"]["code"], "forbidden");
    }
    assert_eq!(listed(&app).await[0]["name"], "Flaky");
}

#[tokio::test]
async fn one_name_is_given_once_however_many_ask_at_once() {
    let app = TestApp::start().await;
    let client = app.bearer();
    let body = json!({"name": "Flaky", "counts_as": "retest"});
    let replies = futures::future::join_all((0..8).map(|_| client.post(PATH, &body))).await;
    let made = replies.iter().filter(|it| it.status() == 201).count();
    let refused = replies.iter().filter(|it| it.status() == 409).count();
    assert_eq!((made, refused), (1, 7));
}
