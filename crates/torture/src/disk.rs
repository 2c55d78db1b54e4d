//! A disk that fills up.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use rustix::process::{Pid, Resource, Rlimit, prlimit};

use crate::site::Site;

/// What a full disk is made of.
#[derive(Debug)]
pub(crate) enum Disk {
    /// A file system in memory that the data directory is on. It is taken away when dropped.
    Mounted(PathBuf),
    /// None may be mounted: Postgres may not write beyond the first bytes of a file.
    Limited,
}

/// How large the file system is while it is not full.
const ROOM: u64 = 1 << 30;
/// What is left when it is.
const LEFT: u64 = 64 * 1024;

impl Disk {
    /// Puts the data directory of a site, which is empty, on a disk that can fill up.
    pub(crate) fn below(site: &Site) -> Self {
        let data = site.data();
        let options = format!("size={ROOM},mode=0711");
        match mount(&["-t", "tmpfs", "-o", &options, "verdict-torture"], &data) {
            Ok(()) => Self::Mounted(data),
            Err(_) => Self::Limited,
        }
    }

    /// What it is, in a few words.
    pub(crate) const fn words(&self) -> &'static str {
        match self {
            Self::Mounted(_) => "a tmpfs that is shrunk to what is on it",
            Self::Limited => {
                "a limit on the size of Postgres' files, as nothing may be mounted here"
            }
        }
    }

    pub(crate) fn fill(&self, site: &Site) -> Result<()> {
        match self {
            Self::Mounted(data) => {
                let found = rustix::fs::statvfs(data)?;
                let used = (found.f_blocks - found.f_bfree) * found.f_frsize;
                resize(data, used + LEFT)
            }
            Self::Limited => limit(site.postmaster()?, Some(0)),
        }
    }

    pub(crate) fn empty(&self, site: &Site) -> Result<()> {
        match self {
            Self::Mounted(data) => resize(data, ROOM),
            // Without a record it has ended, and the next one is under no limit.
            Self::Limited => site.postmaster().map_or(Ok(()), |it| limit(it, None)),
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if let Self::Mounted(data) = self {
            // Lazily: a Postgres may still be about to end.
            drop(Command::new("umount").arg("-l").arg(data).status());
        }
    }
}

fn resize(data: &Path, bytes: u64) -> Result<()> {
    // What is written meanwhile may need more than was counted: then it is full a little later.
    let remounted = mount(&["-o", &format!("remount,size={bytes}")], data);
    remounted.or_else(|_| {
        mount(
            &["-o", &format!("remount,size={}", bytes + 16 * LEFT)],
            data,
        )
    })
}

fn mount(arguments: &[&str], place: &Path) -> Result<()> {
    let mounted = Command::new("mount")
        .args(arguments)
        .arg(place)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .context("run mount")?;
    ensure!(
        mounted.success(),
        "nothing can be mounted at {}",
        place.display()
    );
    Ok(())
}

/// Limits the size of files of Postgres' processes; those that are started later inherit it.
fn limit(postmaster: Pid, bytes: Option<u64>) -> Result<()> {
    let list = format!("/proc/{0}/task/{0}/children", postmaster.as_raw_nonzero());
    let children = std::fs::read_to_string(list).unwrap_or_default();
    let children = children
        .split_whitespace()
        .filter_map(|it| Pid::from_raw(it.parse().ok()?));
    let wanted = Rlimit {
        current: bytes,
        maximum: None,
    };
    prlimit(Some(postmaster), Resource::Fsize, wanted)?;
    for child in children {
        // It may have ended meanwhile.
        let _ = prlimit(Some(child), Resource::Fsize, wanted);
    }
    Ok(())
}
