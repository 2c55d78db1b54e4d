//! The program, as a chore runs it.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, ensure};
use cargo_metadata::MetadataCommand;

use crate::cargo;

/// The user of every chore.
pub(crate) const USER: &str = "chore";
/// The user's key.
pub(crate) const KEY: &str = "a-key-for-chores-0123456789";

/// A running `verdict`, or what stands in for it; killed when dropped, as its data goes too.
pub(crate) struct Server {
    /// Where it listens.
    pub(crate) address: String,
    child: Child,
    /// Held open, or the server would fail to say more.
    stdout: BufReader<ChildStdout>,
}

/// Builds it, for release or to be debugged; where it is.
pub(crate) fn build(release: bool) -> Result<PathBuf> {
    let mut command = cargo::command(&[
        "build",
        "--quiet",
        "--package",
        "server",
        "--bin",
        "verdict",
    ])?;
    if release {
        command.arg("--release");
    }
    cargo::run(&mut command)?;
    let metadata = MetadataCommand::new()
        .current_dir(cargo::root()?)
        .no_deps()
        .exec()
        .context("cargo metadata")?;
    let profile = if release { "release" } else { "debug" };
    Ok(metadata
        .target_directory
        .join(profile)
        .join("verdict")
        .into())
}

/// What the program says its version is.
pub(crate) fn version(program: &Path) -> Result<String> {
    let output = Command::new(program).arg("--version").output();
    let output = output.with_context(|| format!("run {}", program.display()))?;
    Ok(String::from_utf8(output.stdout)?.trim_end().to_owned())
}

/// Brings the schema of a database up to date.
pub(crate) fn migrate(program: &Path, database_url: &str) -> Result<()> {
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
    pub(crate) fn start(program: &Path, database_url: &str) -> Result<Self> {
        Self::spawned(&mut verdict(program, database_url))
    }

    /// The same, with files in a folder of its own.
    pub(crate) fn start_with_data(program: &Path, database_url: &str, data: &Path) -> Result<Self> {
        Self::spawned(verdict(program, database_url).env("VERDICT__DATA_DIR", data))
    }

    /// The same, with gathering switched off.
    pub(crate) fn start_without_gathering(program: &Path, database_url: &str) -> Result<Self> {
        Self::spawned(verdict(program, database_url).env("VERDICT__DATABASE__GATHER", "false"))
    }

    /// The same, and no answers are kept: what makes requests up gives many of them one name.
    pub(crate) fn start_forgetting(
        program: &Path,
        database_url: &str,
        data: &Path,
    ) -> Result<Self> {
        let mut command = verdict(program, database_url);
        command
            .env("VERDICT__DATA_DIR", data)
            .env("VERDICT__IDEMPOTENCY__KEEP_HOURS", "0");
        Self::spawned(&mut command)
    }

    /// The number of its process.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    fn spawned(command: &mut Command) -> Result<Self> {
        Self::listening(command.args(["--bind", "127.0.0.1:0"]))
    }

    /// Starts a program that says on its first line where it listens.
    pub(crate) fn listening(command: &mut Command) -> Result<Self> {
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let stdout = child.stdout.take().context("no standard output")?;
        let mut server = Self {
            address: String::new(),
            child,
            stdout: BufReader::new(stdout),
        };
        let mut line = String::new();
        server.stdout.read_line(&mut line)?;
        let address = line
            .split_whitespace()
            .find_map(|word| word.strip_prefix("http://"));
        server.address = address
            .with_context(|| format!("the server said: {line:?}"))?
            .to_owned();
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // If it has ended already, the chore has failed and said so.
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
        .env("VERDICT__AUTH__BOOTSTRAP_USERNAME", USER)
        .env("VERDICT__AUTH__BOOTSTRAP_KEY", KEY)
        .stdin(Stdio::null());
    command
}
