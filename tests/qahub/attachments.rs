//! Files of results: taken, refused, and never left behind.

use domain::case::RowKey;
use domain::text::Text;
use e2e::{Form, MAX_ATTACHMENT_BYTES, Reply, TestApp};
use serde_json::{Value, json};
use store::Scope;
use store::attachments::NewAttachment;
use store::catalogue::{RowSelection, RowsChange};

use super::shop::Night;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

/// `/api/v1/results/cl…/attachments` of the first row.
async fn path(night: &Night) -> String {
    let rows = night.rows().await;
    let id = rows[0]["id"].as_str().unwrap();
    format!("/api/v1/results/{id}/attachments")
}

async fn post(client: &e2e::Client, path: &str, form: Form) -> Reply {
    let content_type = Some(Form::CONTENT_TYPE);
    client.raw("POST", path, content_type, form.finish()).await
}

/// What lies in the data folder, wherever.
fn files(app: &TestApp) -> usize {
    let mut folders = vec![app.folder.path().to_owned()];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                count += 1;
            }
        }
    }
    count
}

/// How many rows a table has.
async fn rows(app: &TestApp, table: &str) -> String {
    let query = format!("select count(*)::text from {table}");
    e2e::database::text(&app.database_url, &query).await
}

async fn nothing_is_left(night: &Night) {
    assert_eq!(files(&night.app), 0);
    assert_eq!(rows(&night.app, "attachments").await, "0");
    assert_eq!(rows(&night.app, "loose_files").await, "0");
}

#[tokio::test]
async fn the_published_upload_answers_as_published() {
    let night = Night::of(&["Login"]).await;
    let path = path(&night).await;

    let form = Form::default().file("file", "screenshot.png", PNG);
    let reply = post(&night.app.bearer(), &path, form).await;

    let data = &reply.expect(201)["data"][0];
    let expected = json!({"data": [{
        "id": data["id"], "fileName": "screenshot.png", "mimeType": "image/png", "size": PNG.len(),
        "createdAt": data["createdAt"],
    }]});
    assert_eq!(*reply.json(), expected);
    assert!(data["id"].as_str().unwrap().starts_with("cl"));
    let time = data["createdAt"].as_str().unwrap();
    assert_eq!((time.len(), &time[23..]), (24, "Z"));
    assert_eq!(files(&night.app), 1);
}

#[tokio::test]
async fn every_listed_type_is_taken_and_comes_back_byte_for_byte() {
    let night = Night::of(&["Login"]).await;
    let path = path(&night).await;
    let mut webm = b"\x1A\x45\xDF\xA3\x01\0\0\0\0\0\0\x1F\x42\x86\x81\x01\x42\x82\x84webm".to_vec();
    webm.resize(300, 7);
    let sent: [(&str, &str, &[u8]); 11] = [
        ("a.png", "image/png", PNG),
        ("a.jpg", "image/jpeg", b"\xFF\xD8\xFF\xE0\0\x10JFIF\0"),
        ("a.gif", "image/gif", b"GIF89a\x01\0\x01\0"),
        ("a.webp", "image/webp", b"RIFF\x24\0\0\0WEBPVP8 "),
        ("a.svg", "image/svg+xml", b"<svg onload=\"alert(1)\"/>"),
        ("a.pdf", "application/pdf", b"%PDF-1.7\n"),
        ("a.txt", "text/plain", b"line\r\n--line\r\n"),
        ("a.json", "application/json", b"{}"),
        ("a.zip", "application/zip", b"PK\x03\x04\x14\0"),
        (
            "a.mp4",
            "video/mp4",
            b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2",
        ),
        ("a.webm", "video/webm", &webm),
    ];
    let filled =
        |form: Form, (name, _, content): &(&str, &str, &[u8])| form.file("file", name, content);
    let form = sent.iter().fold(Form::default(), filled);

    let reply = post(&night.app.bearer(), &path, form).await;

    let data = reply.expect(201)["data"].as_array().unwrap();
    assert_eq!(data.len(), sent.len());
    for (made, (name, media_type, content)) in data.iter().zip(sent) {
        assert_eq!(
            (&made["fileName"], &made["mimeType"]),
            (&json!(name), &json!(media_type))
        );
        let id = made["id"].as_str().unwrap();
        let path = format!("/api/verdict/attachments/{id}");
        let file = night.app.bearer().get(&path).await;
        assert_eq!((file.status(), file.bytes()), (200, content), "{name}");
    }
}

