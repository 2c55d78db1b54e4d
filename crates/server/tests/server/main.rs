//! Tests of the settings and of the process `verdict`.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which may panic"
)]

mod accounts;
mod attachments;
mod backup;
mod beside;
mod crash;
mod default_file;
mod elsewhere;
mod encrypted;
mod harness;
mod life;
mod newer;
mod open_files;
mod origins;
mod outage;
mod pooler;
mod readme;
mod refusals;
mod secrets;
mod settings;
mod stopping;
mod torture;
mod upkeep;
mod wrong_settings;
