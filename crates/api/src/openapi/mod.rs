//! One OpenAPI 3.1 document for each dialect, built from the route table and the wire types.
//!
//! A schema is derived from the type that is really read or written, and its bounds from the attributes that
//! check them, so that a document cannot say what the code does not do. It is JSON Schema 2020-12, which is
//! what OpenAPI 3.1 takes; what a client sends and what it gets are two contracts of one derive.

mod bounds;
mod formats;
mod operation;
mod parameters;
mod refusals;
mod schemas;
mod security;
mod serve;

#[cfg(test)]
mod tests;

use serde_json::{Map, Value, json};

use self::schemas::Schemas;
pub(crate) use self::serve::configure;
use crate::dialects::Dialect;

/// The names of all dialects, each of which has a document.
#[must_use]
pub fn dialects() -> Vec<&'static str> {
    Dialect::ALL.into_iter().map(Dialect::name).collect()
}

/// A dialect's document; `None` if there is no dialect of this name.
#[must_use]
pub fn openapi(dialect: &str) -> Option<Value> {
    let mut all = Dialect::ALL.into_iter();
    all.find(|it| it.name() == dialect).map(document)
}

fn document(dialect: Dialect) -> Value {
    let mut schemas = Schemas::new();
    let envelope = schemas.answer(dialect.envelope());
    let mut paths = Map::new();
    for route in dialect.routes() {
        let operation = operation::of(dialect, &route, &mut schemas);
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        if let Some(methods) = path.as_object_mut() {
            methods.insert(route.method.as_str().to_lowercase(), operation);
        }
    }
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": dialect.title(),
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Generated from the code that answers. Unknown keys of a body are accepted, \
                            unless the vendor refuses them; null is the same as a key left out, unless \
                            a field says otherwise. No text that is kept may hold the character U+0000.",
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "securitySchemes": security::schemes(),
            "parameters": parameters::all(),
            "responses": refusals::all(&envelope),
            "schemas": {},
        },
    });
    let schemas = schemas.finish(&mut document);
    if let Some(place) = document.pointer_mut("/components/schemas") {
        *place = Value::Object(schemas);
    }
    document
}
