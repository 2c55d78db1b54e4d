//! A disk that is full or may only be read, where one may be mounted for a test.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use postgres::{DATABASE, Managed, Options};
use tempfile::TempDir;

use crate::role::{self, refusal};
use crate::sql;

/// A file system in memory. It is taken away when dropped.
struct Disk {
    at: PathBuf,
    _folder: TempDir,
}

impl Disk {
    /// `None` where nothing may be mounted.
    fn mounted(options: &str) -> Option<Self> {
        let folder = role::directory();
        let at = folder.path().join("data");
        fs::create_dir(&at).unwrap();
        let options = format!("mode=0711,{options}");
        mount(&["-t", "tmpfs", "-o", &options, "verdict-test"], &at).then_some(Self {
            at,
            _folder: folder,
        })
    }

    fn remount(&self, options: &str) {
        assert!(mount(&["-o", &format!("remount,{options}")], &self.at));
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(&self.at).status());
    }
}

fn mount(arguments: &[&str], at: &Path) -> bool {
    let mounted = Command::new("mount")
        .args(arguments)
        .arg(at)
        .stderr(Stdio::null())
        .status();
    mounted.is_ok_and(|status| status.success())
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_disk_that_is_too_small_for_a_cluster_holds_none_afterwards() {
    let Some(disk) = Disk::mounted("size=4m") else {
        return;
    };
    let options = Options::new(&disk.at);
    let line = refusal(&options);
    assert!(line.contains("No space left on device"), "{line}");
    assert_eq!(names(&disk.at), ["lock"]);

    disk.remount("size=400m");
    let cluster = Managed::start(&options).unwrap();
    assert_eq!(sql::value(&cluster.url(DATABASE), "SELECT 1"), "1");
}

/// Makes a cluster with a row in it, and stops it.
fn make_and_stop(options: &Options) {
    let cluster = Managed::start(options).unwrap();
    let create = "CREATE TABLE kept (x int); INSERT INTO kept VALUES (7)";
    sql::run(&cluster.url(DATABASE), create).unwrap();
    cluster.stop().unwrap();
}

fn starts_with_what_it_had(options: &Options) {
    let cluster = Managed::start(options).unwrap();
    let kept = sql::value(&cluster.url(DATABASE), "SELECT x FROM kept");
    assert_eq!(kept, "7");
}

#[test]
fn a_full_disk_keeps_a_cluster_as_it_is() {
    let Some(disk) = Disk::mounted("size=400m") else {
        return;
    };
    let options = Options::new(&disk.at);
    make_and_stop(&options);
    let found = rustix::fs::statvfs(&disk.at).unwrap();
    let used = (found.f_blocks - found.f_bfree) * found.f_frsize;
    disk.remount(&format!("size={used}"));

    let line = refusal(&options);
    assert!(line.contains("No space left on device"), "{line}");

    disk.remount("size=400m");
    starts_with_what_it_had(&options);
}

#[test]
fn a_disk_that_may_only_be_read_is_named() {
    let Some(disk) = Disk::mounted("size=400m") else {
        return;
    };
    let options = Options::new(&disk.at);
    make_and_stop(&options);
    disk.remount("ro");

    let line = refusal(&options);
    assert!(line.contains("Read-only file system"), "{line}");
    assert!(line.contains(disk.at.to_str().unwrap()), "{line}");

    disk.remount("rw");
    starts_with_what_it_had(&options);
}
