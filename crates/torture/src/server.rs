//! A server process.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

/// How long a start and an end may take: a recovery after a crash is part of it.
const PATIENCE: Duration = Duration::from_mins(2);

/// A server. It is killed when dropped.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) address: String,
    child: Child,
    /// Its first line, and an empty one when it has ended.
    lines: Receiver<String>,
}

impl Server {
    /// Starts it and waits for its first line, which it says when it can be asked.
    pub(crate) fn start(command: &mut Command, log: &Path) -> Result<Self> {
        let mut server = Self::spawn(command, log)?;
        let line = server.lines.recv_timeout(PATIENCE);
        let line = line.context("the server neither starts nor ends")?;
        let address = line
            .split_whitespace()
            .find_map(|word| word.strip_prefix("http://"));
        let address =
            address.with_context(|| format!("no start: {line:?}; see {}", log.display()))?;
        address.clone_into(&mut server.address);
        Ok(server)
    }

    /// Starts it, and kills it after that time or when it can be asked, whatever comes first.
    pub(crate) fn start_and_kill(command: &mut Command, log: &Path, time: Duration) -> Result<()> {
        let mut server = Self::spawn(command, log)?;
        drop(server.lines.recv_timeout(time));
        server.kill()
    }

    fn spawn(command: &mut Command, log: &Path) -> Result<Self> {
        let errors = File::options().create(true).append(true).open(log)?;
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .with_context(|| format!("run {}", command.get_program().display()))?;
        let mut stdout = BufReader::new(child.stdout.take().context("no standard output")?);
        let (tell, lines) = mpsc::channel();
        // Ends with the process, whose output ends then.
        thread::spawn(move || {
            let mut line = String::new();
            drop(stdout.read_line(&mut line));
            drop(tell.send(line));
            drop(stdout.read_to_string(&mut String::new()));
        });
        Ok(Self {
            address: String::new(),
            child,
            lines,
        })
    }

    /// The number of its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks it to stop, and waits until it has.
    pub(crate) fn stop(&mut self) -> Result<()> {
        let process = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(process, rustix::process::Signal::TERM)?;
        // The sender goes when the output ends.
        let ended = self.lines.recv_timeout(PATIENCE);
        ensure!(
            ended != Err(mpsc::RecvTimeoutError::Timeout),
            "the server was told to stop and did not"
        );
        let status = self.child.wait()?;
        ensure!(
            status.success(),
            "the server was told to stop and ended with {status}"
        );
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended already where all went well.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
