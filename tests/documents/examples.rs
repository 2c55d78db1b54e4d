//! Every documented operation is called as documented, and what it answers is held against its schema.

use api::{dialects, openapi};
use e2e::{Client, Form, Reply, TestApp, example};
use jsonschema::Validator;
use serde_json::{Value, json};

use super::worlds::World;

/// One operation of a document.
struct Operation<'a> {
    document: &'a Value,
    method: String,
    path: &'a str,
    about: &'a Value,
}

fn operations(document: &Value) -> Vec<Operation<'_>> {
    let paths = document["paths"].as_object().unwrap();
    let all = paths.iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().unwrap().iter();
        methods.map(move |(method, about)| Operation {
            document,
            method: method.to_uppercase(),
            path,
            about,
        })
    });
    // Described ones: the route table has a test of its own for the others.
    all.filter(|it| it.about["summary"] != "").collect()
}

/// A schema on its own, with the components that it may refer to.
fn validator(document: &Value, schema: &Value) -> Validator {
    let mut whole = schema.clone();
    whole["components"] = document["components"].clone();
    let options = jsonschema::options().should_validate_formats(true);
    options.build(&whole).unwrap()
}

fn hold(document: &Value, media: &Value, value: &Value, what: &str) {
    let validator = validator(document, &media["schema"]);
    let problems: Vec<String> = validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
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
            let bodies = operation.about["requestBody"]["content"].as_object();
            let bodies: Vec<_> = bodies.into_iter().flatten().collect();
            if bodies.is_empty() {
                call(operation, &world, None).await;
                called += 1;
            }
            for (kind, media) in bodies {
                let example = media.get("example");
                let example =
                    example.unwrap_or_else(|| panic!("{}: no example of {kind}", operation.path));
                call(operation, &world, Some((kind, example))).await;
                called += 1;
            }
        }
    }
    println!("{called} documented requests were sent");
}

async fn call(operation: &Operation<'_>, world: &World<'_>, body: Option<(&String, &Value)>) {
    let path = format!("{}{}", world.path(operation.path), query(operation, world));
    let what = format!("{} {path}", operation.method);
    let (kind, bytes) = match body {
        None => (None, Vec::new()),
        Some((kind, files)) if kind == "multipart/form-data" => {
            let form = Form::default().file("file", "log.txt", text(&files["file"][0]));
            (Some(Form::CONTENT_TYPE), form.finish())
        }
        Some((kind, Value::String(text))) => (Some(kind.as_str()), text.clone().into_bytes()),
        Some((kind, value)) => {
            let named = example(&value.to_string(), &world.names());
            (Some(kind.as_str()), named.to_string().into_bytes())
        }
    };
    let client = client(world, operation.about);
    let reply = client.raw(&operation.method, &path, kind, bytes).await;
    answers_as_documented(operation, &reply, &what);
}

fn text(value: &Value) -> &[u8] {
    value.as_str().unwrap().as_bytes()
}

/// The parameters that must be there, as their examples have them.
fn query(operation: &Operation<'_>, world: &World<'_>) -> String {
    let parameters = operation.about["parameters"]
        .as_array()
        .into_iter()
        .flatten();
    let needed = parameters.filter(|it| it["in"] == "query" && it["required"] == true);
    let pairs: Vec<String> = needed
        .map(|it| {
            let value = example(&it["example"].to_string(), &world.names());
            format!(
                "{}={}",
                it["name"].as_str().unwrap(),
                value.as_str().unwrap()
            )
        })
        .collect();
    if pairs.is_empty() {
        String::new()
    } else {
        format!("?{}", pairs.join("&"))
    }
}

/// The key where the operation says that it may be.
fn client(world: &World<'_>, about: &Value) -> Client {
    let place = about["security"][0]
        .as_object()
        .unwrap()
        .keys()
        .next()
        .unwrap();
    match place.as_str() {
        "basic" => world.app.basic(),
        "bearer" => world.app.bearer(),
        "token" => world.app.api_token(),
        "query" => world.app.query_key(),
        other => panic!("{other} is no place of a key"),
    }
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
