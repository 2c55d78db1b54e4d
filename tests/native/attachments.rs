//! Files of results, listed and downloaded.

use domain::number::ResultNumber;
use domain::spelling::{RowReference, attempt_uuid, cuid};
use e2e::{Form, TestApp};
use serde_json::{Value, json};
use store::Scope;

/// A run with one result, to which two files were attached; with the id of its row.
async fn attached(app: &TestApp) -> (store::Located<store::locate::Run>, String) {
    let shop = app.seed("Shop", &["Login"]).await;
    let run = app.run(&shop, "Nightly").await;
    let path = format!("/api/v1/runs/{}/results", cuid(run.opaque));
    let body = json!({"results": [{"test_case_code": "TC-001", "status": "FAILED"}]});
    let reply = app.bearer().post(&path, &body).await;
    let row = reply.expect(201)["data"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let form = Form::default()
        .file("file", "é.svg", b"<svg onload=\"alert(1)\"/>")
        .file("file", "log.txt", b"started\n");
    let path = format!("/api/v1/results/{row}/attachments");
    let reply = app
        .bearer()
        .raw("POST", &path, Some(Form::CONTENT_TYPE), form.finish())
        .await;
    let _ = reply.expect(201);
    (run, row)
}

#[tokio::test]
async fn attachments_are_listed_by_every_id_of_their_result() {
    let app = TestApp::start().await;
    let (run, row) = attached(&app).await;
    let path = format!("/api/verdict/results/{row}/attachments");
    let listed = app.bearer().get(&path).await;
    let list = listed.expect(200)["attachments"].as_array().unwrap();
    let expected = |entry: &Value, name: &str, media_type: &str, size: u64| {
        let id = entry["id"].as_str().unwrap();
        json!({
            "id": id, "file_name": name, "media_type": media_type, "size": size,
            "created_by": "ann@localhost", "created_at": entry["created_at"],
            "url": format!("{}/api/verdict/attachments/{id}", app.url),
        })
    };
    assert_eq!(list[0], expected(&list[0], "é.svg", "image/svg+xml", 24));
    assert_eq!(list[1], expected(&list[1], "log.txt", "text/plain", 8));

    let seq = domain::number::Seq::new(1).unwrap();
    let number = ResultNumber::new(run.number, seq).get();
    let prefixed = RowReference::parse(&row).unwrap().prefixed();
    let attempt = attempt_uuid(run.opaque, seq);
    for (id, query) in [
        (number.to_string(), ""),
        (prefixed, ""),
        (attempt.to_string(), "?run=TR-1"),
    ] {
        let path = format!("/api/verdict/results/{id}/attachments{query}");
        let reply = app.bearer().get(&path).await;
        assert_eq!(reply.expect(200), listed.json(), "{id}");
    }
}

#[tokio::test]
async fn a_download_is_nothing_that_a_browser_runs() {
    let app = TestApp::start().await;
    let (_, row) = attached(&app).await;
    let listed = app
        .bearer()
        .get(&format!("/api/verdict/results/{row}/attachments"))
        .await;
    let path = |place: usize| {
        let url = listed.expect(200)["attachments"][place]["url"]
            .as_str()
            .unwrap();
        url.strip_prefix(&app.url).unwrap().to_owned()
    };
    for (place, content, content_type, disposition) in [
        (
            0,
            &b"<svg onload=\"alert(1)\"/>"[..],
            "application/octet-stream",
            "attachment; filename=\"_.svg\"; filename*=UTF-8''%C3%A9.svg",
        ),
        (
            1,
            b"started\n",
            "text/plain; charset=utf-8",
            "attachment; filename=\"log.txt\"",
        ),
    ] {
        let file = app.bearer().get(&path(place)).await;
        assert_eq!((file.status(), file.bytes()), (200, content));
        for (header, expected) in [
            ("content-type", content_type),
            ("content-disposition", disposition),
            ("x-content-type-options", "nosniff"),
            ("content-security-policy", "sandbox; default-src 'none'"),
            ("cache-control", "private"),
            ("content-length", &content.len().to_string()),
        ] {
            assert_eq!(file.header(header), Some(expected));
        }
    }
}

#[tokio::test]
async fn unknown_ids_and_keys_that_may_not_read_are_refused() {
    let app = TestApp::start().await;
    let (run, row) = attached(&app).await;
    let listed = format!("/api/verdict/results/{row}/attachments");
    let reply = app.bearer().get(&listed).await;
    let known = reply.expect(200)["attachments"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let unknown = domain::spelling::AttachmentReference {
        run: run.opaque,
        file: uuid::Uuid::new_v4(),
    };
    for id in [
        "clattach001",
        "1",
        &row,
        &unknown.cuid(),
        &known[..known.len() - 1],
    ] {
        let reply = app
            .bearer()
            .get(&format!("/api/verdict/attachments/{id}"))
            .await;
        let expected = json!({"error": {"code": "not_found", "message": "Attachment not found"}});
        assert_eq!(*reply.expect(404), expected, "{id}");
    }
    for id in ["1", "clresult001", "4194306"] {
        let reply = app
            .bearer()
            .get(&format!("/api/verdict/results/{id}/attachments"))
            .await;
        assert_eq!(
            reply.expect(404)["error"]["message"],
            "Result not found",
            "{id}"
        );
    }
    let writer = app.limited(&[Scope::Write]).await;
    for path in [&listed, &format!("/api/verdict/attachments/{known}")] {
        let _ = writer.get(path).await.expect(403);
        let _ = app.anonymous().get(path).await.expect(401);
        assert_eq!(
            app.limited(&[Scope::Read]).await.get(path).await.status(),
            200
        );
    }
}
