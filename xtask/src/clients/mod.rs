//! `cargo xtask clients …`: programs that were written for a vendor's server, as published, against ours.
//!
//! Each is driven by a script in `tests/clients/` whose transcript is a document in `docs/clients/`.

mod document;
mod mcp;
mod npm;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum Client {
    /// Drives BrowserStack's `@browserstack/mcp-server` and writes its transcript down. Needs Node.js and npm.
    Mcp,
}

pub(crate) fn run(client: &Client) -> anyhow::Result<()> {
    match client {
        Client::Mcp => mcp::run(),
    }
}
