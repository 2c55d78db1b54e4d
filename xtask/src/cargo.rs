//! Runs cargo in the workspace root.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, ensure};

/// The workspace root: the folder above this crate, as the running cargo tells it.
pub(crate) fn root() -> anyhow::Result<PathBuf> {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .context("start this with `cargo xtask`, which says where the workspace is")?;
    let mut root = PathBuf::from(manifest);
    root.pop();
    Ok(root)
}

/// `cargo …` in the workspace root; the same cargo that runs us.
pub(crate) fn command(args: &[&str]) -> anyhow::Result<Command> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(args).current_dir(root()?);
    Ok(command)
}

/// Runs it to its end with our own output streams; an exit code other than 0 is an error.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<()> {
    let args: Vec<_> = command
        .get_args()
        .map(|arg| arg.to_string_lossy().into_owned())
        .collect();
    let line = format!("cargo {}", args.join(" "));
    let status = command
        .status()
        .with_context(|| format!("cannot start `{line}`"))?;
    ensure!(status.success(), "`{line}` failed ({status})");
    Ok(())
}
