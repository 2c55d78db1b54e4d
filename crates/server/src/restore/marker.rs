//! A file in the data folder that says of the files of attachments that a restore has put them there, and that their
//! rows may be missing.
//!
//! The next restore into an empty database may remove such files by itself; no others. Whoever holds the marker is the
//! only one that restores into the data folder.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use rustix::fs::OFlags;

use crate::named_file::{locked, sync_name};

const NAME: &str = "restoring";
/// It says nothing while it is empty.
const SET: &[u8] = b"the attachments here may have no rows\n";

/// The marker of a data folder, held. Dropped, it stays as it is, but for an empty one.
pub(super) struct Marker {
    file: File,
    path: PathBuf,
    is_set: bool,
}

impl Marker {
    /// Takes it, as the restore before has left it.
    pub(super) fn take(data_dir: &Path) -> anyhow::Result<Self> {
        let path = data_dir.join(NAME);
        let trouble = || format!("cannot write {}", path.display());
        let Some(file) = hold(&path).with_context(trouble)? else {
            bail!(
                "another restore fills {}: wait for it, or restore into a new folder, --data-dir DIR",
                data_dir.display()
            );
        };
        let is_set = file.metadata().with_context(trouble)?.len() > 0;
        Ok(Self { file, path, is_set })
    }

    /// Whether the restore before was killed when it had put files there.
    pub(super) const fn is_set(&self) -> bool {
        self.is_set
    }

    /// From here on files without rows may be there. On disk when this returns.
    pub(super) fn set(&mut self) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.write_all(SET)?;
        self.file.sync_all()?;
        self.is_set = true;
        sync_name(&self.path)
    }

    /// The files have their rows, or are gone.
    pub(super) fn clear(mut self) -> io::Result<()> {
        self.is_set = false;
        remove(&self.path)
    }
}

impl Drop for Marker {
    fn drop(&mut self) {
        if !self.is_set {
            // An empty one does no harm.
            drop(fs::remove_file(&self.path));
        }
    }
}

/// Removes it for a server: whatever files are there are its own from now on.
pub(super) fn forget(data_dir: &Path) -> io::Result<()> {
    remove(&data_dir.join(NAME))
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Ok(()) => sync_name(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// `None` while somebody else has it.
fn hold(path: &Path) -> io::Result<Option<File>> {
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .custom_flags(OFlags::NOFOLLOW.bits().cast_signed())
        .open(path)?;
    locked(file, path)
}
