//! Clusters that something has happened to. Each start that fails says why in one line, and makes nothing worse.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::process::Command;

use postgres::{DATABASE, Error, Managed, Options};

use crate::role::{self, refusal};
use crate::sql;

/// A stopped cluster with one row in it.
fn stopped(options: &Options) {
    let cluster = Managed::start(options).unwrap();
    let create = "CREATE TABLE kept (x int); INSERT INTO kept VALUES (7)";
    sql::run(&cluster.url(DATABASE), create).unwrap();
    cluster.stop().unwrap();
}

/// Starts it and looks for the row.
fn is_whole(options: &Options) {
    let cluster = Managed::start(options).unwrap();
    let kept = sql::value(&cluster.url(DATABASE), "SELECT x FROM kept");
    assert_eq!(kept, "7");
    cluster.stop().unwrap();
}

#[test]
fn a_cluster_that_lacks_a_file_is_not_made_anew() {
    let place = role::directory();
    let options = Options::new(place.path().join("data"));
    stopped(&options);
    let file = options.data_dir.join("postgres/global/pg_control");
    let away = place.path().join("pg_control");
    fs::rename(&file, &away).unwrap();

    let line = refusal(&options);
    assert!(line.contains("Postgres did not start"), "{line}");
    assert!(line.contains("pg_control"), "{line}");
    assert!(line.contains("postgres.log"), "{line}");

    fs::rename(&away, &file).unwrap();
    is_whole(&options);
}

#[test]
fn a_cluster_that_is_gone_is_not_made_anew() {
    let place = role::directory();
    let options = Options::new(place.path().join("data"));
    stopped(&options);
    let (cluster, away) = (options.data_dir.join("postgres"), place.path().join("away"));
    fs::rename(&cluster, &away).unwrap();

    let line = refusal(&options);
    assert!(line.contains(cluster.to_str().unwrap()), "{line}");
    assert!(line.contains("bring it back"), "{line}");
    assert!(!cluster.exists());

    fs::rename(&away, &cluster).unwrap();
    is_whole(&options);
}

#[test]
fn an_empty_lock_file_does_not_keep_postgres_from_starting() {
    let place = role::directory();
    let options = Options::new(place.path().join("data"));
    stopped(&options);
    // As a full disk leaves it. Postgres itself would refuse to start for ever.
    fs::write(options.data_dir.join("postgres/postmaster.pid"), "").unwrap();
    is_whole(&options);
}

#[test]
fn a_copy_of_a_running_data_directory_has_a_socket_of_its_own() {
    let place = role::directory();
    let options = Options::new(place.path().join("data"));
    let first = Managed::start(&options).unwrap();
    let create = "CREATE TABLE kept (x int); INSERT INTO kept VALUES (7)";
    sql::run(&first.url(DATABASE), create).unwrap();
    sql::run(&first.url(DATABASE), "CHECKPOINT").unwrap();
    let copy = Options::new(place.path().join("copy"));
    let copied = Command::new("cp")
        .arg("-a")
        .args([&options.data_dir, &copy.data_dir])
        .status();
    assert!(copied.unwrap().success());

    let second = Managed::start(&copy).unwrap();

    assert_ne!(second.url(DATABASE), first.url(DATABASE));
    sql::run(&second.url(DATABASE), "UPDATE kept SET x = 8").unwrap();
    for (cluster, expected) in [(&first, "7"), (&second, "8")] {
        let kept = sql::value(&cluster.url(DATABASE), "SELECT x FROM kept");
        assert_eq!(kept, expected);
    }
    second.stop().unwrap();
    let kept = sql::value(&first.url(DATABASE), "SELECT x FROM kept");
    assert_eq!(kept, "7");
}

#[test]
fn a_cluster_of_root_is_left_to_its_owner() {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let place = role::directory();
    let options = Options::new(place.path().join("data"));
    stopped(&options);
    let cluster = options.data_dir.join("postgres");
    let owner = fs::metadata(&cluster).unwrap();
    chown(&cluster, Some(0), Some(0)).unwrap();

    let error = Managed::start(&options).unwrap_err();
    assert!(matches!(error, Error::OwnedByRoot { .. }), "{error:?}");
    let line = refusal(&options);
    assert!(line.contains("chown -R"), "{line}");
    assert_eq!(fs::metadata(&cluster).unwrap().uid(), 0, "still");

    chown(&cluster, Some(owner.uid()), Some(owner.gid())).unwrap();
    is_whole(&options);
}
