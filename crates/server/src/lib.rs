//! The program `verdict`: settings, command line, start and stop. What it serves is in `api`.

mod accounts;
mod announce;
mod archive;
mod backup;
mod check;
pub mod cli;
mod database;
mod in_use;
mod listen;
mod log;
mod migrate;
mod named_file;
mod open_files;
mod restore;
pub mod settings;
mod start;
mod stop;
mod sweep;
mod tls;

use anyhow::Context;

use accounts::Action;
use cli::{Cli, Command};
use settings::{Origins, Settings};

/// Does what the command line asks for, to its end.
///
/// # Errors
///
/// What kept it from that, in words for the operator: what is wrong and what to do.
pub fn run(cli: &Cli) -> anyhow::Result<()> {
    log::init()?;
    let settings = Settings::load(&Origins {
        environment: std::env::vars_os().collect(),
        file: cli.flags.config.clone(),
        flags: cli.flags.settings(),
    })?;
    match &cli.command {
        None | Some(Command::Serve) => start::serve(&settings),
        Some(Command::Migrate(action)) => migrate::run(&settings, *action),
        Some(Command::Check) => check::run(&settings),
        Some(Command::Backup { file }) => backup::run(&settings, file),
        Some(Command::Restore { file }) => restore::run(&settings, file),
        Some(Command::Org(org)) => accounts::run(&settings, Action::Org(org)),
        Some(Command::User(user)) => accounts::run(&settings, Action::User(user)),
        Some(Command::Key(key)) => accounts::run(&settings, Action::Key(key)),
    }
}

/// A runtime on this thread, for what is awaited outside a server's workers.
fn runtime() -> anyhow::Result<actix_web::rt::Runtime> {
    actix_web::rt::Runtime::new().context("cannot start the asynchronous runtime")
}
