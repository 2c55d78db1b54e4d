//! Starting one Postgres process, and knowing when it is ready.

use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Stdio};

use rustix::process::Signal;

use crate::account::Account;
use crate::error::Error;
use crate::log::Log;
use crate::programs::Programs;
use crate::socket::PORT;

/// All that a start needs, so that it can be repeated.
#[derive(Debug)]
pub(crate) struct Launch {
    pub(crate) account: Account,
    pub(crate) programs: Programs,
    pub(crate) cluster: PathBuf,
    pub(crate) log: Log,
    pub(crate) socket_directory: PathBuf,
    pub(crate) settings: Vec<(String, String)>,
    /// Whether what it acknowledged survives a crash of the machine.
    pub(crate) durable: bool,
}

impl Launch {
    /// Starts Postgres; the second part says where its log begins.
    pub(crate) fn spawn(&self) -> Result<(Child, u64), Error> {
        let (log, begin) = self.log.open()?;
        let errors = log
            .try_clone()
            .map_err(Error::io("open", self.log.path()))?;
        let mut command = self.programs.postgres(&self.account);
        command.arg("-D").arg(&self.cluster);
        for (name, value) in &self.settings {
            command.arg("-c").arg(format!("{name}={value}"));
        }
        // The last one counts, so these stand whatever the settings and the cluster's own file say.
        let durable = if self.durable { "on" } else { "off" };
        for (name, value) in [
            ("listen_addresses", ""),
            ("port", PORT),
            ("unix_socket_permissions", "0700"),
            ("external_pid_file", ""),
            ("logging_collector", "off"),
            ("log_destination", "stderr"),
            ("fsync", durable),
            ("synchronous_commit", durable),
            ("full_page_writes", durable),
        ] {
            command.arg("-c").arg(format!("{name}={value}"));
        }
        // A list of directories, so the path is quoted.
        let directory = self.socket_directory.to_string_lossy().replace('"', "\"\"");
        command
            .arg("-c")
            .arg(format!("unix_socket_directories=\"{directory}\""));
        // A group of its own: Ctrl-C in a terminal is for us, and we stop Postgres when we are done with it.
        command
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(errors);
        let child = command
            .spawn()
            .map_err(Error::io("run", self.programs.bindir()))?;
        Ok((child, begin))
    }

    /// The signal for a normal stop. What is not durable need not be written out either.
    pub(crate) fn stop_signal(&self) -> Signal {
        if self.durable {
            Signal::INT
        } else {
            Signal::QUIT
        }
    }

    /// The error for a start that failed.
    pub(crate) fn failure(&self, begin: u64) -> Error {
        Error::DidNotStart {
            log: self.log.path().to_owned(),
            said: self.log.since(begin),
        }
    }
}
