//! Writes a backup.

use std::fs::{self, OpenOptions, Permissions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use rustix::fs::OFlags;
use tempfile::{NamedTempFile, TempPath};

use super::{Digesting, MANIFEST, Manifest, SUMS};
use crate::named_file::{locked, sync_name};

/// A backup that is being written, under another name until it is whole. Dropped before, it leaves nothing.
pub(crate) struct Writer {
    tar: tar::Builder<BufWriter<NamedTempFile>>,
    path: PathBuf,
    sums: String,
    written_at: u64,
}

impl Writer {
    /// Begins a file that will be at `path`, in the place of one that may be there.
    pub(crate) fn begin(path: &Path, written_at: time::OffsetDateTime) -> anyhow::Result<Self> {
        refuse_all_but_a_file(path)?;
        let mut partial = path.as_os_str().to_owned();
        partial.push(".partial");
        let partial = PathBuf::from(partial);
        let Some(file) = claim(&partial).with_context(|| cannot_write(&partial))? else {
            bail!(
                "{} is being written by another backup: wait for it, or choose another file",
                partial.display()
            );
        };
        Ok(Self {
            tar: tar::Builder::new(BufWriter::new(file)),
            path: path.to_owned(),
            sums: String::new(),
            written_at: u64::try_from(written_at.unix_timestamp()).unwrap_or_default(),
        })
    }

    /// Adds the manifest, as the first entry.
    pub(crate) fn manifest(&mut self, manifest: &Manifest) -> anyhow::Result<()> {
        let mut text = serde_json::to_vec_pretty(manifest)?;
        text.push(b'\n');
        self.add(MANIFEST, |out| Ok(out.write_all(&text)?))
    }

    /// Adds an entry with whatever `fill` writes. Its length need not be known before.
    pub(crate) fn add(
        &mut self,
        name: &str,
        fill: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let line = self.entry(name, fill)?;
        self.sums.push_str(&line);
        Ok(())
    }

    /// Ends the file. It is on disk, under its name, when this returns.
    pub(crate) fn finish(mut self) -> anyhow::Result<()> {
        let sums = std::mem::take(&mut self.sums);
        self.entry(SUMS, |out| Ok(out.write_all(sums.as_bytes())?))?;
        let Self { tar, path, .. } = self;
        let finish = || -> io::Result<()> {
            let file = tar.into_inner()?.into_inner()?;
            file.as_file().sync_all()?;
            file.persist(&path)?;
            sync_name(&path)
        };
        finish().with_context(|| cannot_write(&path))
    }

    /// Adds an entry and gives its line of the sums.
    fn entry(
        &mut self,
        name: &str,
        fill: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
    ) -> anyhow::Result<String> {
        let trouble = || cannot_write(&self.path);
        let mut header = tar::Header::new_gnu();
        header.set_mode(0o600);
        header.set_mtime(self.written_at);
        let entry = self.tar.append_writer(&mut header, name);
        let mut out = Digesting::new(entry.with_context(trouble)?);
        fill(&mut out).with_context(trouble)?;
        let (entry, line) = out.line(name);
        entry.finish().with_context(trouble)?;
        Ok(line)
    }
}

/// Makes the file empty and ours, even if a backup that was killed has left it; `None` while another one writes it.
fn claim(path: &Path) -> io::Result<Option<NamedTempFile>> {
    // Nobody else on the machine may see what is in it, nor say where it goes: what is there may be somebody else's.
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .custom_flags(flags(OFlags::NOFOLLOW | OFlags::NONBLOCK))
        .open(path)?;
    let found = file.metadata()?;
    if !found.is_file() || found.nlink() != 1 || found.uid() != rustix::process::geteuid().as_raw()
    {
        return Err(io::Error::other(
            "it is there and no file of ours alone: remove it",
        ));
    }
    file.set_permissions(Permissions::from_mode(0o600))?;
    // The other one may have finished meanwhile: then it is whole, under its own name.
    let Some(file) = locked(file, path)? else {
        return Ok(None);
    };
    file.set_len(0)?;
    let path = TempPath::try_from_path(path)?;
    Ok(Some(NamedTempFile::from_parts(file, path)))
}

/// As the standard library takes them.
fn flags(flags: OFlags) -> i32 {
    flags.bits().cast_signed()
}

/// A device, a folder or a link cannot be replaced by a backup, or should not.
fn refuse_all_but_a_file(path: &Path) -> anyhow::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => bail!(
            "{} is a folder: name a file, in it or elsewhere",
            path.display()
        ),
        Ok(found) if !found.is_file() => bail!(
            "{} is there and no regular file: choose another file",
            path.display()
        ),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error).with_context(|| cannot_write(path)),
    }
}

fn cannot_write(path: &Path) -> String {
    format!("cannot write {}", path.display())
}
