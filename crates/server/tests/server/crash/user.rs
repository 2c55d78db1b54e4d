//! Who runs the server.

use std::fs;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::Command;

use rustix::process::{Pid, Signal, geteuid, kill_process};
use tempfile::TempDir;

use super::reporter::{KEY, USERNAME};
use crate::harness::{folder, verdict};

/// `nobody` on Debian and Fedora; any number without rights would do.
const ORDINARY: u32 = 65534;

/// A user with a home of their own, in which the data is.
pub(crate) struct User {
    home: TempDir,
    /// A copy of the program and the user's number, where that is not the one who runs the tests.
    other: Option<(PathBuf, u32)>,
}

impl User {
    pub(crate) fn ours() -> Self {
        Self {
            home: folder(),
            other: None,
        }
    }

    pub(crate) fn ordinary_if_we_are_root() -> Option<Self> {
        if !geteuid().is_root() {
            return None;
        }
        let home = folder();
        // The build directory may be out of that user's reach. Another process writes the copy: a child that
        // another test forks meanwhile would inherit the open file, and such a program cannot be started.
        let program = home.path().join("verdict");
        let copied = Command::new("cp")
            .arg(env!("CARGO_BIN_EXE_verdict"))
            .arg(&program)
            .status();
        assert!(copied.unwrap().success());
        chown(home.path(), Some(ORDINARY), Some(ORDINARY)).unwrap();
        Some(Self {
            home,
            other: Some((program, ORDINARY)),
        })
    }

    /// Starts the server; the same each time.
    pub(crate) fn command(&self) -> Command {
        let data_dir = self.data_dir().display().to_string();
        let mut command = verdict(&["--bind", "127.0.0.1:0", "--data-dir", &data_dir]);
        if let Some((program, number)) = &self.other {
            let mut others = Command::new(program);
            others.args(command.get_args()).uid(*number).gid(*number);
            for (name, value) in command.get_envs() {
                match value {
                    Some(value) => others.env(name, value),
                    None => others.env_remove(name),
                };
            }
            others
                .current_dir(self.home.path())
                .env("HOME", self.home.path());
            command = others;
        }
        command
            .env("VERDICT__AUTH__BOOTSTRAP_USERNAME", USERNAME)
            .env("VERDICT__AUTH__BOOTSTRAP_KEY", KEY);
        command
    }

    /// Ends Postgres' first process as a crash would. The others notice and end.
    pub(crate) fn kill_postgres(&self) {
        let record = fs::read_to_string(self.data_dir().join("postgres/postmaster.pid")).unwrap();
        let first = record.lines().next().unwrap().parse().unwrap();
        kill_process(Pid::from_raw(first).unwrap(), Signal::KILL).unwrap();
    }

    /// Whether its Postgres has left no sign of running.
    pub(crate) fn postgres_is_stopped(&self) -> bool {
        !self.data_dir().join("postgres/postmaster.pid").exists()
    }

    /// Where its data is.
    pub(crate) fn data_dir(&self) -> PathBuf {
        self.home.path().join("data")
    }
}
