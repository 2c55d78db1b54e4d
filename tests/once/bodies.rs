//! Keys and bodies that are none, forms, and answers that are too large.

use e2e::{Form, TestApp};
use serde_json::json;

use super::{Bench, is_again};

#[tokio::test]
async fn a_key_that_is_none_is_refused_and_reads_take_any() {
    let bench = Bench::new().await;
    let longest = "k".repeat(255);
    for bad in ["", "a b", &"k".repeat(256)] {
        let reply = bench.post(bad, "paid").await;
        assert_eq!(reply.expect(400)["success"], false, "{bad:?}");
        let client = bench.app.basic().header("Idempotency-Key", bad);
        let read = client.get("/api/v2/projects").await;
        assert_eq!(read.status(), 200, "{bad:?}");
    }
    assert_eq!(bench.results().await, 0);
    assert_eq!(bench.post(&longest, "paid").await.status(), 200);
    assert!(is_again(&bench.post(&longest, "paid").await));
}

#[tokio::test]
async fn who_may_not_write_is_refused_before_the_key_is_looked_at() {
    let bench = Bench::new().await;
    assert_eq!(bench.post("one", "paid").await.status(), 200);
    let reader = bench.app.limited(&[store::Scope::Read]).await;
    assert_eq!(bench.post_with(&reader, "one", "paid").await.status(), 403);
    let nobody = bench.app.with_key("nobody");
    assert_eq!(bench.post_with(&nobody, "", "paid").await.status(), 401);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_after_what_the_path_names() {
    let app = TestApp::with_max_body(1_000).await;
    let bench = Bench::on(app).await;
    let long = "x".repeat(1_000);
    assert_eq!(bench.post("one", &long).await.status(), 413);
    let client = bench.app.basic().header("Idempotency-Key", "one");
    let path = "/api/v2/projects/PR-77/test-runs/TR-1/results";
    let reply = client.post(path, &bench.result(&long)).await;
    assert_eq!(reply.status(), 404, "{}", reply.text());
    // A route that reads no body takes none that is too large all the same.
    let path = format!("{}/close", bench.path);
    let reply = client.post(&path, &json!({ "note": long })).await;
    assert_eq!(reply.status(), 413, "{}", reply.text());
    assert_eq!(
        bench.post("one", "paid").await.status(),
        200,
        "nothing was kept, or closed"
    );
}

/// It is taken in before the handler reads it, and takes up room once.
#[tokio::test]
async fn a_body_may_take_up_all_the_room_for_bodies() {
    let app = TestApp::with(|app| {
        app.max_body_bytes = 4_000;
        app.max_buffered_bytes = 4_000;
    })
    .await;
    let bench = Bench::on(app).await;
    for (key, note) in [("one", 2_300), ("two", 2_400)] {
        let reply = bench.post(key, &"x".repeat(note)).await;
        assert_eq!(reply.status(), 200, "{}", reply.text());
    }
    assert_eq!(bench.results().await, 2);
}

#[tokio::test]
async fn an_answer_that_is_too_large_to_be_kept_is_refused_and_nothing_is_done() {
    let app = TestApp::with_max_body(400).await;
    let bench = Bench::on(app).await;
    let client = bench.app.basic();
    let folder = json!({"folder": {"name": "Checkout"}});
    let made = client.post("/api/v2/projects/PR-1/folders", &folder).await;
    let path = format!(
        "/api/v2/projects/PR-1/folders/{}/test-cases",
        made.expect(200)["folder"]["id"]
    );
    let case = json!({"test_case": {"name": "Pay by card"}});
    let cases = async || {
        let listed = client.get("/api/v2/projects/PR-1/test-cases").await;
        listed.expect(200)["info"]["count"].clone()
    };
    let before = cases().await;
    let keyed = bench.app.basic().header("Idempotency-Key", "one");
    let refused = keyed.post(&path, &case).await;
    assert_eq!(refused.expect(400)["success"], false);
    assert_eq!(cases().await, before);
    let made = client.post(&path, &case).await;
    assert!(made.text().len() > 400, "{}", made.text());
    assert_eq!(made.status(), 200, "{}", made.text());
}

#[tokio::test]
async fn a_form_that_is_written_anew_is_the_same() {
    let bench = Bench::new().await;
    assert_eq!(bench.post("one", "paid").await.status(), 200);
    let rows = bench.app.bearer().get("/v1/runs/TR-1/results").await;
    let row = rows.expect(200)["data"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/api/v1/results/{row}/attachments");
    let client = bench.app.bearer().header("Idempotency-Key", "files");
    let send = async |boundary: &str, text: &str| {
        let form = Form::default()
            .file("file", "log.txt", text.as_bytes())
            .finish();
        let form = String::from_utf8(form).unwrap();
        let (_, usual) = Form::CONTENT_TYPE.split_once("boundary=").unwrap();
        let kind = format!("multipart/form-data; boundary={boundary}");
        let body = form.replace(usual, boundary).into_bytes();
        client.raw("POST", &path, Some(&kind), body).await
    };
    let first = send("xyz", "paid\n").await;
    assert_eq!(first.status(), 201, "{}", first.text());
    let again = send("12345", "paid\n").await;
    assert!(is_again(&again), "{}", again.text());
    assert_eq!(again.text(), first.text());
    assert_eq!(send("xyz", "paid twice\n").await.status(), 422);
    // The text of a boundary is left out where it parts the form, and nowhere else.
    for text in ["paid xyz\n", "paid --xyz\n", "xyzpaid\n", "--xyz paid\n"] {
        assert_eq!(send("xyz", text).await.status(), 422, "{text:?}");
    }
    let results = bench
        .app
        .basic()
        .get(&format!("{}/results", bench.path))
        .await;
    let id = &results.expect(200)["test_results"][0]["id"];
    let listed = format!("/api/verdict/results/{id}/attachments");
    let listed = bench.app.bearer().get(&listed).await;
    assert_eq!(
        listed.expect(200)["attachments"].as_array().map(Vec::len),
        Some(1)
    );
}

#[tokio::test]
async fn a_large_form_waits_on_the_disk_and_comes_whole() {
    let bench = Bench::new().await;
    let path = bench.attachments().await;
    let client = bench.app.bearer().header("Idempotency-Key", "files");
    let texts = [1, 2, 3].map(|fill| format!("{fill}\n").repeat(100_000));
    let form = texts.iter().fold(Form::default(), |form, text| {
        form.file("file", "log.txt", text.as_bytes())
    });
    let body = form.finish();
    for again in [false, true] {
        let sent = client.raw("POST", &path, Some(Form::CONTENT_TYPE), body.clone());
        let sent = sent.await;
        assert_eq!(
            (sent.status(), is_again(&sent)),
            (201, again),
            "{}",
            sent.text()
        );
        let files = sent.json()["data"].as_array().unwrap();
        for (file, text) in files.iter().zip(&texts) {
            let id = file["id"].as_str().unwrap();
            let read = bench.app.bearer();
            let read = read.get(&format!("/api/verdict/attachments/{id}")).await;
            assert_eq!(read.text(), text);
        }
    }
    let files = std::fs::read_dir(bench.app.folder.path()).unwrap();
    assert_eq!(
        files.count(),
        1,
        "the project's folder, and nothing beside it"
    );
}

#[tokio::test]
async fn a_file_that_is_removed_under_a_key_is_left_to_the_sweep() {
    let bench = Bench::new().await;
    let posted = bench.post("one", "paid").await;
    let id = posted.expect(200)["test-result"]["id"].clone();
    let project = format!("/api/v2/projects/PR-{}", bench.shop.project.number.get());
    let files = format!("{project}/test-results/{id}/attachments");
    let rows = bench.app.bearer().get("/v1/runs/TR-1/results").await;
    let row = rows.expect(200)["data"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let form = Form::default().file("file", "log.txt", b"paid\n").finish();
    let path = format!("/api/v1/results/{row}/attachments");
    let made = bench.app.bearer();
    let made = made
        .raw("POST", &path, Some(Form::CONTENT_TYPE), form)
        .await;
    assert_eq!(made.status(), 201, "{}", made.text());
    let listed = format!("/api/verdict/results/{id}/attachments");
    let listed = bench.app.bearer().get(&listed).await;
    let file = listed.expect(200)["attachments"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();

    let client = bench.app.basic().header("Idempotency-Key", "remove");
    for again in [false, true] {
        let removed = client.delete(&format!("{files}/{file}")).await;
        assert!((200..300).contains(&removed.status()), "{}", removed.text());
        assert_eq!(is_again(&removed), again);
    }
    let gone = bench
        .app
        .bearer()
        .get(&format!("/api/verdict/attachments/{file}"))
        .await;
    assert_eq!(gone.status(), 404);
    // Beside it lie the places that the upload reserved and did not use, for a day.
    assert_eq!(
        bench.app.store.sweep_files(&bench.app.files).await.unwrap(),
        1
    );
}
