//! Puts the files of attachments into the data folder.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::marker::Marker;
use crate::archive::Archive;
use crate::in_use::InUse;
use crate::named_file::sync_way;
use crate::settings::Data;

/// How the folder is called while it is filled.
const UNFINISHED: &str = "attachments.new-";

/// A folder of attachments whose rows are not there yet. While nobody says what became of them it is marked as such.
pub(super) struct Placed {
    folder: PathBuf,
    marker: Marker,
    _in_use: InUse,
}

impl Placed {
    /// Makes the data folder and has it for a restore alone.
    pub(super) fn alone(data: &Data) -> anyhow::Result<InUse> {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&data.dir)
            .with_context(|| trouble(data))?;
        InUse::by_a_restore(&data.dir)
    }

    /// Makes the folder of attachments. It has its name, and all is on disk, when this returns.
    pub(super) fn make(in_use: InUse, data: &Data, archive: &Archive) -> anyhow::Result<Self> {
        let folder = data.attachments();
        let trouble = || trouble(data);
        let mut marker = Marker::take(&data.dir)?;
        if holds_files(&folder).with_context(trouble)? {
            if !marker.is_set() {
                bail!(
                    "there are files in {}, and a restore changes nothing that is there: restore into a new \
                     folder, --data-dir DIR",
                    folder.display()
                );
            }
            tracing::info!(folder = %folder.display(), "removing the files of a restore that came to nothing");
            fs::remove_dir_all(&folder).with_context(trouble)?;
        }
        sweep(&data.dir);
        let unfinished = tempfile::Builder::new()
            .prefix(UNFINISHED)
            .permissions(Permissions::from_mode(0o700))
            .tempdir_in(&data.dir)
            .with_context(trouble)?;
        archive.each_attachment(|place, from| {
            let path = unfinished.path().join(place);
            write(&path, from).with_context(|| format!("cannot write {}", path.display()))
        })?;
        let mut name = || -> io::Result<()> {
            // One call for all files: each by itself would wait for the disk once more.
            rustix::fs::syncfs(File::open(unfinished.path())?)?;
            marker.set()?;
            fs::rename(unfinished.path(), &folder)?;
            File::open(&data.dir)?.sync_all()?;
            sync_way(&data.dir)
        };
        name().with_context(trouble)?;
        // It has moved: there is nothing to remove under the old name.
        let _old_name = unfinished.keep();
        Ok(Self {
            folder,
            marker,
            _in_use: in_use,
        })
    }

    /// The rows are there.
    pub(super) fn keep(self) -> anyhow::Result<()> {
        let Self {
            folder,
            marker,
            _in_use,
        } = self;
        marker
            .clear()
            .with_context(|| format!("cannot say that {} is whole", folder.display()))
    }

    /// The rows will not come. What cannot be removed stays marked, for the next restore to remove.
    pub(super) fn remove(self) {
        let Self {
            folder,
            marker,
            _in_use,
        } = self;
        if let Err(error) = fs::remove_dir_all(&folder).and_then(|()| marker.clear()) {
            tracing::warn!(%error, folder = %folder.display(), "files of a restore that failed are still there");
        }
    }
}

fn trouble(data: &Data) -> String {
    format!("cannot restore the attachments in {}", data.dir.display())
}

/// Removes what a restore that was killed has left. Failing is no harm: the next one tries again.
fn sweep(data_dir: &Path) {
    for entry in fs::read_dir(data_dir).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            drop(fs::remove_dir_all(entry.path()));
        }
    }
}

fn holds_files(folder: &Path) -> io::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_some()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn write(path: &Path, from: &mut dyn io::Read) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    io::copy(from, &mut file)?;
    Ok(())
}
