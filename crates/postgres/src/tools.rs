//! `pg_dump` and `pg_restore`, which write a database into a file and read it back.

mod address;

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;

use crate::account::Account;
use crate::error::Error;
use crate::obtain;
use crate::search::Search;
use crate::sys;
use address::Address;

/// Both are needed, and come together.
const NEEDED: [&str; 2] = ["pg_dump", "pg_restore"];

/// Variables that the programs are given; all others stay with us. `PGOPTIONS` and its like would change what they
/// do. Certificates may lie in the home.
const PASSED_ON: [&str; 4] = ["PATH", "HOME", "TZ", "LD_LIBRARY_PATH"];

/// The programs of one version. They run as ourselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tools {
    bindir: PathBuf,
    major: u32,
}

/// Which versions of the programs can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    /// The major version of the server that they are to talk to: older ones refuse it.
    pub server: u32,
    /// That of the `pg_dump` whose file is to be read, where there is one: older ones cannot.
    pub wrote: Option<u32>,
}

impl Fit {
    /// From here on `pg_restore` says `SET transaction_timeout = 0`, and cannot be told not to.
    const SETS_TRANSACTION_TIMEOUT: u32 = 17;

    fn takes(self, major: u32) -> bool {
        major >= self.oldest() && self.newest().is_none_or(|newest| major <= newest)
    }

    fn oldest(self) -> u32 {
        self.wrote.unwrap_or_default().max(self.server)
    }

    /// A server that does not know that setting refuses the whole restore. So a backup is not written by a program
    /// whose files only such ones can read, either.
    fn newest(self) -> Option<u32> {
        (self.server < Self::SETS_TRANSACTION_TIMEOUT).then_some(Self::SETS_TRANSACTION_TIMEOUT - 1)
    }
}

impl Tools {
    /// Finds those that fit, the oldest first. A copy is obtained where the machine has none.
    ///
    /// # Errors
    /// When there are none.
    pub fn find(search: &Search, fit: Fit) -> Result<Self, Error> {
        let found = search.bindirs().into_iter().filter_map(|it| Self::at(&it));
        let fitting = found.filter(|tools| fit.takes(tools.major));
        // Of the same version the first one, as everywhere.
        if let Some(tools) = fitting.min_by_key(|tools| tools.major) {
            return Ok(tools);
        }
        let obtained = match &search.cache {
            Some(cache) if search.obtain && search.bindir.is_none() && fit.takes(obtain::MAJOR) => {
                obtain::obtain(cache, &Account::choose()?).ok()
            }
            _ => None,
        };
        obtained
            .and_then(|programs| Self::at(programs.bindir()))
            .ok_or(Error::NoTools {
                oldest: fit.oldest(),
                newest: fit.newest(),
            })
    }

    /// Where they are.
    #[must_use]
    pub fn bindir(&self) -> &Path {
        &self.bindir
    }

    /// The first part of their version.
    #[must_use]
    pub fn major(&self) -> u32 {
        self.major
    }

