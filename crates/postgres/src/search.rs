//! Where the Postgres programs may be, in order.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::account::Account;
use crate::error::Error;
use crate::obtain;
use crate::programs::Programs;

/// A new cluster is not made with an older version: none before gets corrections any more.
const OLDEST: u32 = 15;

/// Where to look for the Postgres programs.
#[derive(Clone, Debug)]
pub struct Search {
    /// Use these and no others.
    pub bindir: Option<PathBuf>,
    /// Look at what the machine has installed.
    pub system: bool,
    /// Where obtained copies are kept; `None` uses none.
    pub cache: Option<PathBuf>,
    /// Obtain a copy when nothing else is found.
    pub obtain: bool,
}

impl Search {
    /// `VERDICT_POSTGRES_BIN`, else everywhere, and the usual cache: `/var/cache/verdict` for root (who runs
    /// Postgres as another user), else `$XDG_CACHE_HOME/verdict` or `~/.cache/verdict`.
    #[must_use]
    pub fn from_environment() -> Self {
        let set = |name| {
            env::var_os(name)
                .filter(|value| !value.is_empty())
                .map(PathBuf::from)
        };
        let cache = if rustix::process::geteuid().is_root() {
            Some(PathBuf::from("/var/cache"))
        } else {
            set("XDG_CACHE_HOME").or_else(|| Some(set("HOME")?.join(".cache")))
        };
        Self {
            bindir: set("VERDICT_POSTGRES_BIN"),
            system: true,
            cache: cache.map(|base| base.join("verdict")),
            obtain: true,
        }
    }

    /// Finds the programs, those of version `major` if `cluster` exists already.
    pub(crate) fn find(
        &self,
        account: &Account,
        cluster: &Path,
        major: Option<u32>,
    ) -> Result<Programs, Error> {
        if let Some(bindir) = &self.bindir {
            return Self::told(bindir, account, major);
        }
        for bindir in self.candidates() {
            if let Some(found) = Programs::at(&bindir, account)?
                && major.map_or(found.major() >= OLDEST, |major| found.major() == major)
            {
                return Ok(found);
            }
        }
        match (&self.cache, major) {
            (Some(cache), _) if self.obtain && major.is_none_or(|major| major == obtain::MAJOR) => {
                obtain::obtain(cache, account)
            }
            (_, Some(major)) => Err(Error::NoProgramsFor {
                place: cluster.to_owned(),
                major,
            }),
            (_, None) => Err(Error::NoPrograms { why: String::new() }),
        }
    }

    fn told(bindir: &Path, account: &Account, major: Option<u32>) -> Result<Programs, Error> {
        let unfit = |reason| Error::UnfitBindir {
            bindir: bindir.to_owned(),
            reason,
        };
        let found = Programs::at(bindir, account)?.ok_or_else(|| {
            unfit(format!(
                "has no postgres and initdb that user {} can run",
                account.name()
            ))
        })?;
        match major {
            Some(major) if major != found.major() => Err(unfit(format!(
                "holds version {}, but the cluster is of version {major}",
                found.major()
            ))),
            _ => Ok(found),
        }
    }

    /// Every directory that may hold programs, in order.
    pub(crate) fn bindirs(&self) -> Vec<PathBuf> {
        match &self.bindir {
            Some(bindir) => vec![bindir.clone()],
            None => self.candidates().collect(),
        }
    }

    fn candidates(&self) -> impl Iterator<Item = PathBuf> {
        let system = self.system.then(|| {
            let path = env::var_os("PATH").unwrap_or_default();
            pg_config()
                .into_iter()
                .chain(versioned("/usr/lib/postgresql", "")) // Debian
                .chain(versioned("/usr", "pgsql-")) // the RPMs of postgresql.org
                .chain(env::split_paths(&path).collect::<Vec<_>>())
        });
        let cached = self
            .cache
            .iter()
            .flat_map(|cache| versioned(cache, "postgres-"));
        system.into_iter().flatten().chain(cached)
    }
}

/// What `pg_config --bindir` answers. It may belong to the client library alone.
fn pg_config() -> Option<PathBuf> {
    let said = Command::new("pg_config").arg("--bindir").output().ok()?;
    Some(PathBuf::from(
        String::from_utf8(said.stdout).ok()?.trim_end(),
    ))
}

/// `parent/<prefix><version>/bin`, highest version first.
fn versioned(parent: impl AsRef<Path>, prefix: &str) -> Vec<PathBuf> {
    let mut found: Vec<_> = fs::read_dir(parent)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            Some((
                numbers(&entry.file_name(), prefix)?,
                entry.path().join("bin"),
            ))
        })
        .collect();
    found.sort_by(|a, b| b.cmp(a));
    found.into_iter().map(|(_, bindir)| bindir).collect()
}

/// The numbers in `15`, `9.6` or `18.4.0-beta.17` after `prefix`; `None` if there is no number first.
fn numbers(name: &OsStr, prefix: &str) -> Option<Vec<u32>> {
    let version = name.to_str()?.strip_prefix(prefix)?;
    let parts: Vec<u32> = version
        .split(['.', '-'])
        .map_while(|part| part.parse().ok())
        .collect();
    (!parts.is_empty()).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_version_comes_first() {
        let parent = tempfile::tempdir().unwrap();
        for name in ["9.6", "15", "16", "common"] {
            fs::create_dir(parent.path().join(name)).unwrap();
        }
        let expected: Vec<_> = ["16", "15", "9.6"]
            .map(|v| parent.path().join(v).join("bin"))
            .into();
        assert_eq!(versioned(parent.path(), ""), expected);
        assert_eq!(versioned(parent.path(), "pgsql-"), Vec::<PathBuf>::new());
    }
}
