//! What must hold for every description.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{document, operation, refusals};
use crate::dialects::Dialect;

/// Dialects whose every route is described.
const DESCRIBED: [Dialect; 6] = [
    Dialect::Applitools,
    Dialect::Browserstack,
    Dialect::Qahub,
    Dialect::Native,
    Dialect::Reporting,
    Dialect::Testably,
];

#[test]
fn every_route_says_what_it_is_and_what_it_answers() {
    for dialect in DESCRIBED {
        let mut ids = BTreeSet::new();
        for route in dialect.routes() {
            let about = &route.description;
            let what = format!("{} {} {}", dialect.name(), route.method, route.path);
            assert!(!about.summary.is_empty(), "{what} has no summary");
            assert!(!about.answers.is_empty(), "{what} says no good answer");
            assert!(
                ids.insert(operation::id(about.summary)),
                "{what} is named like another"
            );
            for status in &about.refusals {
                assert!(refusals::is_known(*status), "{what} refuses with {status}");
            }
        }
    }
}

#[test]
fn every_example_is_json() {
    for route in Dialect::ALL.into_iter().flat_map(Dialect::routes) {
        let about = &route.description;
        let sent = about.bodies.iter().filter_map(|it| it.example);
        let shown = about.answers.iter().filter_map(|it| it.example);
        for example in sent.chain(shown) {
            let read = serde_json::from_str::<Value>(example);
            assert!(read.is_ok(), "{}: {example}", route.path);
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    for dialect in Dialect::ALL {
        let document = document(dialect);
        let mut references = Vec::new();
        gather(&document, &mut references);
        for reference in references {
            let target = document.pointer(reference.trim_start_matches('#'));
            assert!(target.is_some(), "{}: {reference}", dialect.name());
        }
    }
}

fn gather<'a>(value: &'a Value, references: &mut Vec<&'a str>) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                match field.as_str() {
                    Some(target) if key == "$ref" => references.push(target),
                    Some(_) | None => gather(field, references),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, references)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