    /// Writes the whole database at `url` to `out`, as it was when the snapshot was taken: in `pg_dump`'s own format,
    /// without owners and rights, so that anybody can restore it.
    ///
    /// # Errors
    /// When it cannot be read or written whole.
    pub fn dump(&self, url: &str, snapshot: &str, out: &mut dyn Write) -> Result<(), Error> {
        let mut command = self.command("pg_dump", &Address::of(url));
        command
            .args(["--format=custom", "--no-owner", "--no-privileges"])
            .args(self.without_extensions())
            .arg("--no-password")
            .arg(format!("--snapshot={snapshot}"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        run("pg_dump", command, |child| {
            child
                .stdout
                .take()
                .map_or(Ok(0), |mut from| io::copy(&mut from, out))
        })
    }

    /// Fills the database at `url` with what [`dump`](Self::dump) wrote: with all of it, or with nothing.
    ///
    /// # Errors
    /// When something of it cannot be read or put there. Nothing has changed then.
    pub fn restore(&self, url: &str, from: &mut dyn Read) -> Result<(), Error> {
        let address = Address::of(url);
        let mut command = self.command("pg_restore", &address);
        command
            .args(["--no-owner", "--no-privileges", "--no-password"])
            .args(["--single-transaction", "--exit-on-error"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null());
        run("pg_restore", command, |child| {
            // Closed at the end, which tells the program that this was all.
            child
                .stdin
                .take()
                .map_or(Ok(0), |mut to| io::copy(from, &mut to))
        })
    }

    /// Extensions are the host's, and a plain owner of a database may not create most of them. This one is built in:
    /// it is never written out, and naming it leaves out all others.
    fn without_extensions(&self) -> Option<&'static str> {
        (self.major >= 14).then_some("--extension=plpgsql")
    }

    /// What is in `bindir`; `None` if it lacks a program, or one does not run.
    fn at(bindir: &Path) -> Option<Self> {
        if !NEEDED.iter().all(|name| bindir.join(name).is_file()) {
            return None;
        }
        let said = program(&bindir.join("pg_dump")).arg("--version").output();
        let said = String::from_utf8(said.ok()?.stdout).ok()?;
        Some(Self {
            bindir: bindir.to_owned(),
            major: major(&said)?,
        })
    }

    fn command(&self, name: &str, address: &Address) -> Command {
        let mut command = program(&self.bindir.join(name));
        command.arg(format!("--dbname={}", address.url));
        // Other users of the machine can see arguments, but not variables.
        if let Some(password) = &address.password {
            command.env("PGPASSWORD", password);
        }
        if let Some(certificates) = &address.certificates {
            command.env("PGSSLROOTCERT", certificates);
        }
        command
    }
}

/// A command that knows little of our environment, and ends with the thread that starts it.
fn program(path: &Path) -> Command {
    let mut command = Command::new(path);
    command.env_clear().env("LC_ALL", "C.UTF-8").envs(
        PASSED_ON
            .iter()
            .filter_map(|name| Some((name, std::env::var_os(name)?))),
    );
    sys::stop_with_parent(&mut command);
    command
}

/// Runs a program to its end while `pass` passes data through one of its pipes.
fn run(
    program: &'static str,
    mut command: Command,
    pass: impl FnOnce(&mut Child) -> io::Result<u64>,
) -> Result<(), Error> {
    command.stderr(Stdio::piped());
    let path = PathBuf::from(command.get_program());
    let failed = || Error::io("run", &path);
    let mut child = command.spawn().map_err(failed())?;
    let (passed, status, said) = thread::scope(|scope| {
        let errors = child.stderr.take();
        let errors = scope.spawn(move || {
            let mut said = Vec::new();
            // What could be read until then is what there is to show.
            drop(errors.map(|mut errors| errors.read_to_end(&mut said)));
            said
        });
        let passed = pass(&mut child);
        if passed.as_ref().is_err_and(|error| !is_hung_up(error)) {
            // It must not take what it got for all there is.
            drop(child.kill());
        }
        let status = child.wait();
        (passed, status, errors.join().unwrap_or_default())
    });
    match (passed, status.map_err(failed())?) {
        (Err(source), _) if !is_hung_up(&source) => Err(Error::Passing { program, source }),
        (_, status) if status.success() => Ok(()),
        (_, status) => Err(Error::Program {
            program,
            said: told(&said, status),
        }),
    }
}

/// A program that ends before it has read all says why itself.
fn is_hung_up(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

fn told(said: &[u8], status: ExitStatus) -> String {
    match String::from_utf8_lossy(said).into_owned() {
        said if said.trim().is_empty() => status.to_string(),
        said => said,
    }
}

/// `pg_dump (PostgreSQL) 15.18 (Debian …)` → 15.
fn major(said: &str) -> Option<u32> {
    let version = said.strip_prefix("pg_dump (PostgreSQL) ")?;
    let digits = version.find(|sign: char| !sign.is_ascii_digit())?;
    version.get(..digits)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_as_the_program_prints_it() {
        let said = "pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n";
        assert_eq!(major(said), Some(15));
        assert_eq!(major("pg_dump (PostgreSQL) 19beta1\n"), Some(19));
        assert_eq!(major("postgres (PostgreSQL) 15.18\n"), None);
    }

    #[test]
    fn the_programs_are_as_new_as_the_server_and_the_file_and_none_sets_what_the_server_does_not_know()
     {
        for (server, wrote, fitting) in [
            (15, None, vec![15, 16]),
            (16, None, vec![16]),
            (17, None, vec![17, 18]),
            (15, Some(16), vec![16]),
            (15, Some(17), vec![]),
            (17, Some(16), vec![17, 18]),
            (17, Some(18), vec![18]),
        ] {
            let fit = Fit { server, wrote };
            let taken: Vec<u32> = (14..=18).filter(|major| fit.takes(*major)).collect();
            assert_eq!(taken, fitting, "{fit:?}");
        }
    }

    #[test]
    fn who_has_no_programs_that_fit_is_told_what_to_install() {
        for (oldest, newest, expected) in [
            (15, Some(16), "of Postgres 15 or 16 "),
            (16, Some(16), "of Postgres 16 on"),
            (17, None, "of Postgres 17 or newer"),
        ] {
            let said = Error::NoTools { oldest, newest }.to_string();
            assert!(said.contains(expected), "{said}");
            assert!(
                said.contains(&format!("postgresql-client-{oldest}`")),
                "{said}"
            );
        }
        let (oldest, newest) = (17, Some(16));
        let said = Error::NoTools { oldest, newest }.to_string();
        assert!(
            said.contains("restore it into Postgres 17 or newer"),
            "{said}"
        );
    }

    #[test]
    fn a_program_that_fails_is_told_with_its_last_words() {
        let mut command = program(Path::new("/bin/sh"));
        command.args(["-c", "echo much ado >&2; exit 3"]);
        let error = run("sh", command, |_| Ok(0)).unwrap_err().to_string();
        assert!(error.ends_with("much ado"), "{error}");
    }

    #[test]
    fn a_program_whose_input_breaks_off_does_not_take_it_for_all() {
        let mut command = program(Path::new("/bin/sh"));
        command.args(["-c", "cat; exit 0"]).stdin(Stdio::piped());
        let broken = || Err(io::Error::other("torn"));
        let error = run("sh", command, |_| broken()).unwrap_err();
        assert!(matches!(error, Error::Passing { .. }), "{error}");
    }
}
