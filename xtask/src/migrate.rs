//! `cargo xtask migrate …`: the work is `verdict migrate …`'s; only a new migration is written here.

mod new;

use clap::Subcommand;

use crate::cargo;

#[derive(Debug, Subcommand)]
pub(crate) enum Migrate {
    /// Apply every migration that is not applied yet.
    Up(Passed),
    /// Take the newest applied migration back.
    Down(Passed),
    /// Take the newest applied migration back and apply it again.
    Redo(Passed),
    /// List the migrations and say which are applied.
    Status(Passed),
    /// Write `migrations/<time>_NAME/{up,down}.sql` to fill in.
    New {
        /// What it does, verb first, such as `add_run_owner`.
        name: String,
    },
}

/// What goes to `verdict migrate` as it is.
#[derive(Debug, clap::Args)]
pub(crate) struct Passed {
    /// Flags of `verdict`, such as `--database-url URL`.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    flags: Vec<String>,
}

pub(crate) fn run(migrate: &Migrate) -> anyhow::Result<()> {
    match migrate {
        Migrate::Up(passed) => verdict("up", passed),
        Migrate::Down(passed) => verdict("down", passed),
        Migrate::Redo(passed) => verdict("redo", passed),
        Migrate::Status(passed) => verdict("status", passed),
        Migrate::New { name } => {
            let folder = new::write(&cargo::root()?, name)?;
            println!("{}", folder.display());
            Ok(())
        }
    }
}

fn verdict(action: &str, passed: &Passed) -> anyhow::Result<()> {
    let args = [
        "run",
        "--quiet",
        "--package",
        "server",
        "--bin",
        "verdict",
        "--",
        "migrate",
        action,
    ];
    cargo::run(cargo::command(&args)?.args(&passed.flags))
}
