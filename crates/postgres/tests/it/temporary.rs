//! Clusters for tests leave nothing behind.

use std::path::Path;

use postgres::{DATABASE, Temporary};

use crate::role::{self, Role};
use crate::sql;

#[test]
fn a_dropped_one_is_gone() {
    let cluster = Temporary::start().unwrap();
    let place = cluster.place().to_owned();
    assert_eq!(sql::value(&cluster.url(DATABASE), "SHOW fsync"), "off");
    assert!(!role::processes_in(&place).is_empty());
    drop(cluster);
    assert_eq!(role::processes_in(&place), Vec::<std::path::PathBuf>::new());
    assert!(!place.exists());
}

#[test]
fn a_durable_one_flushes() {
    let cluster = Temporary::durable().unwrap();
    assert_eq!(sql::value(&cluster.url(DATABASE), "SHOW fsync"), "on");
}

#[test]
fn the_shared_one_goes_with_its_process() {
    let process = Role::start(role::command(
        &role::this_program(),
        "temporary",
        Path::new(""),
    ));
    let place = process.place();
    assert!(!role::processes_in(&place).is_empty());
    process.finish();
    assert!(role::processes_in(&place).is_empty());
    assert!(!place.exists());
}

#[test]
fn what_a_killed_process_left_is_removed_by_the_next() {
    let process = Role::start(role::command(
        &role::this_program(),
        "temporary",
        Path::new(""),
    ));
    let place = process.place();
    process.kill();
    role::eventually("Postgres to end", || role::processes_in(&place).is_empty());
    let next = Temporary::start().unwrap();
    assert!(!place.exists());
    assert!(next.place().exists());
}
