//! The harness: a server on a real socket with a database of its own, for each test.
#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "test harness: a failure here is a failed test"
)]

mod client;
mod data;
pub mod database;
mod examples;
mod form;
mod keys;
mod test_app;

pub use client::{Client, Reply};
pub use data::{APPEND, Shop, UPSERT};
pub use examples::example;
pub use form::Form;
pub use keys::Lock;
pub use test_app::{KEY, MAX_ATTACHMENT_BYTES, TestApp, USER};
pub use torture::Proxy;
