//! The four places of a key, as a document names them.

use serde_json::{Value, json};

use crate::credential::Place;
use crate::dialects::Dialect;
use crate::route::Route;

/// All four, by the names that [`of`] uses.
pub(super) fn schemes() -> Value {
    json!({
        "basic": {
            "type": "http", "scheme": "basic",
            "description": "The user's name and the access key.",
        },
        "bearer": {
            "type": "http", "scheme": "bearer",
            "description": "The access key.",
        },
        "token": {
            "type": "apiKey", "in": "header", "name": "API-TOKEN",
            "description": "The user's name, a colon and the access key.",
        },
        "query": {
            "type": "apiKey", "in": "query", "name": "apiKey",
            "description": "The access key.",
        },
    })
}

/// Where a route's key may be. On a path that two dialects share the place decides whose the request is.
pub(super) fn of(dialect: Dialect, route: &Route) -> Value {
    let shared = is_shared(dialect, route);
    let with_user = [json!({ "basic": [] }), json!({ "token": [] })];
    let alone = [json!({ "bearer": [] }), json!({ "query": [] })];
    match (
        shared,
        dialect == Dialect::of_shared_path(Place::UserAndKey),
    ) {
        (true, true) => Value::from(with_user.to_vec()),
        (true, false) => Value::from(alone.to_vec()),
        (false, _) => Value::from([with_user, alone].concat()),
    }
}

/// Whether another dialect has the path, too.
pub(super) fn is_shared(dialect: Dialect, route: &Route) -> bool {
    Dialect::ALL
        .into_iter()
        .filter(|other| *other != dialect)
        .flat_map(Dialect::routes)
        .any(|other| other.path == route.path)
}
