//! The file that Postgres writes its log to.

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// At a start, a larger log is moved to `….old`.
const LARGE: u64 = 16 << 20;

/// How Postgres begins a message after which it ends.
const FATAL: [&str; 2] = ["FATAL:", "PANIC:"];
/// How the other programs do.
const ERROR: &str = "error:";
/// How lines begin that belong to the message before.
const MORE: [&str; 2] = ["DETAIL:", "HINT:"];

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

    /// What was written after `from`.
    pub(crate) fn since(&self, from: u64) -> String {
        let read = || {
            let mut file = File::open(&self.path)?;
            file.seek(SeekFrom::Start(from))?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).map(|_| bytes)
        };
        String::from_utf8_lossy(&read().unwrap_or_default()).into_owned()
    }
}

/// Why a program failed, in one line out of all it said: what it calls fatal, else its first error, else its last words.
pub(crate) fn reason(said: &str) -> String {
    let lines: Vec<&str> = said.lines().map(str::trim).collect();
    let fatal = lines
        .iter()
        .rposition(|line| FATAL.iter().any(|word| line.contains(word)));
    let place = fatal
        .or_else(|| lines.iter().position(|line| line.contains(ERROR)))
        .or_else(|| lines.iter().rposition(|line| !line.is_empty()));
    let Some(place) = place else {
        return "it said nothing".to_owned();
    };
    let mut told = lines
        .get(place)
        .map_or(String::new(), |line| after(line, &FATAL));
    let more = lines.iter().skip(place + 1);
    for line in more.take_while(|line| MORE.iter().any(|word| line.contains(word))) {
        told.push_str("; ");
        told.push_str(&after(line, &MORE));
    }
    told
}

/// What stands behind one of these words, or the whole line.
fn after(line: &str, words: &[&str]) -> String {
    let behind = words
        .iter()
        .find_map(|word| Some(line.split_once(word)?.1.trim()));
    behind.unwrap_or(line).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_what_is_fatal_with_what_explains_it() {
        for (said, expected) in [
            (
                "2026-01-01 UTC [7] LOG:  starting\n2026-01-01 UTC [7] FATAL:  no room\n2026-01-01 UTC [7] HINT:  make some\n2026-01-01 UTC [7] LOG:  shut down\n",
                "no room; make some",
            ),
            (
                "pg_restore: error: could not execute query: ERROR:  it exists\nCommand was: CREATE TABLE a (\n    b int\n);\n",
                "pg_restore: error: could not execute query: ERROR:  it exists",
            ),
            ("creating\nout of luck\n\n", "out of luck"),
            ("\n", "it said nothing"),
        ] {
            assert_eq!(reason(said), expected);
        }
    }
}
