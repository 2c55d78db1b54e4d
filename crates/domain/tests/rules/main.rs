//! What submissions do to runs, told rule by rule through the public interface.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "builders of test data are outside of `#[test]` functions"
)]

mod attempts;
mod configurations;
mod first_of_many;
mod full_run;
mod histories;
mod moved_attempts;
mod refusals;
mod script;
mod steps;
mod strategies;
mod upserts;
mod world;
mod writes;