#[tokio::test]
async fn the_largest_file_is_taken_and_one_byte_more_is_413() {
    let night = Night::of(&["Login"]).await;
    let path = path(&night).await;
    let text = vec![b'a'; MAX_ATTACHMENT_BYTES + 1];

    let too_large = Form::default()
        .file("file", "ok.png", PNG)
        .file("file", "log.txt", &text);
    let reply = post(&night.app.bearer(), &path, too_large).await;
    let said = reply.expect(413)["error"].as_str().unwrap();
    assert_eq!(
        said,
        format!("log.txt is larger than {MAX_ATTACHMENT_BYTES} bytes")
    );
    nothing_is_left(&night).await;

    let largest = Form::default().file("file", "log.txt", &text[1..]);
    let reply = post(&night.app.bearer(), &path, largest).await;
    assert_eq!(reply.expect(201)["data"][0]["size"], MAX_ATTACHMENT_BYTES);
}

#[tokio::test]
async fn a_refused_form_leaves_nothing() {
    let night = Night::of(&["Login"]).await;
    let path = path(&night).await;
    let good = || Form::default().file("file", "good.png", PNG);
    let many = (0..21).fold(Form::default(), |form, _| form.file("file", "a.txt", b"a"));
    for (form, status, message) in [
        (Form::default(), 400, "a file is required"),
        (
            Form::default().field("comment", "none"),
            400,
            "a file is required",
        ),
        (
            Form::default().file("files", "a.png", PNG),
            400,
            "a file is required",
        ),
        (good().field("file", "no name"), 400, "must be a file"),
        (
            good().file("file", "..", b"a"),
            400,
            "must have a file name",
        ),
        (many, 400, "at most 20 parts"),
        (
            good().file("file", "page.html", b"<html>"),
            415,
            "page.html is none of",
        ),
        (
            good().file("file", "noextension", PNG),
            415,
            "noextension is none of",
        ),
        (
            good().file("file", "run.sh", b"#!/bin/sh"),
            415,
            "run.sh is none of",
        ),
        (
            good().file("file", "fake.png", b"<html>"),
            415,
            "fake.png is none of",
        ),
        (
            good().file("file", "empty.png", b""),
            415,
            "empty.png is none of",
        ),
        (
            good().file("file", "binary.txt", b"MZ\0\0"),
            415,
            "binary.txt is none of",
        ),
        (
            good().file("file", "page.svg", b"<html><svg/>"),
            415,
            "page.svg is none of",
        ),
    ] {
        let reply = post(&night.app.bearer(), &path, form).await;
        let said = reply.expect(status)["error"]
            .as_str()
            .unwrap()
            .to_lowercase();
        assert!(said.contains(message), "{said}");
        nothing_is_left(&night).await;
    }
}

#[tokio::test]
async fn what_is_no_form_is_refused() {
    let night = Night::of(&["Login"]).await;
    let path = path(&night).await;
    let client = night.app.bearer();
    let whole = Form::default().file("file", "a.png", PNG).finish();
    let cut = whole[..whole.len() - 20].to_vec();
    for (content_type, body, status) in [
        (Some("application/json"), b"{}".to_vec(), 415),
        (
            Some("application/x-www-form-urlencoded"),
            b"file=a".to_vec(),
            415,
        ),
        (None, whole.clone(), 415),
        (Some("multipart/form-data"), whole.clone(), 400),
        (
            Some("multipart/form-data; boundary=other"),
            whole.clone(),
            400,
        ),
        (Some(Form::CONTENT_TYPE), cut, 400),
        (Some(Form::CONTENT_TYPE), b"not a form".to_vec(), 400),
        (Some(Form::CONTENT_TYPE), Vec::new(), 400),
    ] {
        let reply = client.raw("POST", &path, content_type, body).await;
        assert!(
            reply.expect(status)["error"].is_string(),
            "{content_type:?}"
        );
        nothing_is_left(&night).await;
    }
}

#[tokio::test]
async fn a_name_is_shown_and_never_used_as_a_path() {
    let night = Night::of(&["Login"]).await;
    let path = path(&night).await;
    let form = Form::default()
        .file("file", "../../../escaped.txt", b"a")
        .file("file", "C:\\\\tmp\\\\shot.png", PNG)
        .file("file", "naïve 試験.txt", b"b");

    let reply = post(&night.app.bearer(), &path, form).await;

    let data = reply.expect(201)["data"].as_array().unwrap();
    let names: Vec<&Value> = data.iter().map(|it| &it["fileName"]).collect();
    assert_eq!(names, ["escaped.txt", "shot.png", "naïve 試験.txt"]);
    assert_eq!(files(&night.app), 3);
}

