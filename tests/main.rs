//! End-to-end tests: a real Postgres, a real socket, in parallel, each with data of its own.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod applitools;
mod browserstack;
mod cross;
mod documents;
mod every_route;
mod health;
mod hostile;
mod limits;
mod lines;
mod many;
mod native;
mod once;
mod overload;
mod qahub;
mod reporting;
mod request_ids;
mod servers;
mod store;
mod testably;
mod together;
mod waits;
mod walk;
