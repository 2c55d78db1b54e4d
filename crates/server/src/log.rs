//! The log: on standard error, so that standard output holds only what a script may read.

use std::io::IsTerminal as _;

use anyhow::Context;
use tracing_subscriber::EnvFilter;

/// What is logged where `RUST_LOG` is not set: our own crates from `info`, others from `warn`.
///
/// Actix logs every request that is no HTTP as an error of its dispatcher. Anybody who reaches the port can send
/// those, without a key, so they would bury the errors that are ours.
const DEFAULT: &str = "warn,api=info,domain=info,postgres=info,server=info,store=info,verdict=info,\
                       actix_http::h1::dispatcher=off";

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

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn a_client_that_speaks_no_http_does_not_write_errors_into_the_log() {
        let (mut read, write) = std::io::pipe().unwrap();
        let subscriber = tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::try_new(DEFAULT).unwrap())
            .with_writer(std::sync::Mutex::new(write))
            .finish();
        tracing::subscriber::with_default(subscriber, || {
            tracing::error!(target: "actix_http::h1::dispatcher", "of a client");
            tracing::error!(target: "actix_server", "of the server");
        });
        let mut log = String::new();
        read.read_to_string(&mut log).unwrap();
        assert!(
            log.contains("of the server") && !log.contains("of a client"),
            "{log}"
        );
    }
}
