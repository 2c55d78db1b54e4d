//! A restore that ends in its midst, and one by somebody who may do little.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use postgres::{Fit, Search, Temporary, Tools};
use tokio::runtime::Runtime;

use super::refusals::{Kept, value};
use super::{on, serve, stop, succeeds};
use crate::crash::reporter::Reporter;
use crate::harness::{Running, folder, output};

/// An extension that the owner of a database may not create. Which of them a copy of Postgres has differs.
const FOREIGN: &str = "select name from pg_available_extension_versions
    where superuser and not trusted and requires is null
    order by name <> 'pg_stat_statements', name limit 1";

/// A database of its own in the shared cluster.
struct Given {
    runtime: Runtime,
    url: String,
}

impl Given {
    fn make(name: &str) -> Self {
        let runtime = Runtime::new().unwrap();
        let cluster = Temporary::shared();
        let create = format!("create database {name}");
        runtime.block_on(value(&cluster.url("postgres"), &create));
        let url = cluster.url(name);
        Self { runtime, url }
    }

    fn ask(&self, sql: &str) -> Option<String> {
        self.runtime.block_on(value(&self.url, sql))
    }

    /// A command for it.
    fn on(&self, data_dir: &Path, args: &[&str]) -> Command {
        let mut command = on(data_dir, args);
        command.args(["--database-url", &self.url]);
        command
    }

    /// A folder with the programs, where `pg_restore` is a script that finds the real one in `$REAL`.
    fn programs(&self, folder: &Path, script: &str) -> PathBuf {
        let major = "select (current_setting('server_version_num')::int / 10000)::text";
        let server = self.ask(major).unwrap().parse().unwrap();
        let fit = Fit {
            server,
            wrote: None,
        };
        let real = Tools::find(&Search::from_environment(), fit).unwrap();
        let real = real.bindir();
        let bin = folder.join("bin");
        fs::create_dir(&bin).unwrap();
        symlink(real.join("pg_dump"), bin.join("pg_dump")).unwrap();
        let script = format!("#!/bin/sh\nREAL={}/pg_restore\n{script}\n", real.display());
        fs::write(bin.join("pg_restore"), script).unwrap();
        fs::set_permissions(bin.join("pg_restore"), Permissions::from_mode(0o755)).unwrap();
        bin
    }
}

#[test]
fn a_restore_that_is_killed_between_files_and_rows_is_begun_again() {
    let kept = Kept::make();
    let given = Given::make("killed");
    let bin = given.programs(kept.folder.path(), "kill -9 $PPID");
    let data = kept.path("new");
    let file = kept.file.to_str().unwrap();
    let mut killed = given.on(&data, &["restore", file]);
    let (code, _, log) = output(killed.env("VERDICT_POSTGRES_BIN", bin));
    assert_eq!(code, None, "{log}");
    assert!(data.join("attachments/2").exists());

    let said = succeeds(&mut given.on(&data, &["restore", file]));
    assert!(said.starts_with("restored "), "{said}");
    assert!(!data.join("restoring").exists());
    succeeds(&mut given.on(&data, &["check"]));
}

#[test]
fn files_that_a_server_has_used_since_are_not_taken_for_those_of_a_killed_restore() {
    let kept = Kept::make();
    let given = Given::make("used_since");
    let bin = given.programs(kept.folder.path(), "kill -9 $PPID");
    let data = kept.path("new");
    let file = kept.file.to_str().unwrap();
    let mut killed = given.on(&data, &["restore", file]);
    output(killed.env("VERDICT_POSTGRES_BIN", bin));
    assert!(data.join("restoring").exists());

    // On a Postgres of its own.
    let (server, line) = serve(&data);
    Reporter::new(&line).prepare();
    stop(server);
    assert!(!data.join("restoring").exists());
}

#[test]
fn a_restore_that_fails_behind_its_commit_keeps_the_files() {
    let kept = Kept::make();
    let given = Given::make("committed");
    let script = "\"$REAL\" \"$@\"; echo connection lost >&2; exit 1";
    let bin = given.programs(kept.folder.path(), script);
    let data = kept.path("new");
    let mut restore = given.on(&data, &["restore", kept.file.to_str().unwrap()]);
    let (code, _, log) = output(restore.env("VERDICT_POSTGRES_BIN", bin));
    assert_eq!(code, Some(1), "{log}");
    assert!(log.contains("connection lost"), "{log}");
    assert!(log.contains("was restored"), "{log}");
    assert!(data.join("attachments/2").exists());
    assert!(!data.join("restoring").exists());
    succeeds(&mut given.on(&data, &["check"]));
}

#[test]
fn a_plain_owner_restores_what_a_host_has_put_an_extension_beside() {
    let folder = folder();
    let (from, to) = (folder.path().join("from"), folder.path().join("to"));
    let file = folder.path().join("a.tar");
    let file = file.to_str().unwrap();
    let hosted = Given::make("hosted");
    let extension = hosted
        .ask(FOREIGN)
        .expect("Postgres comes without contributed modules");
    hosted.ask(&format!("create extension {extension}"));
    succeeds(&mut hosted.on(&from, &["migrate", "up"]));
    succeeds(&mut hosted.on(&from, &["backup", file]));

    let mut plain = Given::make("plainly");
    plain.ask("create role plain_owner login; alter database plainly owner to plain_owner");
    let user = format!("postgres://{}@", postgres::DATABASE);
    assert!(plain.url.starts_with(&user), "{}", plain.url);
    plain.url = plain.url.replacen(&user, "postgres://plain_owner@", 1);
    succeeds(&mut plain.on(&to, &["restore", file]));
    succeeds(&mut plain.on(&to, &["check"]));
}

#[test]
fn a_restore_keeps_out_of_a_folder_that_a_server_on_another_database_uses() {
    let kept = Kept::make();
    let (served, empty) = (Given::make("served"), Given::make("still_empty"));
    let data = kept.path("shared");
    let mut restore = empty.on(&data, &["restore", kept.file.to_str().unwrap()]);
    let servers =
        [(); 2].map(|()| Running::start(&mut served.on(&data, &["--bind", "127.0.0.1:0"])));
    for (server, _) in servers {
        let (code, _, log) = output(&mut restore);
        assert_eq!(code, Some(1), "{log}");
        assert!(log.contains("a new folder, --data-dir DIR"), "{log}");
        assert!(!data.join("attachments/2").exists());
        stop(server);
    }
    succeeds(&mut restore);
    succeeds(&mut empty.on(&data, &["check"]));
}
