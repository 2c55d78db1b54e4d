//! Requests that no client should send, to every route: each is answered in its dialect's envelope, none with a
//! fault of the server, and one that is refused changes nothing.
//!
//! They are made from the OpenAPI documents, so that a new route is attacked without an edit here: a table of
//! what can be wrong with a path, a query or a body, and every field of every documented body with a value
//! of every other type.

mod attack;
mod bodies;
mod credentials;
mod digest;
mod flips;
mod judge;
mod paths;

use api::{dialects, openapi};
use e2e::TestApp;

use self::attack::Attack;
use self::digest::Digest;
use self::judge::Judge;
use crate::documents::operations::{Operation, operations};
use crate::documents::worlds::World;

/// Small, so that a body over it is cheap.
const MAX_BODY_BYTES: usize = 64 * 1024;

/// How many hostile requests the table has at least, over all routes.
const LEAST: usize = 500;

/// What the table holds against one operation.
fn table(operation: &Operation<'_>, world: &World<'_>) -> Vec<Attack> {
    let mut attacks = paths::of(operation, world);
    attacks.extend(bodies::of(operation, world, MAX_BODY_BYTES));
    attacks
}

/// Sends what `make` makes to every operation of a dialect and judges the answers.
async fn attack(
    dialect: &'static str,
    make: impl Fn(&Operation<'_>, &World<'_>) -> Vec<Attack>,
) -> usize {
    let app = TestApp::with_max_body(MAX_BODY_BYTES).await;
    let mut digest = Digest::of(&app.database_url).await;
    let document = openapi(dialect).unwrap();
    let judge = Judge::of(&document);
    let mut sent = 0;
    for (number, operation) in operations(&document).iter().enumerate() {
        let world = World::make(&app, dialect, number).await;
        digest.changes().await;
        for attack in make(operation, &world) {
            let client = operation.client(&app);
            let reply = attack.send(&client).await;
            let what = format!("{dialect}: {attack}");
            judge.hold(&reply, &what);
            let status = reply.status();
            let changes = digest.changes().await;
            assert!(
                status < 400 || changes.is_empty(),
                "{what}: {status} changed {changes:?}"
            );
            sent += 1;
        }
    }
    sent
}

/// The table, one test for each dialect, so that they run side by side.
macro_rules! every_dialect {
    ($($name:ident),*) => {
        mod table_of {
            $(#[tokio::test]
            async fn $name() {
                let sent = super::attack(stringify!($name), super::table).await;
                println!("{sent} hostile requests to {}", stringify!($name));
            })*
        }

        mod flipped_types_of {
            $(#[tokio::test]
            async fn $name() {
                let sent = super::attack(stringify!($name), super::flips::of).await;
                println!("{sent} requests with a flipped type to {}", stringify!($name));
            })*
        }

        #[test]
        fn every_dialect_is_attacked() {
            let mut all = dialects();
            all.sort_unstable();
            let mut attacked = vec![$(stringify!($name)),*];
            attacked.sort_unstable();
            assert_eq!(all, attacked);
        }
    };
}

every_dialect!(browserstack, reporting, testably, applitools, qahub, native);

#[tokio::test]
async fn the_table_is_long_and_reaches_every_operation() {
    let app = TestApp::start().await;
    let mut total = 0;
    for dialect in dialects() {
        let document = openapi(dialect).unwrap();
        let world = World::make(&app, dialect, 0).await;
        for operation in operations(&document) {
            let attacks = table(&operation, &world).len();
            assert!(
                attacks > 0,
                "{dialect}: {} {}",
                operation.method,
                operation.path
            );
            total += attacks;
        }
    }
    println!("{total} hostile requests in the table");
    assert!(total >= LEAST, "{total}");
}
