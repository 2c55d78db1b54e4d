//! What can go wrong, each message with the way out.

use std::io;
use std::path::{Path, PathBuf};

use crate::log::reason;

/// Why a local Postgres cluster could not be found, made, started or stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error("cannot {doing} {}: {source}; check who owns it and that the disk has room", path.display())]
    Io {
        doing: &'static str,
        path: PathBuf,
        source: io::Error,
    },

    #[error(
        "Postgres refuses to run as root, and this machine has neither a user `postgres` nor `nobody`: \
         add one (`useradd --system postgres`) or start Verdict as an ordinary user"
    )]
    NoAccount,

    #[error(
        "cannot run Postgres as user {name}: {source}; start Verdict as an ordinary user instead"
    )]
    CannotBecome { name: String, source: io::Error },

    #[error(
        "no Postgres programs (postgres, initdb) on this machine{why}: install them with `apt-get install \
         postgresql` (Fedora: `dnf install postgresql-server`), or set VERDICT_POSTGRES_BIN to their \
         directory, or VERDICT__DATABASE__URL to a running server"
    )]
    NoPrograms { why: String },

    #[error(
        "{package} came with SHA-256 {got} instead of {expected} and was thrown away: somebody may have tampered \
         with it; install Postgres yourself, with `apt-get install postgresql`"
    )]
    WrongDigest {
        package: &'static str,
        expected: &'static str,
        got: String,
    },

    #[error(
        "the cluster {} was made by Postgres {major}, whose programs are not on this machine: install them \
         (`apt-get install postgresql-{major}`) or set VERDICT_POSTGRES_BIN to their directory",
        place.display()
    )]
    NoProgramsFor { place: PathBuf, major: u32 },

    #[error("VERDICT_POSTGRES_BIN is {}, which {reason}: correct it or unset it", bindir.display())]
    UnfitBindir { bindir: PathBuf, reason: String },

    #[error("{} is a file, and the data needs a folder: choose another data_dir", .0.display())]
    NoFolder(PathBuf),

    #[error("another Verdict{} already uses {}: stop it, or choose another data_dir", holder(*pid), data_dir.display())]
    InUse { data_dir: PathBuf, pid: Option<u32> },

    #[error(
        "a Postgres with process id {pid} still runs on {} and did not end in {seconds} seconds: \
         stop it with `kill -INT {pid}` and start again",
        place.display()
    )]
    StillRunning {
        place: PathBuf,
        pid: i32,
        seconds: u64,
    },

    #[error("{} holds files but no valid PG_VERSION, so it is no Postgres cluster: move it away", place.display())]
    NotACluster { place: PathBuf },

    #[error(
        "{} says that the cluster is in {}, which is missing: bring it back (is a disk not mounted?), or \
         delete the first file to begin with an empty one",
        record.display(), place.display()
    )]
    ClusterGone { record: PathBuf, place: PathBuf },

    #[error(
        "no directory for the socket: user {user} must reach it and its name must be short (the whole socket \
         path at most 107 bytes): set TMPDIR to such a directory"
    )]
    NoSocketDirectory { user: String },

    #[error("{}", no_tools(*oldest, *newest))]
    NoTools { oldest: u32, newest: Option<u32> },

    #[error("the data of {program} broke off: {source}")]
    Passing {
        program: &'static str,
        source: io::Error,
    },

    #[error(
        "{} says that a cluster was in {}, which is missing: bring it back (is a disk not mounted?), or delete the \
         first file to begin with an empty one",
        log.display(), place.display()
    )]
    ClusterLost { log: PathBuf, place: PathBuf },

    #[error(
        "the cluster {place} belongs to root, as whom Postgres refuses to run: give it to another user \
         (`chown -R {user} {place}`)",
        place = place.display()
    )]
    OwnedByRoot { place: PathBuf, user: String },

    #[error("{program} failed: {}", reason(said))]
    Program { program: &'static str, said: String },

    #[error("Postgres did not start: {} (its log is {})", reason(said), log.display())]
    DidNotStart { log: PathBuf, said: String },

    #[error(
        "Postgres did not stop within {seconds} seconds and was killed; nothing acknowledged is lost, the next \
         start recovers it"
    )]
    ForcedStop { seconds: u64 },
}

impl Error {
    /// For `map_err`: an input or output error with what was being done to which path.
    pub(crate) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io {
            doing,
            path,
            source,
        }
    }
}

fn no_tools(oldest: u32, newest: Option<u32>) -> String {
    let versions = match newest {
        Some(newest) if newest < oldest => {
            return format!(
                "the file was written by the pg_dump of Postgres {oldest}, which this server is too old for: \
                 restore it into Postgres {oldest} or newer"
            );
        }
        Some(newest) if newest == oldest => format!("{oldest}"),
        Some(newest) => format!("{oldest} or {newest}"),
        None => format!("{oldest} or newer"),
    };
    format!(
        "no pg_dump and pg_restore of Postgres {versions} on this machine: install them (`apt-get install \
         postgresql-client-{oldest}`), or set VERDICT_POSTGRES_BIN to their directory"
    )
}

fn holder(pid: Option<u32>) -> String {
    pid.map(|pid| format!(" (process {pid})"))
        .unwrap_or_default()
}
