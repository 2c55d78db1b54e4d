//! JUnit reports that CI jobs upload.

use e2e::{Client, Form, Reply, TestApp};
use serde_json::{Value, json};

use super::{Build, leaves};

const REPORT: &[u8] = br#"<testsuites><testsuite name="cart">
    <testcase classname="Total" name="adds" file="cart.spec.ts" time="1.5"/>
    <testcase classname="Total" name="rounds" file="cart.spec.ts"><failure message="Expected 2">at cart.spec.ts:7</failure></testcase>
    <testcase classname="Login" name="opens"><skipped/></testcase>
</testsuite></testsuites>"#;

fn form() -> Form {
    Form::default()
        .field("projectName", "Shop")
        .field("buildName", "nightly")
        .file("data", "junit.xml", REPORT)
}

async fn send(client: &Client, form: Form) -> Reply {
    let content_type = Some(Form::CONTENT_TYPE);
    client
        .raw("POST", "/upload", content_type, form.finish())
        .await
}

/// The build that an answer leads to: as clients find it, at the end of the address in the message.
fn build<'a>(app: &'a TestApp, reply: &Reply) -> Build<'a> {
    let body = reply.expect(200);
    assert_eq!(body["status"], "success");
    let message = body["message"].as_str().unwrap();
    let (_, id) = message.rsplit_once('/').unwrap();
    Build {
        app,
        id: id.to_owned(),
    }
}

#[tokio::test]
async fn a_report_becomes_a_finished_build() {
    let app = TestApp::start().await;
    let sent = form()
        .field("format", "junit")
        .field("tags", "perf, main,")
        .field("ci", "https://ci/7")
        .field("frameworkVersion", "mocha, 10.0.0");

    let reply = send(&app.basic(), sent).await;

    let build = build(&app, &reply);
    let read = build.read().await;
    for (key, expected) in [
        ("name", json!("nightly")),
        ("status", json!("failed")),
        ("build_number", json!(1)),
        ("tags", json!(["perf", "main"])),
        (
            "status_stats",
            json!({"passed": 1, "failed": 1, "pending": 0, "skipped": 1, "unknown": 0}),
        ),
    ] {
        assert_eq!(read[key], expected, "{key}");
    }
    assert!(read["finished_at"].is_string());
    assert_eq!(read["ci_info"]["build_url"], "https://ci/7");
    let framework = &read["observability_version"];
    assert_eq!(
        (
            &framework["framework_name"],
            &framework["framework_version"]
        ),
        (&json!("mocha"), &json!("10.0.0"))
    );
    let tree = build.test_runs("").await;
    assert_eq!(tree["name"], "Shop");
    let found = leaves(&tree);
    let named: Vec<(&str, &Value)> = found
        .iter()
        .map(|(name, test)| (name.as_str(), &test["status"]))
        .collect();
    assert_eq!(
        named,
        [
            ("adds", &json!("passed")),
            ("rounds", &json!("failed")),
            ("opens", &json!("skipped"))
        ]
    );
    assert_eq!(found[0].1["duration"], 1500);
    assert_eq!(
        found[1].1["retries"][0]["logs"]["TEST_FAILURE"],
        json!(["Expected 2", "at cart.spec.ts:7"])
    );
}

#[tokio::test]
async fn an_identifier_joins_uploads_and_without_one_each_is_a_build() {
    let app = TestApp::start().await;
    let client = app.basic();
    let ids = async |identifier: &str| {
        let sent = form().field("buildIdentifier", identifier);
        build(&app, &send(&client, sent).await).id
    };
    let first = ids("ci-7").await;
    assert_eq!(ids("ci-7").await, first);
    let other = ids("ci-8").await;
    assert_ne!(other, first);
    assert_ne!(ids("").await, ids("").await);

    // The second upload is a further result of each test, not a further test.
    let joined = Build {
        app: &app,
        id: first,
    };
    let tree = joined.test_runs("").await;
    let found = leaves(&tree);
    assert_eq!(found.len(), 3);
    assert_eq!(found[0].1["retries"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_test_that_a_reporter_told_of_is_the_same_in_a_report() {
    let app = TestApp::start().await;
    let told = Build::start(&app).await;
    let test = json!({"file_name": "cart.spec.ts", "scopes": ["Total"]});
    let uuid = told.test("adds", &test).await;
    let finish = json!({"file_name": "cart.spec.ts", "scopes": ["Total"]});
    let _ = told.finish_test(&uuid, "passed", &finish).await.expect(200);
    let project = told.test_runs("").await["name"].clone();
    let sent = Form::default()
        .field("projectName", project.as_str().unwrap())
        .field("buildName", "reports")
        .file("data", "junit.xml", REPORT);

    let reply = send(&app.basic(), sent).await;

    let reported = build(&app, &reply);
    let case = async |build: &Build<'_>, name: &str| {
        let tree = build.test_runs("").await;
        let found = leaves(&tree);
        let (_, test) = found.iter().find(|(it, _)| it == name).unwrap();
        let id = test["observability_url"].as_str().unwrap();
        let (_, id) = id.rsplit_once('=').unwrap();
        let path = format!("/api/verdict/results/{id}");
        app.basic().get(&path).await.expect(200)["case_id"].clone()
    };
    assert_eq!(case(&told, "adds").await, case(&reported, "adds").await);
}

#[tokio::test]
async fn a_refused_upload_makes_neither_project_nor_build() {
    let app = TestApp::start().await;
    let client = app.basic();
    let report = |content: &[u8]| {
        Form::default()
            .field("projectName", "New")
            .field("buildName", "nightly")
            .file("data", "a.xml", content)
    };
    for (sent, message) in [
        (
            Form::default()
                .field("buildName", "b")
                .file("data", "a.xml", REPORT),
            "projectName is required",
        ),
        (
            Form::default()
                .field("projectName", "New")
                .file("data", "a.xml", REPORT),
            "buildName is required",
        ),
        (
            Form::default()
                .field("projectName", "New")
                .field("buildName", "b"),
            "data is required",
        ),
        (
            report(REPORT).field("format", "allure"),
            "format must be junit: other reports are not read here",
        ),
        (
            report(REPORT).field("buildIdentifier", &"a".repeat(65)),
            "buildIdentifier must be at most 64 characters",
        ),
        (
            report(b"PK\x03\x04rest"),
            "data must be an XML report: archives are not read here",
        ),
        (report(b""), "data is empty"),
        (
            report(b"<testsuite><testcase/></testsuite>"),
            "data testcase[0].name is required",
        ),
    ] {
        let reply = send(&client, sent).await;
        assert_eq!(
            *reply.expect(400),
            json!({"success": false, "message": message})
        );
    }
    let sent = client.post("/upload", &json!({"projectName": "New"})).await;
    assert_eq!(sent.expect(415)["success"], false);
    let listed = client.get("/ext/v1/projects").await;
    assert_eq!(listed.expect(200)["projects"], json!([]));
}
