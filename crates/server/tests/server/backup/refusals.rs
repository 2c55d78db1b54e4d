//! A backup or a restore that cannot succeed says why in one line, and changes nothing.

use std::fs;
use std::path::{Path, PathBuf};

use postgres::Temporary;
use tempfile::TempDir;

use super::desk::Desk;
use super::{on, serve, stop, succeeds};
use crate::crash::reporter::Reporter;
use crate::harness::{folder, output};

/// A folder with a whole backup of a small server.
pub(super) struct Kept {
    pub(super) folder: TempDir,
    pub(super) file: PathBuf,
}

impl Kept {
    pub(super) fn make() -> Self {
        let folder = folder();
        let (data, file) = (folder.path().join("data"), folder.path().join("a.tar"));
        let (server, line) = serve(&data);
        Reporter::new(&line).prepare();
        let desk = Desk::new(&line);
        desk.attach_ten(&desk.ingest("Files", &["adds"])[0], "a text");
        succeeds(&mut on(&data, &["backup", file.to_str().unwrap()]));
        stop(server);
        Self { folder, file }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// The one line with which a command is refused.
fn refused(data_dir: &Path, command: &str, file: &Path) -> String {
    let (code, said, log) = output(&mut on(data_dir, &[command, file.to_str().unwrap()]));
    assert_eq!((code, said.as_str()), (Some(1), ""), "{log}");
    assert_eq!(log.lines().count(), 1, "{log}");
    log
}

#[test]
fn a_restore_changes_nothing_that_is_there() {
    let kept = Kept::make();
    let line = refused(&kept.path("data"), "restore", &kept.file);
    assert!(line.contains("is not empty"), "{line}");
    assert!(line.contains("a new folder, --data-dir DIR"), "{line}");
    let (server, _) = serve(&kept.path("data"));
    let line = refused(&kept.path("data"), "restore", &kept.file);
    assert!(line.contains("another Verdict uses"), "{line}");
    assert!(line.contains("a new folder, --data-dir DIR"), "{line}");
    stop(server);

    let files = kept.path("other/attachments/1");
    fs::create_dir_all(&files).unwrap();
    let line = refused(&kept.path("other"), "restore", &kept.file);
    assert!(line.contains("there are files in"), "{line}");
    assert!(line.contains("a new folder, --data-dir DIR"), "{line}");
    assert!(files.exists());

    fs::remove_dir(&files).unwrap();
    succeeds(&mut on(
        &kept.path("other"),
        &["restore", kept.file.to_str().unwrap()],
    ));
    succeeds(&mut on(&kept.path("other"), &["check"]));
}

#[test]
fn a_file_that_is_no_whole_backup_makes_nothing() {
    let kept = Kept::make();
    let mut bytes = fs::read(&kept.file).unwrap();
    let (cut, changed) = (kept.path("cut.tar"), kept.path("changed.tar"));
    fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&changed, &bytes).unwrap();
    let (page, zipped) = (kept.path("README.md"), kept.path("a.tar.gz"));
    fs::write(&page, "# A page\nAna & Bob\n".repeat(100)).unwrap();
    fs::write(&zipped, [0x1f, 0x8b, 8, 0]).unwrap();
    for (file, said) in [
        (page, "README.md is not a file of `verdict backup`\n"),
        (zipped, "decompress it first\n"),
        (cut, "no whole backup"),
        (changed, "no whole backup"),
        (kept.path("missing.tar"), "cannot read"),
    ] {
        let line = refused(&kept.path("new"), "restore", &file);
        assert!(line.contains(said), "{line}");
        assert!(line.contains(file.to_str().unwrap()), "{line}");
        assert!(!kept.path("new").exists(), "{line}");
    }
}

#[test]
fn a_restore_that_fails_half_way_leaves_an_empty_database_and_no_files() {
    let kept = Kept::make();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let cluster = Temporary::shared();
    let admin = cluster.url("postgres");
    let ask = |url: &str, sql: &str| runtime.block_on(value(url, sql));
    ask(&admin, "create database halved");
    let url = cluster.url("halved");
    // A type is no table, so nothing seems to be there; but a table of this name cannot be made.
    ask(&url, "create type case_steps as enum ('a')");
    let mut restore = on(
        &kept.path("new"),
        &[
            "restore",
            kept.file.to_str().unwrap(),
            "--database-url",
            &url,
        ],
    );
    let (code, _, log) = output(&mut restore);
    assert_eq!(code, Some(1), "{log}");
    assert!(log.contains("pg_restore failed"), "{log}");
    let tables = "select count(*)::text from pg_class where relnamespace = 'public'::regnamespace";
    assert_eq!(ask(&url, tables).as_deref(), Some("0"));
    assert!(!kept.path("new/attachments").exists());

    ask(&url, "drop type case_steps");
    succeeds(&mut restore);
    succeeds(&mut on(
        &kept.path("new"),
        &["check", "--database-url", &url],
    ));
}

#[test]
fn a_backup_that_lacks_a_file_is_none() {
    let folder = folder();
    let data = folder.path().join("data");
    let (server, line) = serve(&data);
    let desk = Desk::new(&line);
    let rows = desk.ingest("Shop", &["adds"]);
    desk.attach_ten(&rows[0], "a text");
    let mut places = fs::read_dir(data.join("attachments/1/1")).unwrap();
    let place = places.next().unwrap().unwrap().path();
    let file = folder.path().join("a.tar");
    fs::write(&place, "a").unwrap();
    let line = refused(&data, "backup", &file);
    assert!(line.contains("has 1 bytes and the attachment 6"), "{line}");
    fs::remove_file(&place).unwrap();
    let line = refused(&data, "backup", &file);
    assert!(line.contains(place.to_str().unwrap()), "{line}");
    assert!(line.contains("or delete the attachment"), "{line}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no file");
    stop(server);
}

#[test]
fn a_folder_without_a_database_is_no_backup() {
    let folder = folder();
    let file = folder.path().join("a.tar");
    let line = refused(&folder.path().join("typo"), "backup", &file);
    assert!(line.contains("nothing of Verdict's is there"), "{line}");
    assert!(line.contains("correct data_dir"), "{line}");
    assert!(!file.exists());
}

/// Runs a statement; the first column of the last row.
pub(super) async fn value(url: &str, sql: &str) -> Option<String> {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls)
        .await
        .unwrap();
    tokio::spawn(connection);
    let answer = client.simple_query(sql).await.unwrap();
    answer.into_iter().rev().find_map(|message| match message {
        tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
        _ => None,
    })
}
