//! Every part of a result, written through each dialect that has it and looked for through all.

use api::{Part, Says, says};
use e2e::{Form, TestApp};
use serde_json::{Value, json};

/// A run with one result that says all that its dialect can.
struct Written {
    project: String,
    run: String,
    row: String,
}

/// Seconds that no clock, count or id here has.
const ELAPSED: f64 = 7654.0;

/// What a part was written as: texts that contain this, or the number.
fn sign(part: Part) -> &'static str {
    match part {
        Part::Note => "a sign in the note",
        Part::Elapsed => "",
        Part::Issue => "SIGN-1",
        Part::MoreIssues => "SIGN-2",
        Part::Fields => "a sign in a field",
        Part::Message => "a sign in the message",
        Part::Trace => "a sign in the trace",
        Part::Steps => "a sign in a step",
        Part::Environment => "SignOS",
        Part::Framework => "sign-framework",
        Part::ExecutedAt => "2026-02-03T04:05:06",
        Part::File => "tests/sign.py",
        Part::Scopes => "Sign scope",
        Part::Tags => "sign-tag",
        Part::Metadata => "a sign in the metadata",
        Part::Hooks => "0b6a1c20-6d3b-5a1c-9f7f-e2f24f0f7d81",
        Part::Attachments => "sign.txt",
    }
}

fn shows(value: &Value, part: Part) -> bool {
    match value {
        Value::Null | Value::Bool(_) => false,
        Value::Number(number) => {
            let seconds = number.as_f64();
            part == Part::Elapsed && [Some(ELAPSED), Some(ELAPSED * 1000.0)].contains(&seconds)
        }
        Value::String(text) => part != Part::Elapsed && text.contains(sign(part)),
        Value::Array(items) => items.iter().any(|item| shows(item, part)),
        Value::Object(fields) => {
            fields.values().any(|field| shows(field, part))
                || fields
                    .keys()
                    .any(|key| part != Part::Elapsed && key.contains(sign(part)))
        }
    }
}

async fn seeded(app: &TestApp, dialect: &str) -> Written {
    let shop = app.seed(&format!("Parts of {dialect}"), &["Login"]).await;
    let run = app.run(&shop, "Signs").await;
    let mut written = Written {
        project: format!("PR-{}", shop.project.number),
        run: format!("TR-{}", run.number),
        row: String::new(),
    };
    written.row = first_row(app, &written.run).await;
    written
}

