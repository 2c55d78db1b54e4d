//! Runs the program `verdict` as an operator would.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

/// `verdict` with these arguments and none of Verdict's variables from outside.
pub(crate) fn verdict(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_verdict"));
    command
        .args(args)
        .stdin(Stdio::null())
        .env_remove("RUST_LOG");
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy().to_uppercase();
        let is_ours = text.starts_with("VERDICT_") || text == "ATTACHMENT_MAX_BYTES";
        // It says where Postgres is on this machine.
        if is_ours && text != "VERDICT_POSTGRES_BIN" {
            command.env_remove(&name);
        }
    }
    command
}

/// A folder that goes away, and that Postgres' own user can pass through when we are root.
pub(crate) fn folder() -> TempDir {
    tempfile::Builder::new()
        .permissions(std::fs::Permissions::from_mode(0o711))
        .tempdir()
        .unwrap()
}

/// Runs it to its end.
pub(crate) fn output(command: &mut Command) -> (Option<i32>, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

/// How long to wait for a line in the log before giving up on it.
const PATIENCE: Duration = Duration::from_mins(1);

/// A server that runs. It is killed when the test ends before it was stopped.
pub(crate) struct Running {
    child: Child,
    stdout: BufReader<ChildStdout>,
    /// The lines of the log. They are taken as they come: a server whose log nobody reads would stand still.
    lines: Receiver<String>,
    log: String,
}

impl Running {
    /// Starts it and waits for its first line.
    pub(crate) fn start(command: &mut Command) -> (Self, String) {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let (tell, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in stderr.lines() {
                // The test may have ended.
                drop(tell.send(line.unwrap()));
            }
        });
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let mut running = Self {
            child,
            stdout,
            lines,
            log: String::new(),
        };
        if line.is_empty() {
            let (code, _, stderr) = running.wait();
            panic!("no start, exit code {code:?}: {stderr}");
        }
        (running, line)
    }

    /// The number of its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to stop with this signal. The shell's own `kill` is there on every machine.
    pub(crate) fn signal(&self, name: &str) {
        let line = format!("kill -{name} {}", self.child.id());
        assert!(
            Command::new("sh")
                .args(["-c", &line])
                .status()
                .unwrap()
                .success()
        );
    }

    /// Waits until a line of the log holds this text.
    pub(crate) fn await_log(&mut self, text: &str) {
        loop {
            let line = self.lines.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|_| panic!("no {text:?} in the log: {}", self.log));
            self.log.extend([line.as_str(), "\n"]);
            if line.contains(text) {
                return;
            }
        }
    }

    /// Waits for its end: the exit code, what was left on standard output, and all of standard error.
    pub(crate) fn wait(&mut self) -> (Option<i32>, String, String) {
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).unwrap();
        for line in &self.lines {
            self.log.extend([line.as_str(), "\n"]);
        }
        let log = std::mem::take(&mut self.log);
        (self.child.wait().unwrap().code(), rest, log)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended already in a test that passed.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The status line of a GET from `http://host:port`.
pub(crate) fn get(url: &str, path: &str) -> String {
    let host = url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).unwrap();
    line.trim_end().to_owned()
}
