//! Who uses the files of a data folder: any number of servers, which share it where they share a database, or one
//! restore, which fills it.
//!
//! The lock of a managed Postgres does not tell: with `database.url` nobody takes it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use anyhow::{Context, bail};
use rustix::fs::OFlags;

/// It says nothing. Whoever uses the folder holds a lock on it.
const NAME: &str = "in-use";

/// A folder that is used, for as long as this lives.
#[derive(Debug)]
pub(crate) struct InUse(File);

impl Drop for InUse {
    fn drop(&mut self) {
        // Unlocked and not only closed: a program that is about to be started has a copy for a moment.
        drop(self.0.unlock());
    }
}

impl InUse {
    /// For a server, beside others. Waits for a restore.
    pub(crate) fn by_a_server(data_dir: &Path) -> anyhow::Result<Self> {
        let trouble = || format!("cannot use {}", data_dir.display());
        fs::create_dir_all(data_dir).with_context(trouble)?;
        let file = open(data_dir).with_context(trouble)?;
        match file.try_lock_shared() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                tracing::info!(data_dir = %data_dir.display(), "waiting for a restore");
                file.lock_shared().with_context(trouble)?;
            }
            Err(TryLockError::Error(error)) => return Err(error).with_context(trouble),
        }
        Ok(Self(file))
    }

    /// For a restore, alone. The folder is there.
    pub(crate) fn by_a_restore(data_dir: &Path) -> anyhow::Result<Self> {
        let trouble = || format!("cannot use {}", data_dir.display());
        let file = open(data_dir).with_context(trouble)?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => bail!(
                "a server or another restore uses {}: restore into a new folder, --data-dir DIR",
                data_dir.display()
            ),
            Err(TryLockError::Error(error)) => Err(error).with_context(trouble),
        }
    }
}

fn open(data_dir: &Path) -> io::Result<File> {
    // Over NFS only who may read can share a lock, and only who may write can have it alone.
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .custom_flags(OFlags::NOFOLLOW.bits().cast_signed())
        .open(data_dir.join(NAME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_share_a_folder_and_a_restore_has_it_alone() {
        let folder = tempfile::tempdir().unwrap();
        let servers = [(); 2].map(|()| InUse::by_a_server(folder.path()).unwrap());
        let refused = InUse::by_a_restore(folder.path()).unwrap_err().to_string();
        assert!(refused.contains("--data-dir DIR"), "{refused}");
        drop(servers);
        let restore = InUse::by_a_restore(folder.path()).unwrap();
        assert!(InUse::by_a_restore(folder.path()).is_err());
        let path = folder.path().to_owned();
        let waiting = std::thread::spawn(move || InUse::by_a_server(&path).map(drop));
        drop(restore);
        waiting.join().unwrap().unwrap();
    }
}