async fn first_row(app: &TestApp, run: &str) -> String {
    let rows = app.bearer().get(&format!("/v1/runs/{run}/results")).await;
    rows.expect(200)["data"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn write(app: &TestApp, dialect: &str) -> Written {
    match dialect {
        "browserstack" => browserstack(app).await,
        "reporting" => reporting(app).await,
        "testably" => testably(app).await,
        "qahub" => qahub(app).await,
        other => panic!("{other} writes nothing"),
    }
}

async fn browserstack(app: &TestApp) -> Written {
    let written = seeded(app, "browserstack").await;
    let rows = format!(
        "/api/v2/projects/{}/test-runs/{}/test-cases",
        written.project, written.run
    );
    let rows = app.basic().get(&rows).await;
    let body = json!({
        "test_case_id": rows.expect(200)["test_cases"][0]["identifier"],
        "test_result": {
            "status": "failed",
            "description": sign(Part::Note),
            "issues": [sign(Part::Issue), sign(Part::MoreIssues)],
            "custom_fields": { "Sign": sign(Part::Fields) },
            "elapsed_time": ELAPSED,
            "step_results": [{ "step_index": 1, "status": "failed", "description": sign(Part::Steps) }],
        },
    });
    let path = format!(
        "/api/v2/projects/{}/test-runs/{}/results",
        written.project, written.run
    );
    let _ = app.basic().post(&path, &body).await.expect(200);
    written
}

async fn testably(app: &TestApp) -> Written {
    let written = seeded(app, "testably").await;
    let body = json!({ "status": "failed", "note": sign(Part::Note), "elapsed": 7654 });
    let path = format!("/v1/runs/{}/results/{}", written.run, written.row);
    let _ = app.bearer().put(&path, &body).await.expect(200);
    written
}

async fn qahub(app: &TestApp) -> Written {
    let written = seeded(app, "qahub").await;
    let path = format!("/api/v1/runs/{}/results", written.run);
    let rows = app.bearer().get(&path).await;
    let body = json!({ "results": [{
        "test_case_id": rows.expect(200)["data"][0]["test_case_id"],
        "status": "FAILED",
        "comment": sign(Part::Note),
        "bug_ticket_key": sign(Part::Issue),
        "duration_ms": 7_654_000,
        "framework": sign(Part::Framework),
        "error_message": sign(Part::Message),
        "error_stack": sign(Part::Trace),
        "executed_at": format!("{}Z", sign(Part::ExecutedAt)),
    }] });
    let _ = app.bearer().post(&path, &body).await.expect(201);
    let path = format!("/api/v1/results/{}/attachments", written.row);
    let form = Form::default().file("file", sign(Part::Attachments), b"started\n");
    let sent = app.bearer();
    let sent = sent
        .raw("POST", &path, Some(Form::CONTENT_TYPE), form.finish())
        .await;
    let _ = sent.expect(201);
    written
}

async fn reporting(app: &TestApp) -> Written {
    let client = app.basic();
    let start = json!({"name": "Signs", "project_name": "Parts of reporting", "started_at": "2026-05-13T12:00:00Z"});
    let started = client.post("/ext/v1/builds/start", &start).await;
    let run = started.expect(200)["build_hashed_id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/ext/v1/builds/{run}/tests");
    let test = json!({
        "name": "Login", "file_name": sign(Part::File), "scopes": [sign(Part::Scopes)],
        "started_at": "2026-05-13T12:00:01Z", "tags": [sign(Part::Tags)],
    });
    let opened = client.post(&format!("{path}/start"), &test).await;
    let uuid = opened.expect(200)["uuid"].as_str().unwrap().to_owned();
    let end = json!({
        "result": "failed", "finished_at": "2026-05-13T14:07:35Z",
        "file_name": sign(Part::File), "scopes": [sign(Part::Scopes)],
        "duration_in_ms": 7_654_000,
        "failure": [{ "backtrace": [sign(Part::Trace)] }],
        "custom_metadata": { "sign": [sign(Part::Metadata)] },
        "environment": { "os": sign(Part::Environment), "browser": "Chrome" },
        "meta": { "steps": [{
            "id": "1", "text": sign(Part::Steps), "result": "failed",
            "started_at": "2026-05-13T12:00:01Z", "finished_at": "2026-05-13T12:00:02Z",
        }] },
        "hooks": [sign(Part::Hooks)],
    });
    let _ = client
        .put(&format!("{path}/{uuid}/finish"), &end)
        .await
        .expect(200);
    let read = client.get(&format!("/ext/v1/builds/{run}/testRuns")).await;
    let row = first_row(app, &run).await;
    Written {
        project: format!("PR-{}", read.expect(200)["project_id"]),
        run,
        row,
    }
}

/// Everything that a dialect shows of the run's results.
async fn read(app: &TestApp, dialect: &str, written: &Written) -> Value {
    let Written { project, run, row } = written;
    let (client, paths) = match dialect {
        "browserstack" => {
            let base = format!("/api/v2/projects/{project}/test-runs/{run}");
            (
                app.basic(),
                vec![format!("{base}/results"), format!("{base}/test-cases")],
            )
        }
        "reporting" => (app.basic(), vec![format!("/ext/v1/builds/{run}/testRuns")]),
        "testably" => (app.bearer(), vec![format!("/v1/runs/{run}/results")]),
        "applitools" => (app.query_key(), vec![format!("/api/result/{run}")]),
        "qahub" => (app.bearer(), vec![format!("/api/v1/runs/{run}/results")]),
        "native" => {
            let base = format!("/api/verdict/results/{row}");
            (
                app.bearer(),
                vec![base.clone(), format!("{base}/attachments")],
            )
        }
        other => panic!("{other} is new: say how its results are read"),
    };
    let mut all = Vec::new();
    for path in paths {
        all.push(client.get(&path).await.expect(200).clone());
    }
    Value::Array(all)
}

#[tokio::test]
async fn what_is_lost_between_two_dialects_is_what_is_declared() {
    let app = TestApp::start().await;
    let all = says();
    let mut wrong = Vec::new();
    for writer in all.iter().filter(|it| !it.writes.is_empty()) {
        let written = write(&app, writer.dialect).await;
        for reader in &all {
            let shown = read(&app, reader.dialect, &written).await;
            for part in Part::ALL {
                let declared = is_said(writer, reader, part);
                if shows(&shown, part) != declared {
                    let (from, to, part) = (writer.dialect, reader.dialect, part.words());
                    wrong.push(format!("{part} from {from} to {to}: declared {declared}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

pub(super) fn is_said(writer: &Says, reader: &Says, part: Part) -> bool {
    writer.writes.contains(&part) && reader.reads.contains(&part)
}
