//! Who runs Postgres, and where its files may be.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;

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
