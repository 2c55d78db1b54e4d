//! The log: on standard error, so that standard output holds only what a script may read.

use std::io::IsTerminal as _;

use anyhow::Context;
use tracing_subscriber::EnvFilter;

/// What is logged where `RUST_LOG` is not set: our own crates from `info`, others from `warn`.
const DEFAULT: &str = "warn,api=info,domain=info,postgres=info,server=info,store=info,verdict=info";

/// Starts the log.
pub(crate) fn init() -> anyhow::Result<()> {
    let wanted = std::env::var(EnvFilter::DEFAULT_ENV).unwrap_or_default();
    let directives = if wanted.trim().is_empty() {
        DEFAULT
    } else {
        &wanted
    };
    let filter = EnvFilter::try_new(directives).with_context(|| {
        format!("RUST_LOG is {wanted:?}: set it to such as `info`, or unset it")
    })?;
    let colours = std::io::stderr().is_terminal();
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(colours)
        .try_init()
        .map_err(|error| anyhow::anyhow!("cannot start the log: {error}"))
}
