//! The user that the Postgres programs run as.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use crate::error::Error;
use crate::sys;

/// Users tried in this order when we are root, as which Postgres refuses to run.
const STAND_INS: [&str; 2] = ["postgres", "nobody"];

/// Variables that the programs are given; all others stay with us. Postgres would obey `PGPORT` and its like,
/// and our own environment may hold an access key.
const PASSED_ON: [&str; 3] = ["PATH", "TZ", "LD_LIBRARY_PATH"];

/// Whom the programs run as: ourselves, or as root somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    uid: u32,
    /// Set only when it is another user than ourselves.
    other: Option<Other>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Other {
    gid: u32,
    name: String,
}

impl Account {
    /// Ourselves, or as root the first stand-in that this machine knows.
    pub(crate) fn choose() -> Result<Self, Error> {
        let uid = rustix::process::geteuid();
        if !uid.is_root() {
            return Ok(Self {
                uid: uid.as_raw(),
                other: None,
            });
        }
        // Read here and not through the name service: both are local users wherever they exist.
        let table = fs::read_to_string("/etc/passwd").unwrap_or_default();
        STAND_INS
            .iter()
            .find_map(|name| Self::in_table(&table, name))
            .ok_or(Error::NoAccount)
    }

    fn in_table(table: &str, name: &str) -> Option<Self> {
        table.lines().find_map(|line| {
            let mut fields = line.split(':');
            let found = fields.next()? == name;
            let (uid, gid) = (fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?);
            let other = Some(Other {
                gid,
                name: name.to_owned(),
            });
            (found && uid != 0).then_some(Self { uid, other })
        })
    }

    /// For a cluster that exists: as root, whoever owns it, because Postgres insists on that.
    pub(crate) fn for_cluster(self, cluster: &Path) -> Self {
        match (&self.other, fs::metadata(cluster)) {
            (Some(_), Ok(found)) if found.uid() != 0 && found.uid() != self.uid => {
                let name = format!("number {}", found.uid());
                Self {
                    uid: found.uid(),
                    other: Some(Other {
                        gid: found.gid(),
                        name,
                    }),
                }
            }
            _ => self,
        }
    }

    /// Refuses a cluster of root's, whom Postgres does not run as.
    pub(crate) fn may_open(&self, cluster: &Path) -> Result<(), Error> {
        let is_roots = fs::metadata(cluster).is_ok_and(|found| found.uid() == 0);
        if self.other.is_some() && is_roots {
            return Err(Error::OwnedByRoot {
                place: cluster.to_owned(),
                user: self.name(),
            });
        }
        Ok(())
    }

    pub(crate) fn uid(&self) -> u32 {
        self.uid
    }

    /// How to call this user in a message.
    pub(crate) fn name(&self) -> String {
        self.other.as_ref().map_or_else(
            || format!("number {}", self.uid),
            |other| other.name.clone(),
        )
    }

    /// A command that runs as this user, ends with the calling thread, and knows little of our environment.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("LC_ALL", "C.UTF-8")
            .current_dir("/");
        command.envs(
            PASSED_ON
                .iter()
                .filter_map(|name| Some((name, std::env::var_os(name)?))),
        );
        if let Some(other) = &self.other {
            command.gid(other.gid).uid(self.uid);
        }
        sys::stop_with_parent(&mut command);
        command
    }

    /// Makes this user the owner of a directory or file that we made for it.
    pub(crate) fn give(&self, path: &Path) -> Result<(), Error> {
        match &self.other {
            None => Ok(()),
            Some(other) => chown(path, Some(self.uid), Some(other.gid))
                .map_err(Error::io("change the owner of", path)),
        }
    }

    /// Whether this user may pass through `directory` and all directories above it, by their permission bits.
    pub(crate) fn reaches(&self, directory: &Path) -> bool {
        let Some(other) = &self.other else {
            return true;
        };
        directory.ancestors().all(|step| {
            fs::metadata(step).is_ok_and(|found| {
                let execute = match found {
                    _ if found.uid() == self.uid => 0o100,
                    _ if found.gid() == other.gid => 0o010,
                    _ => 0o001,
                };
                found.mode() & execute != 0
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65533::/:/bin/false\nbroken\n";

    #[test]
    fn a_stand_in_is_read_from_the_user_table() {
        let nobody = Account::in_table(TABLE, "nobody").unwrap();
        assert_eq!((nobody.uid, nobody.other.unwrap().gid), (65534, 65533));
        assert_eq!(Account::in_table(TABLE, "postgres"), None);
    }

    #[test]
    fn root_is_never_a_stand_in() {
        assert_eq!(
            Account::in_table("postgres:x:0:0::/:/bin/sh\n", "postgres"),
            None
        );
    }
}
