//! What `postmaster.pid` in a cluster says, and waiting for a Postgres that we did not start.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, test_kill_process};

use crate::error::Error;
use crate::socket;

/// How long a Postgres left by a killed server may take for its shutdown.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);
const POLL: Duration = Duration::from_millis(20);
/// How long a Postgres may take to write the lock file that it has made. One that is empty for longer is what a full
/// disk or a lost power supply has left, and Postgres would never take it away.
const WRITING: Duration = Duration::from_secs(2);

/// The lock file of a Postgres server, <https://www.postgresql.org/docs/current/storage-file-layout.html>.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Postmaster {
    /// Line 1.
    pub(crate) pid: i32,
    /// Line 5, empty while Postgres starts.
    pub(crate) socket_directory: PathBuf,
    /// Line 8 is `ready`.
    pub(crate) ready: bool,
}

impl Postmaster {
    /// `None` if there is no such file, or Postgres has not yet written its first line.
    pub(crate) fn read(cluster: &Path) -> Option<Self> {
        Self::parse(&fs::read_to_string(file(cluster)).ok()?)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let pid = lines.next()?.trim().parse().ok()?;
        let socket_directory = lines.nth(3).unwrap_or_default().into();
        let ready = lines.nth(2).is_some_and(|status| status.trim() == "ready");
        Some(Self {
            pid,
            socket_directory,
            ready,
        })
    }

    /// Whether that process is alive and works on `cluster`; a process id may have passed to another program.
    pub(crate) fn lives(&self, cluster: &Path) -> bool {
        let alive = Pid::from_raw(self.pid).is_some_and(|pid| test_kill_process(pid).is_ok());
        alive && self.works_on(cluster)
    }

    /// By what the system tells of the process; if it tells nothing, take it for Postgres.
    fn works_on(&self, cluster: &Path) -> bool {
        let process = PathBuf::from(format!("/proc/{}", self.pid));
        // Postgres makes the cluster its working directory. In a container, root may not look at it …
        if let Ok(directory) = fs::read_link(process.join("cwd")) {
            return directory == cluster;
        }
        // … but at the arguments, where we put it.
        match fs::read(process.join("cmdline")) {
            Ok(line) => line
                .split(|byte| *byte == 0)
                .any(|word| word == cluster.as_os_str().as_bytes()),
            Err(error) => error.kind() != ErrorKind::NotFound,
        }
    }
}

/// Waits until no Postgres works on `cluster`, then removes the locks that a dead one left behind.
///
/// Postgres does that by itself where no process has the number in them. But a killed one may still have it
/// until its new parent has reaped it, or another program of the same user may have it now: then Postgres
/// would refuse to start.
///
/// Only for a caller that holds the lock of the data directory: then a living one was started by a server that
/// is gone, and has already been told to shut down by the kernel.
pub(crate) fn wait_until_gone(cluster: &Path, socket_directory: &Path) -> Result<(), Error> {
    let begun = Instant::now();
    // One that starts at this moment has made its file, and is about to write into it.
    while is_unwritten(cluster) {
        if begun.elapsed() > WRITING {
            return remove(&file(cluster));
        }
        thread::sleep(POLL);
    }
    while let Some(found) = Postmaster::read(cluster) {
        if !found.lives(cluster) {
            // In the order in which Postgres does it: whoever still finds the first lock cleans up again.
            remove(&socket::lock(socket_directory))?;
            return remove(&file(cluster));
        }
        if begun.elapsed() > PATIENCE {
            let (place, seconds) = (cluster.to_owned(), PATIENCE.as_secs());
            return Err(Error::StillRunning {
                place,
                pid: found.pid,
                seconds,
            });
        }
        thread::sleep(POLL);
    }
    Ok(())
}

/// Whether there is a lock file without a process in it.
fn is_unwritten(cluster: &Path) -> bool {
    file(cluster).exists() && Postmaster::read(cluster).is_none()
}

fn remove(lock: &Path) -> Result<(), Error> {
    match fs::remove_file(lock) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::io("remove", lock)(error)),
        _ => Ok(()),
    }
}

fn file(cluster: &Path) -> PathBuf {
    cluster.join("postmaster.pid")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_is_read_line_by_line() {
        let text = "42\n/data\n1700000000\n5432\n/tmp/x\n\n  1  2\nready   \n";
        let expected = Postmaster {
            pid: 42,
            socket_directory: "/tmp/x".into(),
            ready: true,
        };
        assert_eq!(Postmaster::parse(text), Some(expected));
        let starting =
            Postmaster::parse("42\n/data\n1700000000\n5432\n/tmp/x\n\n  1  2\nstarting\n");
        assert!(!starting.unwrap().ready);
        assert!(!Postmaster::parse("42\n/data\n").unwrap().ready);
        assert_eq!(Postmaster::parse(""), None);
    }

    #[test]
    fn a_process_elsewhere_is_no_postmaster() {
        let us = Postmaster {
            pid: i32::try_from(std::process::id()).unwrap(),
            socket_directory: PathBuf::new(),
            ready: true,
        };
        assert!(!us.lives(Path::new("/nowhere")));
        assert!(us.lives(&std::env::current_dir().unwrap()));
    }
}
