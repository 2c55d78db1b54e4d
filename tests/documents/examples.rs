//! Every documented operation is called as documented, and what it answers is held against its schema.

use api::{dialects, openapi};
use e2e::{Reply, TestApp};
use serde_json::{Value, json};

use super::operations::{Operation, errors, operations, validator};
use super::worlds::World;

fn hold(document: &Value, media: &Value, value: &Value, what: &str) {
    let problems = errors(&validator(document, &media["schema"]), value);
    assert!(problems.is_empty(), "{what}: {problems:#?}\n{value:#}");
}

#[test]
fn every_example_fits_its_own_schema() {
    for dialect in dialects() {
        let document = openapi(dialect).unwrap();
        for operation in operations(&document) {
            let what = format!("{dialect}: {}", operation.about["summary"]);
            let answers = operation.about["responses"].as_object().unwrap().values();
            for holder in answers.chain([&operation.about["requestBody"]]) {
                for (kind, media) in holder["content"].as_object().into_iter().flatten() {
                    if let (Some(example), true) =
                        (media.get("example"), kind == "application/json")
                    {
                        hold(&document, media, example, &what);
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn every_operation_answers_as_documented() {
    let mut called = 0;
    for dialect in dialects() {
        let app = TestApp::start().await;
        let document = openapi(dialect).unwrap();
        for (number, operation) in operations(&document).iter().enumerate() {
            let world = World::make(&app, dialect, number).await;
            let bodies = operation.bodies(&world);
            if bodies.is_empty() {
                call(operation, &world, None).await;
                called += 1;
            }
            for body in bodies {
                call(operation, &world, Some(body)).await;
                called += 1;
            }
        }
    }
    println!("{called} documented requests were sent");
}

async fn call(operation: &Operation<'_>, world: &World<'_>, body: Option<(String, Vec<u8>)>) {
    let path = format!("{}{}", world.path(operation.path), operation.query(world));
    let what = format!("{} {path}", operation.method);
    let (kind, bytes) = body.unzip();
    let client = operation.client(world.app);
    let bytes = bytes.unwrap_or_default();
    let reply = client
        .raw(&operation.method, &path, kind.as_deref(), bytes)
        .await;
    answers_as_documented(operation, &reply, &what);
}

fn answers_as_documented(operation: &Operation<'_>, reply: &Reply, what: &str) {
    let answers = &operation.about["responses"][reply.status().to_string()];
    assert!(
        reply.status() < 400,
        "{what}: {} {}",
        reply.status(),
        reply.text()
    );
    assert_ne!(
        *answers,
        json!(null),
        "{what}: {} is not documented",
        reply.status()
    );
    let Some(content) = answers.get("content") else {
        assert_eq!(reply.text(), "", "{what}");
        return;
    };
    let kind = reply.header("content-type").unwrap_or_default();
    let media = content.get(kind).or_else(|| content.get("*/*"));
    let media = media.unwrap_or_else(|| panic!("{what}: {kind} is not documented"));
    if kind == "application/json" {
        hold(operation.document, media, reply.json(), what);
    }
}
