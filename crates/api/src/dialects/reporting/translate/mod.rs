//! Reporting's bodies to the domain and back. Limits are inclusive and count code points.

mod build;
mod cursor;
mod finish;
mod group;
mod hierarchy;
mod leaf;
mod order;
mod parts;
mod platform;
mod retry;
mod shown_build;
mod stats;
mod test;

pub(super) use build::{build, finish_build};
pub(super) use finish::{FINISH, finish_test, receipt};
pub(super) use hierarchy::{Known, test_runs, wanted};
pub(super) use platform::configurations;
pub(super) use shown_build::shown_build;
pub(super) use test::start_test;

#[cfg(test)]
mod tests;
