//! End-to-end tests: a real Postgres, a real socket, in parallel, each with data of its own.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod cross;
mod every_route;
mod store;
mod testably;
