//! The file that Postgres writes its log to.

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// At a start, a larger log is moved to `….old`.
const LARGE: u64 = 16 << 20;
/// How many lines of it an error shows.
const TAIL: usize = 12;

#[derive(Debug)]
pub(crate) struct Log {
    path: PathBuf,
}

impl Log {
    pub(crate) fn at(path: PathBuf) -> Self {
        if fs::metadata(&path).is_ok_and(|found| found.len() > LARGE) {
            // A failure only means a longer log.
            drop(fs::rename(&path, path.with_extension("log.old")));
        }
        Self { path }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Opens it for appending; the second part says where it ends now.
    pub(crate) fn open(&self) -> Result<(File, u64), Error> {
        let open = || {
            let file = OpenOptions::new()
                .append(true)
                .create(true)
                .mode(0o600)
                .open(&self.path)?;
            let end = file.metadata()?.len();
            Ok((file, end))
        };
        open().map_err(Error::io("open", &self.path))
    }

    /// The last lines written after `from`.
    pub(crate) fn tail(&self, from: u64) -> String {
        let read = || {
            let mut file = File::open(&self.path)?;
            file.seek(SeekFrom::Start(from))?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).map(|_| bytes)
        };
        last_lines(&read().unwrap_or_default())
    }
}

/// The last lines of what a program said.
pub(crate) fn last_lines(said: &[u8]) -> String {
    let text = String::from_utf8_lossy(said);
    let lines: Vec<_> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    lines
        .get(lines.len().saturating_sub(TAIL)..)
        .unwrap_or_default()
        .join("\n")
}
