//! Running the package client that is there.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::copies::{Client, Copy};
use super::{Setback, announce};
use crate::error::Error;
use crate::sys;

/// After so long a download is given up.
const PATIENCE: Duration = Duration::from_mins(10);
const POLL: Duration = Duration::from_millis(50);

/// Ways to call each client; the first that is there is taken. A wheel must match this machine, nothing is
/// built and nothing of the package is run. Without a network they give up in seconds.
const PIP: [&[&str]; 3] = [&["pip"], &["pip3"], &["python3", "-m", "pip"]];
const PIP_ARGUMENTS: [&str; 9] = [
    "download",
    "--quiet",
    "--disable-pip-version-check",
    "--no-deps",
    "--only-binary=:all:",
    "--retries=1",
    "--timeout=15",
    "--dest=.",
    "--",
];
const NPM: [&[&str]; 1] = [&["npm"]];
const NPM_ARGUMENTS: [&str; 5] = [
    "pack",
    "--loglevel=error",
    "--ignore-scripts",
    "--fetch-retries=1",
    "--",
];

/// Downloads the archive of `copy` into the empty directory `into`.
pub(super) fn download(copy: &Copy, into: &Path) -> Result<PathBuf, Setback> {
    let (name, ways, arguments): (&str, &[&[&str]], &[&str]) = match copy.client {
        Client::Pip => ("pip", &PIP, &PIP_ARGUMENTS),
        Client::Npm => ("npm", &NPM, &NPM_ARGUMENTS),
    };
    for way in ways {
        let Some((program, first)) = way.split_first() else {
            continue;
        };
        let mut command = Command::new(program);
        command
            .args(first)
            .args(arguments)
            .arg(copy.package)
            .current_dir(into);
        let log = into.with_extension("log");
        match run(command, copy, &log).map_err(Error::io("run a package client in", into))? {
            Outcome::Missing => {}
            Outcome::Failed(said) => {
                return Err(Setback::Next(format!(
                    "{name} brought no {}: {said}",
                    copy.package
                )));
            }
            Outcome::Done => return only_file(into),
        }
    }
    Err(Setback::Next(format!("no {name} here")))
}

enum Outcome {
    Done,
    Failed(String),
    Missing,
}

fn run(mut command: Command, copy: &Copy, log: &Path) -> io::Result<Outcome> {
    let output = File::create(log)?;
    command
        .stdin(Stdio::null())
        .stdout(output.try_clone()?)
        .stderr(output);
    sys::stop_with_parent(&mut command);
    let mut child = match command.spawn() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Outcome::Missing),
        outcome => outcome?,
    };
    announce(&format!(
        "no Postgres on this machine: downloading {}",
        copy.package
    ));
    let bar = ProgressBar::new_spinner().with_message(format!("downloading {}", copy.package));
    bar.set_style(
        ProgressStyle::with_template("{spinner} {msg} ({elapsed})").map_err(io::Error::other)?,
    );
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if begun.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            return Ok(Outcome::Failed(format!(
                "no end after {} seconds",
                PATIENCE.as_secs()
            )));
        }
        bar.tick();
        thread::sleep(POLL);
    };
    bar.finish_and_clear();
    let said = fs::read(log)?;
    Ok(judge(status, String::from_utf8_lossy(&said).trim_end()))
}

fn judge(status: ExitStatus, said: &str) -> Outcome {
    // 127 is a wrapper (as version managers install them) around a program that is not there.
    let missing = status.code() == Some(127) || said.contains("No module named pip");
    match said.lines().next_back() {
        _ if status.success() => Outcome::Done,
        _ if missing => Outcome::Missing,
        Some(line) => Outcome::Failed(line.trim().to_owned()),
        None => Outcome::Failed(status.to_string()),
    }
}

fn only_file(directory: &Path) -> Result<PathBuf, Setback> {
    let entries = fs::read_dir(directory).map_err(Error::io("read", directory))?;
    let file = entries.flatten().next().map(|entry| entry.path());
    file.ok_or_else(|| Setback::Next("the package client left no file".to_owned()))
}
