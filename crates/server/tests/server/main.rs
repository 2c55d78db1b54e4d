//! Tests of the settings and of the process `verdict`.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which may panic"
)]

mod crash;
mod default_file;
mod harness;
mod life;
mod origins;
mod refusals;
mod settings;
mod wrong_settings;
