//! A data directory, and the program that serves it.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use rustix::process::Pid;
use tempfile::TempDir;

use crate::http::{KEY, USER};
use crate::server::Server;

/// A place where a server's data is, over many starts.
#[derive(Debug)]
pub(crate) struct Site {
    program: PathBuf,
    /// In it lie the data directory and the servers' log.
    folder: TempDir,
}

impl Site {
    pub(crate) fn new(program: &Path) -> Result<Self> {
        // Postgres' own user must be able to pass through when we are root.
        let folder = tempfile::Builder::new()
            .prefix("verdict-torture-")
            .permissions(Permissions::from_mode(0o711))
            .tempdir()?;
        fs::create_dir(folder.path().join("data"))?;
        Ok(Self {
            program: program.to_owned(),
            folder,
        })
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// What all its servers have logged.
    pub(crate) fn log(&self) -> PathBuf {
        self.folder.path().join("server.log")
    }

    /// Starts a server with its own Postgres.
    pub(crate) fn serve(&self) -> Result<Server> {
        Server::start(&mut self.command(&[]), &self.log())
    }

    /// Starts a server that carries out so many requests at the same time.
    pub(crate) fn serve_at_once(&self, requests: u16) -> Result<Server> {
        let mut command = self.command(&[]);
        command.env("VERDICT__HTTP__MAX_REQUESTS", requests.to_string());
        Server::start(&mut command, &self.log())
    }

    /// Starts a server, and kills it after that time, if it has not come so far before.
    pub(crate) fn stumble(&self, time: Duration) -> Result<()> {
        Server::start_and_kill(&mut self.command(&[]), &self.log(), time)
    }

    /// Starts a server on the database at this address.
    pub(crate) fn serve_on(&self, database: &str) -> Result<Server> {
        Server::start(
            self.command(&[]).env("VERDICT__DATABASE__URL", database),
            &self.log(),
        )
    }

    /// What `verdict check` finds broken.
    pub(crate) fn check(&self) -> Result<Vec<String>> {
        let output = self.command(&["check"]).output()?;
        let lines = String::from_utf8(output.stdout)?;
        let broken: Vec<String> = lines
            .lines()
            .filter(|line| !line.starts_with("holds "))
            .map(str::to_owned)
            .collect();
        ensure!(
            output.status.success() || !broken.is_empty(),
            "verdict check: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        ensure!(!lines.is_empty(), "verdict check looked at nothing");
        Ok(broken)
    }

    /// The first process of its Postgres.
    pub(crate) fn postmaster(&self) -> Result<Pid> {
        let path = self.data().join("postgres/postmaster.pid");
        let record =
            fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))?;
        let first = record.lines().next().and_then(|line| line.parse().ok());
        first
            .and_then(Pid::from_raw)
            .with_context(|| format!("no process in {}", path.display()))
    }

    /// Keeps everything, to be looked at; where it is.
    pub(crate) fn keep(self) -> PathBuf {
        self.folder.keep()
    }

    /// The program with its defaults, whatever our environment sets for another one.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("VERDICT_") {
                command.env_remove(name);
            }
        }
        command
            .args(arguments)
            .env("VERDICT__HTTP__BIND", "127.0.0.1:0")
            .env("VERDICT__DATA_DIR", self.data())
            .env("VERDICT__AUTH__BOOTSTRAP_USERNAME", USER)
            .env("VERDICT__AUTH__BOOTSTRAP_KEY", KEY)
            .env_remove("RUST_LOG");
        command
    }
}
