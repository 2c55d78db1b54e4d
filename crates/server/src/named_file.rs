//! Files that are told apart by their names: who has one, and whether its name is on disk.

use std::fs::{self, File, TryLockError};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

/// Locks the file for as long as it is open; `None` while somebody else has it, or if it has lost its name meanwhile.
pub(crate) fn locked(file: File, path: &Path) -> io::Result<Option<File>> {
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    // Whoever had it may have renamed or removed it between the two steps.
    let (ours, found) = (file.metadata()?, fs::metadata(path));
    let is_here = found.is_ok_and(|found| (ours.dev(), ours.ino()) == (found.dev(), found.ino()));
    Ok(is_here.then_some(file))
}

/// Puts the name of a file, or that there is none of that name any more, on disk.
pub(crate) fn sync_name(path: &Path) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    File::open(folder)?.sync_all()
}
