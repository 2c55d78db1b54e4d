//! The measured program.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, ensure};
use cargo_metadata::MetadataCommand;

use crate::cargo;

/// The key of the uploads.
pub(super) const KEY: &str = "a-key-for-measuring-0123456789";

/// A running `verdict`; killed when dropped, as its data goes too.
pub(super) struct Server {
    /// Where it listens.
    pub(super) address: String,
    child: Child,
    /// Held open, or the server would fail to say more.
    stdout: BufReader<ChildStdout>,
}

/// Builds the release build; where it is.
pub(super) fn build() -> Result<PathBuf> {
    cargo::run(&mut cargo::command(&[
        "build",
        "--quiet",
        "--release",
        "--package",
        "server",
        "--bin",
        "verdict",
    ])?)?;
    let metadata = MetadataCommand::new()
        .current_dir(cargo::root()?)
        .no_deps()
        .exec()
        .context("cargo metadata")?;
    Ok(metadata.target_directory.join("release/verdict").into())
}

/// What the program says its version is.
pub(super) fn version(program: &Path) -> Result<String> {
    let output = Command::new(program).arg("--version").output();
    let output = output.with_context(|| format!("run {}", program.display()))?;
    Ok(String::from_utf8(output.stdout)?.trim_end().to_owned())
}

/// Brings the schema of a database up to date.
pub(super) fn migrate(program: &Path, database_url: &str) -> Result<()> {
    let output = verdict(program, database_url)
        .args(["migrate", "up"])
        .output()?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}

impl Server {
    /// Starts it with its defaults on a free port, and waits until it listens.
    pub(super) fn start(program: &Path, database_url: &str) -> Result<Self> {
        let mut child = verdict(program, database_url)
            .args(["--bind", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()?;
        let stdout = child.stdout.take().context("no standard output")?;
        let mut server = Self {
            address: String::new(),
            child,
            stdout: BufReader::new(stdout),
        };
        let mut line = String::new();
        server.stdout.read_line(&mut line)?;
        let address = line
            .split(' ')
            .find_map(|word| word.strip_prefix("http://"));
        server.address = address
            .with_context(|| format!("the server said: {line:?}"))?
            .to_owned();
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // If it has ended already, the measurement has failed and said so.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The program with its defaults, whatever this process' environment sets for another one.
fn verdict(program: &Path, database_url: &str) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("VERDICT_") {
            command.env_remove(name);
        }
    }
    command
        .env("VERDICT__DATABASE__URL", database_url)
        .env("VERDICT__AUTH__BOOTSTRAP_USERNAME", "bench")
        .env("VERDICT__AUTH__BOOTSTRAP_KEY", KEY)
        .stdin(Stdio::null());
    command
}
