//! The workspace's chores: `cargo xtask …`. Argument types and dispatch; each command has its own file.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a chore reports to the person who started it"
)]

mod bench;
mod cargo;
mod check;
mod clients;
mod fuzz_api;
mod layers;
mod migrate;
mod problem;
mod sources;
mod torture;
mod upgrade;
mod verdict;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Chores of the Verdict workspace.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
struct Args {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// All that must hold besides the tests: format, lints, layers, file sizes, leftovers, documentation.
    Check,
    /// Measurements that decisions lean on.
    Bench(bench::Args),
    /// Drives a vendor's own program against a fresh server.
    #[command(subcommand)]
    Clients(clients::Client),
    /// Tries with schemathesis whether the OpenAPI documents are true.
    FuzzApi(fuzz_api::Args),
    /// Only the rules about what may know what.
    Layers,
    /// Move the database between migrations, or write a new migration.
    #[command(subcommand)]
    Migrate(migrate::Migrate),
    /// Tries to make a server lose a result: kills it and its Postgres, cuts the way between them, fills the disk.
    Torture(torture::Args),
    /// Lets the program from before the newest migration serve while this one migrates.
    Upgrade(upgrade::Args),
}

fn main() -> ExitCode {
    let outcome = match Args::parse().chore {
        Chore::Check => check::run(),
        Chore::Bench(args) => bench::run(&args),
        Chore::Clients(client) => clients::run(&client),
        Chore::FuzzApi(args) => fuzz_api::run(&args),
        Chore::Layers => layers::run(),
        Chore::Migrate(migrate) => migrate::run(&migrate),
        Chore::Torture(args) => torture::run(&args),
        Chore::Upgrade(args) => upgrade::run(&args),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Args;

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }
}
