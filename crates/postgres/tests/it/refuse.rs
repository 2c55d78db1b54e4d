//! Starts that must be refused, or must not be.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;

use postgres::{DATABASE, Error, Managed, Options, Search};

use crate::{role, sql};

#[test]
fn a_second_server_on_the_same_directory_gets_one_clear_line() {
    let place = role::directory();
    let options = Options::new(place.path().join("data"));
    let first = Managed::start(&options).unwrap();
    let error = Managed::start(&options).unwrap_err();
    assert!(
        matches!(&error, Error::InUse { pid: Some(pid), .. } if *pid == std::process::id()),
        "{error:?}"
    );
    assert_eq!(error.to_string().lines().count(), 1, "{error}");
    assert_eq!(sql::value(&first.url(DATABASE), "SELECT 1"), "1");
}

#[test]
fn files_of_something_else_are_left_alone() {
    let place = role::directory();
    let stray = place.path().join("data/postgres/letters");
    fs::create_dir_all(stray.parent().unwrap()).unwrap();
    fs::write(&stray, "dear").unwrap();
    let error = Managed::start(&Options::new(place.path().join("data"))).unwrap_err();
    assert!(matches!(error, Error::NotACluster { .. }), "{error:?}");
    assert_eq!(fs::read_to_string(stray).unwrap(), "dear");
}

#[test]
fn a_cluster_of_a_version_that_is_not_here_says_what_to_install() {
    let place = role::directory();
    let cluster = place.path().join("data/postgres");
    fs::create_dir_all(&cluster).unwrap();
    fs::write(cluster.join("PG_VERSION"), "77\n").unwrap();
    let error = Managed::start(&Options::new(place.path().join("data")))
        .unwrap_err()
        .to_string();
    assert!(error.contains("apt-get install postgresql-77"), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
}

#[test]
fn a_lock_file_with_the_number_of_another_program_does_not_keep_postgres_down() {
    let place = role::directory();
    let options = Options::new(place.path().join("data"));
    let cluster = Managed::start(&options).unwrap();
    let file = cluster.place().join("postmaster.pid");
    let text = fs::read_to_string(&file).unwrap();
    cluster.stop().unwrap();
    // As after a power cut: the file is there, and its number is now ours.
    let (_, rest) = text.split_once('\n').unwrap();
    fs::write(&file, format!("{}\n{rest}", std::process::id())).unwrap();
    let cluster = Managed::start(&options).unwrap();
    assert_eq!(sql::value(&cluster.url(DATABASE), "SELECT 1"), "1");
}

#[test]
fn programs_of_another_version_do_not_touch_a_cluster() {
    let place = role::directory();
    let programs = place.path().join("programs");
    let cluster = place.path().join("data/postgres");
    for directory in [&programs, &cluster] {
        fs::create_dir_all(directory).unwrap();
    }
    fs::write(cluster.join("PG_VERSION"), "77\n").unwrap();
    for name in ["postgres", "initdb"] {
        let program = programs.join(name);
        fs::write(&program, "#!/bin/sh\necho 'postgres (PostgreSQL) 76.1'\n").unwrap();
        fs::set_permissions(&program, Permissions::from_mode(0o755)).unwrap();
    }
    let mut options = Options::new(place.path().join("data"));
    options.search = Search {
        bindir: Some(programs),
        system: false,
        cache: None,
        obtain: false,
    };
    let line = role::refusal(&options);
    assert!(line.contains("VERDICT_POSTGRES_BIN"), "{line}");
    assert!(
        line.contains("holds version 76, but the cluster is of version 77"),
        "{line}"
    );
    let left = fs::read_dir(&cluster).unwrap().count();
    assert_eq!(left, 1, "as it was");
}
