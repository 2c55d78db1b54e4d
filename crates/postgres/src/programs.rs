//! A directory with the programs of one Postgres, and its version.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::account::Account;
use crate::error::Error;

/// The programs we need; some copies of Postgres hold no others.
const NEEDED: [&str; 2] = ["postgres", "initdb"];

/// The Postgres programs in use.
#[derive(Clone, Debug)]
pub struct Programs {
    bindir: PathBuf,
    version: String,
    major: u32,
}

impl Programs {
    /// The directory that holds `postgres` and `initdb`.
    #[must_use]
    pub fn bindir(&self) -> &Path {
        &self.bindir
    }

    /// The version as the program prints it, such as `15.18`.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The first part of the version. It decides which clusters these programs can open.
    #[must_use]
    pub fn major(&self) -> u32 {
        self.major
    }

    /// What is in `bindir`; `None` if it lacks a program or `account` cannot run it.
    pub(crate) fn at(bindir: &Path, account: &Account) -> Result<Option<Self>, Error> {
        // Symbolic links such as /usr/local/bin/postgres are followed to where the programs' own files are.
        let Ok(postgres) = bindir.join("postgres").canonicalize() else {
            return Ok(None);
        };
        let Some(bindir) = postgres.parent() else {
            return Ok(None);
        };
        if !NEEDED.iter().all(|name| bindir.join(name).is_file()) {
            return Ok(None);
        }
        let asked = account
            .command(&postgres)
            .arg("--version")
            .stdin(Stdio::null())
            .output();
        match asked {
            Ok(said) => Ok(parse(&String::from_utf8_lossy(&said.stdout)).map(
                |(version, major)| Self {
                    bindir: bindir.to_owned(),
                    version,
                    major,
                },
            )),
            Err(source) if cannot_become(&source) => Err(Error::CannotBecome {
                name: account.name(),
                source,
            }),
            Err(_) => Ok(None),
        }
    }

    pub(crate) fn initdb(&self, account: &Account) -> Command {
        account.command(&self.bindir.join("initdb"))
    }

    pub(crate) fn postgres(&self, account: &Account) -> Command {
        account.command(&self.bindir.join("postgres"))
    }
}

/// Whether changing the user failed, and not running the program (which would be `EACCES` or `ENOENT`).
fn cannot_become(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(libc::EPERM | libc::EINVAL))
}

/// `postgres (PostgreSQL) 15.18 (Debian …)` → `15.18` and 15.
fn parse(said: &str) -> Option<(String, u32)> {
    let version = said
        .strip_prefix("postgres (PostgreSQL) ")?
        .split_whitespace()
        .next()?;
    let digits = version
        .find(|sign: char| !sign.is_ascii_digit())
        .unwrap_or(version.len());
    Some((version.to_owned(), version.get(..digits)?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn versions_are_read_as_postgres_prints_them() {
        let cases = [
            (
                "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n",
                Some(("15.18", 15)),
            ),
            ("postgres (PostgreSQL) 18.6\n", Some(("18.6", 18))),
            ("postgres (PostgreSQL) 19beta1\n", Some(("19beta1", 19))),
            ("something else 15.1\n", None),
            ("", None),
        ];
        for (said, expected) in cases {
            let expected = expected.map(|(version, major)| (version.to_owned(), major));
            assert_eq!(parse(said), expected, "{said}");
        }
    }
}
