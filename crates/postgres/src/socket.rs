//! The directory of the Unix socket.
//!
//! It is a directory of its own and not the data directory, because the whole path of a socket may have 107
//! bytes and a data directory may be anywhere. It lies under the directory for temporary files and not under
//! `XDG_RUNTIME_DIR`, which vanishes when its user logs out while the server may go on. Its mode is 0700: who
//! can enter is who may connect, so no password is needed.

use std::env;
use std::fs::{self, Permissions};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use crate::account::Account;
use crate::error::Error;

/// Decides the name of the socket, which ends in it; it is no TCP port.
pub(crate) const PORT: &str = "5432";
/// What follows the base: `/verdict-XXXXXX/.s.PGSQL.5432` and a little more.
const SUFFIX: usize = 40;
/// `sizeof(sun_path)` less the final zero byte.
const LONGEST: usize = 107;

/// Makes a new directory of mode 0700 for `account`, with a short path and an unguessable name.
pub(crate) fn new_directory(prefix: &str, account: &Account) -> Result<tempfile::TempDir, Error> {
    let base = bases()
        .find(|base| base.as_os_str().len() + SUFFIX <= LONGEST && account.reaches(base))
        .ok_or_else(|| Error::NoSocketDirectory {
            user: account.name(),
        })?;
    let made = tempfile::Builder::new()
        .prefix(prefix)
        .permissions(Permissions::from_mode(0o700))
        .tempdir_in(&base)
        .map_err(Error::io("make a directory in", &base))?;
    account.give(made.path())?;
    Ok(made)
}

/// The directories for temporary files, as real paths.
pub(crate) fn bases() -> impl Iterator<Item = PathBuf> {
    [env::temp_dir(), "/tmp".into(), "/var/tmp".into()]
        .into_iter()
        .filter_map(|base| base.canonicalize().ok())
}

/// The directory that `record` names if it is still there and nobody else's, else a new one, recorded.
///
/// In a data directory that was copied, the record names the directory of the one it was copied from, which may run.
pub(crate) fn recorded_directory(
    record: &Path,
    account: &Account,
    cluster: &Path,
) -> Result<PathBuf, Error> {
    if let Ok(text) = fs::read_to_string(record) {
        let directory = PathBuf::from(text);
        let safe = fs::symlink_metadata(&directory).is_ok_and(|found| {
            found.is_dir() && found.uid() == account.uid() && found.mode() & 0o777 == 0o700
        });
        if safe
            && directory.is_absolute()
            && account.reaches(&directory)
            && !is_of_another(&directory, cluster)
        {
            return Ok(directory);
        }
    }
    let made = new_directory("verdict-", account)?;
    fs::write(record, made.path().as_os_str().as_bytes()).map_err(Error::io("write", record))?;
    Ok(made.keep())
}

/// Whether a Postgres on another cluster has, or has left, its socket in `directory`: the second line of its lock says
/// where that is.
fn is_of_another(directory: &Path, cluster: &Path) -> bool {
    fs::read(lock(directory)).is_ok_and(|text| {
        let mut lines = text.split(|byte| *byte == b'\n');
        lines.nth(1) != Some(cluster.as_os_str().as_bytes())
    })
}

/// The file with which a Postgres keeps others from the socket in `directory`.
pub(crate) fn lock(directory: &Path) -> PathBuf {
    directory.join(format!(".s.PGSQL.{PORT}.lock"))
}

/// The address of a database behind the socket in `directory`.
pub(crate) fn url(directory: &Path, database: &str) -> String {
    let (host, database) = (
        percent_encoded(directory.as_os_str().as_bytes()),
        percent_encoded(database.as_bytes()),
    );
    format!("postgres://verdict@{host}:{PORT}/{database}")
}

fn percent_encoded(bytes: &[u8]) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    bytes
        .iter()
        .map(|&byte| {
            if plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_hides_what_a_url_would_misread() {
        let url = url(Path::new("/tmp/a b"), "x/y?z");
        assert_eq!(url, "postgres://verdict@%2Ftmp%2Fa%20b:5432/x%2Fy%3Fz");
    }

    #[test]
    fn a_recorded_directory_is_used_again_only_while_it_is_private_and_ours() {
        let account = Account::choose().unwrap();
        let place = tempfile::tempdir().unwrap();
        let (record, cluster) = (place.path().join("socket"), Path::new("/data/postgres"));
        let next = || recorded_directory(&record, &account, cluster).unwrap();
        let first = next();
        assert_eq!(next(), first);
        fs::write(lock(&first), "7\n/data/postgres\n1700000000\n").unwrap();
        assert_eq!(next(), first);
        fs::write(lock(&first), "7\n/copied/postgres\n1700000000\n").unwrap();
        let second = next();
        assert_ne!(second, first);
        fs::set_permissions(&second, Permissions::from_mode(0o755)).unwrap();
        let third = next();
        assert_ne!(third, second);
        for directory in [first, second, third] {
            fs::remove_dir_all(directory).unwrap();
        }
    }
}