#[tokio::test]
async fn unknown_results_and_keys_are_refused_before_the_form_is_read() {
    let night = Night::of(&["Login"]).await;
    let good = path(&night).await;
    let row = domain::spelling::RowReference::parse(good.split('/').nth(4).unwrap()).unwrap();
    let other_case = domain::number::CaseNumber::new(999).unwrap();
    let no_row = domain::spelling::RowReference {
        key: domain::case::RowKey::first_of(other_case),
        ..row
    };
    let no_run = domain::spelling::RowReference {
        run: night.shop.cases[0].opaque,
        ..row
    };
    for id in ["clresult001", "7", &no_row.cuid(), &no_run.cuid()] {
        let path = format!("/api/v1/results/{id}/attachments");
        let client = night.app.bearer();
        let reply = client
            .raw("POST", &path, Some("text/csv"), b"x".to_vec())
            .await;
        assert_eq!(*reply.expect(404), json!({"error": "Result not found"}));
    }
    let form = || Form::default().file("file", "a.png", PNG);
    let reader = night.app.limited(&[Scope::Read]).await;
    let _ = post(&reader, &good, form()).await.expect(403);
    let _ = post(&night.app.anonymous(), &good, form())
        .await
        .expect(401);
    let writer = night.app.limited(&[Scope::Write]).await;
    assert_eq!(post(&writer, &good, form()).await.status(), 201);
    let reply = night.app.bearer().get(&good).await;
    let _ = reply.expect(405);
    assert_eq!(reply.header("allow"), Some("POST"));
}

#[tokio::test]
async fn what_a_killed_server_left_is_swept_and_what_is_attached_stays() {
    let night = Night::of(&["Login"]).await;
    let form = Form::default().file("file", "a.png", PNG);
    let reply = post(&night.app.bearer(), &path(&night).await, form).await;
    let kept = reply.expect(201)["data"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let (store, folder) = (&night.app.store, &night.app.files);
    // One file was whole, one was being written, and one was not begun when the server was killed.
    let keys = store.reserve_files(&night.run, 3).await.unwrap();
    let mut whole = folder.create(keys[0]).await.unwrap();
    whole.write("abc".into()).await.unwrap();
    whole.finish().await.unwrap();
    let mut begun = folder.create(keys[1]).await.unwrap();
    begun.write("abc".into()).await.unwrap();
    std::mem::forget(begun);
    assert_eq!(files(&night.app), 3);

    assert_eq!(store.sweep_files(folder).await.unwrap(), 0);
    assert_eq!(files(&night.app), 3, "an upload may take a day");

    let a_day_later = "with later as (
            update loose_files set removable_at = removable_at - interval '1 day' returning 1
        ) select count(*)::text from later";
    let database = &night.app.database_url;
    assert_eq!(e2e::database::text(database, a_day_later).await, "3");
    assert_eq!(store.sweep_files(folder).await.unwrap(), 3);
    assert_eq!(
        (files(&night.app), rows(&night.app, "loose_files").await),
        (1, "0".to_owned())
    );
    let path = format!("/api/verdict/attachments/{kept}");
    assert_eq!(night.app.bearer().get(&path).await.bytes(), PNG);
}

#[tokio::test]
async fn an_upload_to_a_row_that_is_taken_out_meanwhile_comes_to_nothing() {
    let night = Night::of(&["Login"]).await;
    let (store, who) = (&night.app.store, &night.shop.who);
    let row = RowKey::first_of(night.shop.cases[0].number);
    let reserved = store.reserve_files(&night.run, 1).await.unwrap();
    let written = NewAttachment {
        file: reserved[0],
        file_name: Text::new("a.png".to_owned()).unwrap(),
        media_type: "image/png",
        size: 0,
    };
    let change = RowsChange {
        removed: vec![RowSelection::Row(row)],
        ..RowsChange::default()
    };
    store.change_rows(&night.run, change).await.unwrap();

    let attached = store.attach(who, &night.run, row, &reserved, vec![written]);
    assert!(attached.await.unwrap().is_none());
    assert_eq!(rows(&night.app, "attachments").await, "0");
    assert_eq!(rows(&night.app, "loose_files").await, "1", "it is swept");
}
