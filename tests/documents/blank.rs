//! What is blank is so to the server and to whoever reads a document.

use api::{dialects, openapi};
use e2e::TestApp;

use super::operations::{errors, operations, validator};
use super::worlds::World;

/// In each dialect that has one, a text that must hold something: where it is sent, and where in the body.
const PLACES: [(&str, &str, &str); 6] = [
    (
        "browserstack",
        "/api/v2/projects/{project}/folders",
        "/folder/name",
    ),
    ("native", "/api/verdict/statuses", "/name"),
    ("qahub", "/api/v1/cases", "/title"),
    (
        "reporting",
        "/ext/v1/builds/{build}/hooks/start",
        "/scopes/0",
    ),
    (
        "reporting",
        "/ext/v1/builds/{build}/tests/start",
        "/file_name",
    ),
    ("testably", "/v1/projects/{project}/test-cases", "/title"),
];

/// Characters that stand alone, and whether there is anything to see. Readers of `\S` do not agree on U+001C,
/// U+0085 and U+FEFF.
const CHARACTERS: [(char, bool); 9] = [
    ('\t', false),
    (' ', false),
    ('\u{85}', false),
    ('\u{a0}', false),
    ('\u{3000}', false),
    ('\u{1c}', true),
    ('\u{200b}', true),
    ('\u{feff}', true),
    ('é', true),
];

#[tokio::test]
async fn the_same_texts_are_blank_to_the_server_and_to_its_documents() {
    let mut tried = 0;
    for dialect in dialects() {
        let app = TestApp::start().await;
        let document = openapi(dialect).unwrap();
        let world = World::make(&app, dialect, 0).await;
        for operation in operations(&document) {
            let place = PLACES.iter().find(|(its, path, _)| {
                *its == dialect && *path == operation.path && operation.method == "POST"
            });
            let Some((_, path, pointer)) = place else {
                continue;
            };
            let schema = &operation.about["requestBody"]["content"]["application/json"]["schema"];
            let validator = validator(&document, schema);
            let bodies = operation.bodies(&world);
            for (character, is_text) in CHARACTERS {
                let mut body = serde_json::from_slice(&bodies[0].1).unwrap();
                set(&mut body, pointer, character);
                let fits = errors(&validator, &body).is_empty();
                let client = operation.client(&app);
                let reply = client.post(&world.path(path), &body).await;
                let taken = match reply.status() {
                    200 | 201 => true,
                    400 => false,
                    other => panic!("{path}: {other} {}", reply.text()),
                };
                let what = format!("{path} with U+{:04X}", u32::from(character));
                assert_eq!((fits, taken), (is_text, is_text), "{what}");
                tried += 1;
            }
        }
    }
    assert_eq!(tried, PLACES.len() * CHARACTERS.len());
}

fn set(body: &mut serde_json::Value, pointer: &str, character: char) {
    *body.pointer_mut(pointer).unwrap() = character.to_string().into();
}
