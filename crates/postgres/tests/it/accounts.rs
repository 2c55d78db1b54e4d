//! Who runs Postgres, and where its files may be.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use postgres::{DATABASE, Error, Managed, Options};

use crate::role::{self, Role};
use crate::sql;

/// `nobody` on Debian and Fedora; any number without rights would do.
const ORDINARY: u32 = 65534;

fn are_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[test]
fn an_ordinary_user_runs_it_as_itself() {
    let place = role::directory();
    let program = place.path().join("program");
    role::copy_of_this_program(&program);
    let home = place.path().join("home");
    fs::create_dir(&home).unwrap();
    let mut command = role::command(&program, "server", &home.join("data"));
    if are_root() {
        chown(&home, Some(ORDINARY), Some(ORDINARY)).unwrap();
        command
            .uid(ORDINARY)
            .gid(ORDINARY)
            .current_dir(&home)
            .env("HOME", &home);
    }
    let server = Role::start(command);
    let cluster = server.place();
    let expected = fs::metadata(&home).unwrap().uid();
    assert_eq!(fs::metadata(&cluster).unwrap().uid(), expected);
    let processes = role::processes_in(&cluster);
    assert!(!processes.is_empty());
    for process in processes {
        // A worker may end while we look.
        assert!(fs::metadata(&process).map_or(true, |found| found.uid() == expected));
    }
    server.finish();

    if are_root() {
        // Opened by root afterwards, it stays its owner's.
        let cluster = Managed::start(&Options::new(home.join("data"))).unwrap();
        assert_eq!(
            sql::value(&cluster.url(DATABASE), "SELECT count(*) FROM kept"),
            "1"
        );
        assert_eq!(fs::metadata(cluster.place()).unwrap().uid(), ORDINARY);
    }
}

#[test]
fn as_root_a_home_stays_closed_and_the_cluster_goes_to_the_state_directory() {
    if !are_root() {
        return;
    }
    let place = role::directory();
    let home = place.path().join("home");
    fs::create_dir(&home).unwrap();
    fs::set_permissions(&home, Permissions::from_mode(0o700)).unwrap();
    let mut options = Options::new(home.join("data"));
    options.state_dir = place.path().join("state");

    let cluster = Managed::start(&options).unwrap();
    let first = cluster.place().to_owned();
    assert!(first.starts_with(&options.state_dir), "{}", first.display());
    assert_ne!(fs::metadata(&first).unwrap().uid(), 0);
    sql::run(&cluster.url(DATABASE), "CREATE TABLE kept (x int)").unwrap();
    cluster.stop().unwrap();
    let record = fs::read_to_string(home.join("data/cluster")).unwrap();
    assert_eq!(Path::new(record.trim_end()), first);
    assert_eq!(fs::metadata(&home).unwrap().mode() & 0o777, 0o700);

    let cluster = Managed::start(&options).unwrap();
    assert_eq!(cluster.place(), first);
    assert_eq!(
        sql::value(&cluster.url(DATABASE), "SELECT count(*) FROM kept"),
        "0"
    );
    cluster.stop().unwrap();

    // A disk that is not mounted must not lead to an empty cluster.
    fs::rename(&options.state_dir, place.path().join("away")).unwrap();
    let error = Managed::start(&options).unwrap_err();
    assert!(matches!(error, Error::ClusterGone { .. }), "{error:?}");
}

#[test]
fn an_ordinary_user_is_told_whose_cluster_it_cannot_open() {
    if !are_root() {
        return;
    }
    let place = role::directory();
    let data = place.path().join("data");
    Managed::start(&Options::new(&data))
        .unwrap()
        .stop()
        .unwrap();
    let program = place.path().join("program");
    role::copy_of_this_program(&program);
    for mode in [0o644, 0o666] {
        // First the lock of the data directory is root's, then only the cluster is another user's.
        fs::set_permissions(data.join("lock"), Permissions::from_mode(mode)).unwrap();
        let mut command = role::command(&program, "try", &data);
        command.uid(ORDINARY).gid(ORDINARY).current_dir("/");
        let said = Role::start(command);
        let line = said.said.clone();
        said.finish();
        assert!(line.contains("Permission denied"), "{line}");
        assert!(line.contains("check who owns it"), "{line}");
        assert!(line.contains(data.to_str().unwrap()), "{line}");
    }
    Managed::start(&Options::new(&data))
        .unwrap()
        .stop()
        .unwrap();
}

/// As in a container whose `/etc/passwd` has these lines; `None` where that cannot be made.
fn in_container(place: &Path, users: &str) -> Option<String> {
    let made = Command::new("unshare").args(["--mount", "true"]).status();
    if !are_root() || !made.is_ok_and(|status| status.success()) {
        return None;
    }
    let table: PathBuf = place.join("passwd");
    fs::write(&table, users).unwrap();
    let program = place.join("program");
    role::copy_of_this_program(&program);
    let inside = role::command(&program, "try", &place.join("data"));
    let mut command = Command::new("unshare");
    let script = "mount --bind \"$0\" /etc/passwd && exec \"$@\"";
    command.args(["--mount", "sh", "-c", script]).arg(&table);
    command.arg(inside.get_program()).args(inside.get_args());
    for (name, value) in inside.get_envs() {
        command.env(name, value.unwrap());
    }
    command
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped());
    let process = Role::start(command);
    let said = process.said.clone();
    process.finish();
    Some(said)
}

const ROOT: &str = "root:x:0:0:root:/root:/bin/sh\n";

#[test]
fn in_a_container_without_a_user_postgres_it_runs_as_nobody() {
    let place = role::directory();
    let users = format!("{ROOT}nobody:x:{ORDINARY}:{ORDINARY}::/:/bin/false\n");
    let Some(said) = in_container(place.path(), &users) else {
        return;
    };
    assert!(said.ends_with("data/postgres runs"), "{said}");
    let owner = fs::metadata(place.path().join("data/postgres")).unwrap();
    assert_eq!(owner.uid(), ORDINARY);
    // Outside there is a user `postgres`; the cluster stays its owner's.
    let cluster = Managed::start(&Options::new(place.path().join("data"))).unwrap();
    assert_eq!(sql::value(&cluster.url(DATABASE), "SELECT 1"), "1");
    assert_eq!(fs::metadata(cluster.place()).unwrap().uid(), ORDINARY);
}

#[test]
fn in_a_container_with_root_alone_one_line_says_what_to_add() {
    let place = role::directory();
    let Some(said) = in_container(place.path(), ROOT) else {
        return;
    };
    assert!(said.contains("useradd --system postgres"), "{said}");
    assert!(!place.path().join("data").exists(), "nothing was made");
}
