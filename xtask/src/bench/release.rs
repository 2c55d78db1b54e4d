//! Measuring in a release build, however the command was started.

use std::env;
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// Whether this is a debug build, in which the client takes as long as the database.
pub(super) fn is_needed() -> bool {
    cfg!(debug_assertions)
}

/// Builds the release build and lets it run this very command.
pub(super) fn run_again() -> Result<()> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["run", "--quiet", "--release", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .arg("--")
        .args(env::args_os().skip(1))
        .status()
        .context("run the release build")?;
    ensure!(status.success(), "the measurement failed");
    Ok(())
}
