//! Files that are told apart by their names: who has one, and whether its name is on disk.

use std::fs::{self, File, TryLockError};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

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

/// Puts the names of a folder and of all folders that it lies in on disk, where some of them may have been made just
/// now. Those above that may not be opened were there before.
pub(crate) fn sync_way(folder: &Path) -> io::Result<()> {
    let folder = folder.canonicalize()?;
    for above in way(&folder) {
        match File::open(&above) {
            Ok(above) => match above.sync_all() {
                // A folder that holds no names on a disk, such as the root of automounted ones.
                Err(error) if error.kind() == io::ErrorKind::InvalidInput => {}
                synced => synced?,
            },
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The folders whose entries lead to this one, the nearest first.
fn way(folder: &Path) -> Vec<PathBuf> {
    folder.ancestors().skip(1).map(Path::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_a_folder_is_all_that_name_it() {
        let folder = tempfile::tempdir().unwrap();
        let made = folder.path().join("a/b/c");
        fs::create_dir_all(&made).unwrap();
        sync_way(&made).unwrap();
        let nearest = way(&made).into_iter().take(3).collect::<Vec<_>>();
        let expected = ["a/b", "a", ""].map(|it| folder.path().join(it));
        assert_eq!(nearest, expected);
        assert_eq!(
            way(&made).last().map(PathBuf::as_path),
            Some(Path::new("/"))
        );
        assert!(sync_way(&made.join("d")).is_err());
    }
}
