//! Making a cluster.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{io, thread};

use crate::account::Account;
use crate::error::Error;
use crate::programs::Programs;

/// The database that every cluster has from its first moment.
pub const DATABASE: &str = "verdict";
/// Its owner, and the superuser.
const USER: &str = "verdict";

/// The name of a cluster in its home, and of one that is being made.
const NAME: &str = "postgres";
const UNFINISHED: &str = "postgres.new-";

/// The directory of a cluster and what belongs to it: its log and the record of its socket.
#[derive(Clone, Debug)]
pub(crate) struct Home(PathBuf);

impl Home {
    /// `directory` must be a real path: see [`Postmaster::lives`](crate::postmaster::Postmaster::lives).
    pub(crate) fn at(directory: PathBuf) -> Self {
        Self(directory)
    }

    pub(crate) fn cluster(&self) -> PathBuf {
        self.0.join(NAME)
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.0.join("postgres.log")
    }

    pub(crate) fn socket_record(&self) -> PathBuf {
        self.0.join("socket")
    }

    /// The major version of the cluster; `None` if none has been made yet.
    pub(crate) fn major(&self) -> Result<Option<u32>, Error> {
        let cluster = self.cluster();
        if let Ok(text) = fs::read_to_string(cluster.join("PG_VERSION")) {
            // Before version 10 it was 9.x.
            let major = text
                .trim()
                .split('.')
                .next()
                .and_then(|major| major.parse().ok());
            return major.map(Some).ok_or(Error::NotACluster { place: cluster });
        }
        match fs::read_dir(&cluster).map(|mut entries| entries.next().is_none()) {
            Ok(true) => Ok(None),
            Ok(false) => Err(Error::NotACluster { place: cluster }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::io("read", &cluster)(error)),
        }
    }

    /// Makes the cluster with its database. It gets its name last, so a half-made one is never taken for it.
    pub(crate) fn create(
        &self,
        programs: &Programs,
        account: &Account,
        durable: bool,
    ) -> Result<(), Error> {
        self.sweep();
        // Written from the first start on: nobody's results begin anew because a folder is not where it was.
        if self.log().exists() {
            return Err(Error::ClusterLost {
                log: self.log(),
                place: self.cluster(),
            });
        }
        let made = tempfile::Builder::new()
            .prefix(UNFINISHED)
            .tempdir_in(&self.0)
            .map_err(Error::io("make a directory in", &self.0))?;
        account.give(made.path())?;
        initdb(programs, account, made.path(), durable)?;
        create_database(programs, account, made.path(), durable)?;

        let cluster = self.cluster();
        fs::rename(made.path(), &cluster).map_err(Error::io("make", &cluster))?;
        // It has moved: there is nothing to remove under the old name.
        let _old_name = made.keep();
        File::open(&self.0)
            .and_then(|home| home.sync_all())
            .map_err(Error::io("write", &self.0))
    }

    /// Removes what a killed `initdb` left. Failing is no harm: the next start tries again.
    fn sweep(&self) {
        for entry in fs::read_dir(&self.0).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
                drop(fs::remove_dir_all(entry.path()));
            }
        }
    }
}

fn initdb(
    programs: &Programs,
    account: &Account,
    place: &Path,
    durable: bool,
) -> Result<(), Error> {
    let mut command = programs.initdb(account);
    command
        .args([
            "--username",
            USER,
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "-D",
        ])
        .arg(place);
    if !durable {
        command.arg("--no-sync");
    }
    finish("initdb", command, "")
}

/// Postgres alone can do it, in its single-user mode; `createdb` and `psql` are not in every copy.
fn create_database(
    programs: &Programs,
    account: &Account,
    place: &Path,
    durable: bool,
) -> Result<(), Error> {
    let mut command = programs.postgres(account);
    // Without `exit_on_error` a failed statement would still end in success.
    command.args(["--single", "-c", "exit_on_error=on", "-c"]);
    command.arg(if durable { "fsync=on" } else { "fsync=off" });
    command.arg("-D").arg(place).arg("postgres");
    finish(
        "postgres --single",
        command,
        &format!("CREATE DATABASE {DATABASE}\n"),
    )
}

fn finish(program: &'static str, mut command: Command, input: &str) -> Result<(), Error> {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let path = PathBuf::from(command.get_program());
    let mut run = || {
        let mut child = command.spawn()?;
        let stdin = child.stdin.take();
        thread::scope(|scope| {
            // A program that ends before it has read all says why itself.
            scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input.as_bytes())));
            child.wait_with_output()
        })
    };
    let Output {
        status,
        stdout,
        stderr,
    } = run().map_err(Error::io("run", &path))?;
    if status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned();
    Err(Error::Program { program, said })
}
