//! Where the cluster of a data directory lives, and the lock on that directory.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use crate::account::Account;
use crate::cluster::Home;
use crate::error::Error;
use crate::options::Options;

/// Names the cluster when it is not in the data directory.
const RECORD: &str = "cluster";

/// The lock on a data directory, given up when it is dropped.
///
/// The file is unlocked and not only closed: a program that another thread is about to start has a copy of it for a
/// moment, and would keep the lock.
#[derive(Debug)]
pub(crate) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // What cannot be unlocked is closed, which is as good a moment later.
        drop(self.0.unlock());
    }
}

/// Makes the data directory if it is missing and takes its lock.
pub(crate) fn lock(data_dir: &Path) -> Result<(PathBuf, Lock), Error> {
    if data_dir.is_file() {
        return Err(Error::NoFolder(data_dir.to_owned()));
    }
    // As root Postgres runs as another user, who must be able to pass through.
    make(
        data_dir,
        if rustix::process::geteuid().is_root() {
            0o711
        } else {
            0o700
        },
    )?;
    let data_dir = data_dir
        .canonicalize()
        .map_err(Error::io("find", data_dir))?;
    let path = data_dir.join("lock");
    let failed = || Error::io("lock", &path);
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(failed())?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            file.read_to_string(&mut holder).map_err(failed())?;
            return Err(Error::InUse {
                data_dir,
                pid: holder.trim().parse().ok(),
            });
        }
        Err(TryLockError::Error(error)) => return Err(failed()(error)),
    }
    // For the message above.
    let note = |file: &mut File| {
        file.set_len(0)?;
        file.rewind()?;
        writeln!(file, "{}", std::process::id())
    };
    note(&mut file).map_err(failed())?;
    Ok((data_dir, Lock(file)))
}

/// The home of the cluster of this data directory, if one was chosen before.
pub(crate) fn existing(data_dir: &Path) -> Result<Option<Home>, Error> {
    let record = data_dir.join(RECORD);
    if let Ok(text) = fs::read(&record) {
        let cluster = PathBuf::from(std::ffi::OsStr::from_bytes(text.trim_ascii_end()));
        let home = cluster.parent().and_then(|home| home.canonicalize().ok());
        return match home {
            Some(home) => Ok(Some(Home::at(home))),
            None => Err(Error::ClusterGone {
                record,
                place: cluster,
            }),
        };
    }
    let home = Home::at(data_dir.to_owned());
    Ok(home.major()?.map(|_| home))
}

/// Chooses a home for a new cluster: the data directory, or if `account` cannot reach that, one of its own
/// in the system's state directory. Somebody's home is never opened up for it.
pub(crate) fn choose(data_dir: &Path, options: &Options, account: &Account) -> Result<Home, Error> {
    if account.reaches(data_dir) {
        return Ok(Home::at(data_dir.to_owned()));
    }
    let state = &options.state_dir;
    make(state, 0o755)?;
    let home = tempfile::Builder::new()
        .prefix("")
        .rand_bytes(12)
        .permissions(Permissions::from_mode(0o711))
        .tempdir_in(state)
        .and_then(|home| home.keep().canonicalize())
        .map_err(Error::io("make a directory in", state))?;
    let home = Home::at(home);
    record(data_dir, &home.cluster())?;
    Ok(home)
}

/// Written in one step, so that it is there whole or not at all.
fn record(data_dir: &Path, cluster: &Path) -> Result<(), Error> {
    let path = data_dir.join(RECORD);
    let write = || {
        let mut file = tempfile::NamedTempFile::new_in(data_dir)?;
        file.write_all(cluster.as_os_str().as_bytes())?;
        file.write_all(b"\n")?;
        file.as_file().sync_all()?;
        file.persist(&path).map_err(std::io::Error::from)
    };
    write().map(drop).map_err(Error::io("write", &path))
}

fn make(directory: &Path, mode: u32) -> Result<(), Error> {
    DirBuilder::new()
        .recursive(true)
        .mode(mode)
        .create(directory)
        .map_err(Error::io("make", directory))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_of_the_file_does_not_keep_the_lock() {
        let place = tempfile::tempdir().unwrap();
        let (_, held) = lock(place.path()).unwrap();
        let copy = held.0.try_clone().unwrap();
        assert!(matches!(lock(place.path()), Err(Error::InUse { .. })));
        drop(held);
        assert!(lock(place.path()).is_ok());
        drop(copy);
    }
}
