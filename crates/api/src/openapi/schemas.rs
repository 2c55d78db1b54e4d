//! The schemas of a document: what clients send and what they get.

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use super::bounds::BoundIntegers;
use super::formats::PartNull;
use crate::describe::Shape;

const ANSWERS: &str = "/components/schemas";
/// Not a place in a document: what points here is led to [`ANSWERS`] once all names are known.
const REQUESTS: &str = "/components/requests";

/// Gathers schemas while a document is built.
pub(super) struct Schemas {
    requests: SchemaGenerator,
    answers: SchemaGenerator,
}

impl Schemas {
    pub(super) fn new() -> Self {
        let settings = |path: &'static str| {
            SchemaSettings::draft2020_12()
                .with(|it| it.definitions_path = path.into())
                .with_transform(BoundIntegers)
                .with_transform(PartNull)
        };
        Self {
            requests: settings(REQUESTS).for_deserialize().into_generator(),
            answers: settings(ANSWERS).for_serialize().into_generator(),
        }
    }

    /// The schema of what a client sends.
    pub(super) fn request(&mut self, shape: Shape) -> Value {
        made_by(&mut self.requests, shape)
    }

    /// The schema of what a client gets.
    pub(super) fn answer(&mut self, shape: Shape) -> Value {
        made_by(&mut self.answers, shape)
    }

    /// All schemas by name. A name that both sides use for different things gets `Request` at its end on
    /// the client's side, and the document's references follow.
    pub(super) fn finish(mut self, document: &mut Value) -> Map<String, Value> {
        let mut schemas = self.answers.take_definitions(true);
        let requests = self.requests.take_definitions(true);
        let taken: Vec<String> = schemas.keys().cloned().collect();
        let final_name = |name: &str| {
            if taken.iter().any(|it| it == name) {
                format!("{name}Request")
            } else {
                name.to_owned()
            }
        };
        point(document, &final_name);
        for (name, mut schema) in requests {
            point(&mut schema, &final_name);
            schemas.insert(final_name(&name), schema);
        }
        schemas.sort_keys();
        schemas
    }
}

fn made_by(generator: &mut SchemaGenerator, shape: Shape) -> Value {
    let mut schema = shape(generator);
    for transform in generator.transforms_mut() {
        transform.transform(&mut schema);
    }
    schema.to_value()
}

/// Leads every reference to a request's schema to where it ends up.
fn point(value: &mut Value, final_name: &impl Fn(&str) -> String) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                match field {
                    Value::String(target) if key == "$ref" => {
                        if let Some(name) = target
                            .strip_prefix('#')
                            .and_then(|it| it.strip_prefix(REQUESTS))
                        {
                            let name = final_name(name.trim_start_matches('/'));
                            *target = format!("#{ANSWERS}/{name}");
                        }
                    }
                    Value::Null
                    | Value::Bool(_)
                    | Value::Number(_)
                    | Value::String(_)
                    | Value::Array(_)
                    | Value::Object(_) => point(field, final_name),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| point(item, final_name)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
