//! Files of results.

use e2e::{Client, Form, Reply};
use serde_json::{Value, json};

use super::desk::Desk;
use super::others::stranger;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

/// A failed result; answers its run and its number.
async fn result(desk: &Desk) -> (String, Value) {
    let case = desk.case_id("Login").await;
    let run = desk.run(&[&case], &[]).await;
    let body = json!({"test_case_id": case, "test_result": {"status": "failed"}});
    let made = desk.post(&format!("{run}/results"), &body).await;
    let id = made.expect(200)["test-result"]["id"].clone();
    (run, id)
}

async fn send(client: &Client, path: &str, form: Form) -> Reply {
    let content_type = Some(Form::CONTENT_TYPE);
    client.raw("POST", path, content_type, form.finish()).await
}

#[tokio::test]
async fn a_file_is_attached_listed_downloaded_and_deleted() {
    let desk = Desk::open().await;
    let (_, id) = result(&desk).await;
    let path = format!("{}/test-results/{id}/attachments", desk.path);

    let form = Form::default().file("file", "shot.png", PNG);
    let reply = send(&desk.client, &format!("{path}?inline=true"), form).await;

    let attached = reply.expect(200)["attachment"].clone();
    assert_eq!(reply.json()["success"], true);
    for (key, expected) in [
        ("name", json!("shot.png")),
        ("filename", json!("shot.png")),
        ("size", json!(PNG.len())),
        ("file_size", json!(PNG.len())),
        ("content_type", json!("image/png")),
    ] {
        assert_eq!(attached[key], expected, "{key}");
    }
    let number = attached["id"].as_i64().unwrap();
    assert!((1..1 << 53).contains(&number));
    let listed = desk.client.get(&path).await;
    assert_eq!(listed.expect(200)["attachments"], json!([attached]));
    assert_eq!(listed.json()["info"]["count"], 1);
    let url = attached["url"].as_str().unwrap();
    let file = url.strip_prefix(&desk.app.url).unwrap();
    let downloaded = desk.client.get(file).await;
    assert_eq!((downloaded.status(), downloaded.bytes()), (200, PNG));

    let one = format!("{path}/{number}");
    let deleted = desk.client.delete(&one).await;
    assert_eq!(*deleted.expect(200), json!({"success": true}));
    let missing = json!({"success": false, "message": "Attachment not found"});
    assert_eq!(*desk.client.delete(&one).await.expect(404), missing);
    assert_eq!(desk.client.get(file).await.status(), 404);
    let listed = desk.client.get(&path).await;
    assert_eq!(listed.expect(200)["attachments"], json!([]));
    // Nor is the file on disk: one that is loose would be named until it is removed.
    let left =
        "select (select count(*) from attachments) || ' ' || (select count(*) from loose_files)";
    assert_eq!(
        e2e::database::text(&desk.app.database_url, left).await,
        "0 0"
    );
}

#[tokio::test]
async fn the_files_of_a_row_are_those_of_all_its_results_and_the_row_of_none_else() {
    let desk = Desk::open().await;
    let (run, first) = result(&desk).await;
    let rows = desk.get(&format!("{run}/test-cases")).await;
    let case = rows.expect(200)["test_cases"][0]["identifier"].clone();
    let body = json!({"test_case_id": case, "test_result": {"status": "passed"}});
    let made = desk.post(&format!("{run}/results"), &body).await;
    let second = made.expect(200)["test-result"]["id"].clone();
    let path = |id: &Value| format!("{}/test-results/{id}/attachments", desk.path);
    let form = Form::default()
        .file("file", "a.png", PNG)
        .file("file", "b.png", PNG);
    let sent = send(&desk.client, &path(&first), form).await;
    assert_eq!(sent.expect(200)["attachments"].as_array().unwrap().len(), 2);

    let listed = desk.client.get(&path(&second)).await;
    let names: Vec<&Value> = listed.expect(200)["attachments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["name"])
        .collect();
    assert_eq!(names, ["a.png", "b.png"]);
    // A file of one row is none of another's, whatever its id.
    let (_, other) = result(&desk).await;
    let id = &listed.json()["attachments"][0]["id"];
    let foreign = desk.client.delete(&format!("{}/{id}", path(&other))).await;
    assert_eq!(foreign.expect(404)["message"], "Attachment not found");
    let again = desk.client.get(&path(&first)).await;
    assert_eq!(again.expect(200)["info"]["count"], 2);
}

#[tokio::test]
async fn what_is_refused_leaves_nothing() {
    let desk = Desk::open().await;
    let (_, id) = result(&desk).await;
    let path = format!("{}/test-results/{id}/attachments", desk.path);
    for (form, status) in [
        (Form::default(), 400),
        (Form::default().field("name", "x"), 400),
        (Form::default().file("file", "a.exe", b"MZ"), 415),
        (
            Form::default()
                .file("file", "a.png", PNG)
                .file("file", "b.png", b"text"),
            415,
        ),
        (
            Form::default().file("file", "a.txt", &vec![b'x'; e2e::MAX_ATTACHMENT_BYTES + 1]),
            413,
        ),
    ] {
        let reply = send(&desk.client, &path, form).await;
        assert_eq!(reply.expect(status)["success"], false);
    }
    let listed = desk.client.get(&path).await;
    assert_eq!(listed.expect(200)["attachments"], json!([]));
    for missing in ["1", "0", "-1", "x", "9007199254740993"] {
        let path = format!("{}/test-results/{missing}/attachments", desk.path);
        let reply = desk.client.get(&path).await;
        assert_eq!(
            *reply.expect(404),
            json!({"success": false, "message": "Result not found"})
        );
    }
    let bank = desk.second("Bank").await;
    let elsewhere = format!("{}/test-results/{id}/attachments", bank.path);
    assert_eq!(desk.client.get(&elsewhere).await.status(), 404);
    let stranger = stranger(&desk.app).await;
    assert_eq!(stranger.get(&path).await.status(), 404);
}
