//! `cargo doc` without a warning: no broken link, no public item that names a private one.

use crate::cargo;

pub(crate) fn run() -> anyhow::Result<()> {
    let mut command = cargo::command(&["doc", "--workspace", "--no-deps", "--quiet"])?;
    cargo::run(command.env("RUSTDOCFLAGS", "-D warnings"))
}
