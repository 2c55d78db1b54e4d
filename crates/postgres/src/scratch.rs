//! Directories of temporary clusters: each is locked by the process that uses it, so that others can tell a
//! leftover from one in use.

use std::fs::{self, File};
use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;

use crate::account::Account;
use crate::cluster::Home;
use crate::error::Error;
use crate::postmaster::Postmaster;
use crate::socket;

/// How a locked directory is called.
const PREFIX: &str = "verdict-tmp-";
/// How it is called until then.
const UNLOCKED: &str = "verdict-new-";

/// Makes a directory and locks it. Its name begins with [`PREFIX`] only once it is locked, so that no other
/// process takes it for a leftover.
pub(crate) fn claim(account: &Account) -> Result<(PathBuf, File), Error> {
    let made = socket::new_directory(UNLOCKED, account)?;
    let failed = || Error::io("lock", made.path());
    let lock = File::open(made.path()).map_err(failed())?;
    lock.lock().map_err(failed())?;
    let name = made
        .path()
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .replace(UNLOCKED, PREFIX);
    let directory = made.path().with_file_name(name);
    fs::rename(made.path(), &directory).map_err(failed())?;
    let _old_name = made.keep();
    Ok((directory, lock))
}

/// Removes the clusters of processes that were killed. Failing is no harm: the next start tries again.
pub(crate) fn sweep(account: &Account) {
    let entries = socket::bases().flat_map(fs::read_dir).flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        let named = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(PREFIX));
        let ours = || {
            fs::symlink_metadata(&path)
                .is_ok_and(|found| found.is_dir() && found.uid() == account.uid())
        };
        if !named || !ours() {
            continue;
        }
        let Ok(lock) = File::open(&path) else {
            continue;
        };
        let cluster = Home::at(path.clone()).cluster();
        let alive = || Postmaster::read(&cluster).is_some_and(|found| found.lives(&cluster));
        if lock.try_lock().is_ok() && !alive() {
            drop(fs::remove_dir_all(&path));
        }
    }
}
