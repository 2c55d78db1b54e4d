//! Processes that are killed.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use postgres::{DATABASE, Managed, Options};
use rustix::process::{Pid, Signal, kill_process};

use crate::role::{self, Role};
use crate::sql;

#[test]
fn a_killed_server_takes_postgres_down_cleanly_and_the_next_one_finds_all() {
    let place = role::directory();
    let data = place.path().join("data");
    for round in 1..=3 {
        let server = Role::start(role::command(&role::this_program(), "server", &data));
        assert!(!role::processes_in(&server.place()).is_empty());
        server.kill();
        // At once: the old Postgres is still shutting down.
        let cluster = Managed::start(&Options::new(&data)).unwrap();
        assert_eq!(
            sql::value(&cluster.url(DATABASE), "SELECT count(*) FROM kept"),
            round.to_string()
        );
        cluster.stop().unwrap();
    }
    let log = fs::read_to_string(data.join("postgres.log")).unwrap();
    assert!(!log.contains("was interrupted"), "{log}");
}

#[test]
fn a_killed_postgres_is_started_again() {
    let place = role::directory();
    let cluster = Managed::start(&Options::new(place.path().join("data"))).unwrap();
    let url = cluster.url(DATABASE);
    sql::run(
        &url,
        "CREATE TABLE kept (x int); INSERT INTO kept VALUES (7)",
    )
    .unwrap();
    for _ in 0..2 {
        let first = postmaster(&cluster).unwrap();
        kill_process(first, Signal::KILL).unwrap();
        role::eventually("a new Postgres", || {
            cluster.is_running() && postmaster(&cluster).is_some_and(|pid| pid != first)
        });
        assert_eq!(sql::value(&url, "SELECT x FROM kept"), "7");
    }
    cluster.stop().unwrap();
}

#[test]
fn locks_whose_number_another_program_has_do_not_keep_postgres_from_starting() {
    let place = role::directory();
    let data = place.path().join("data");
    let server = Role::start(role::command(&role::this_program(), "server", &data));
    let cluster = server.place();
    server.kill();
    let lock = cluster.join("postmaster.pid");
    role::eventually("the end of Postgres", || !lock.exists());

    // Postgres asks whether it may signal the number's process, so that must be one of its own user.
    let owner = fs::metadata(&cluster).unwrap();
    let mut other = Command::new("sleep");
    other.arg("600").uid(owner.uid()).gid(owner.gid());
    let mut other = other.spawn().unwrap();
    let left = format!("{}\n{}\n1700000000\n", other.id(), cluster.display());
    let socket = fs::read_to_string(data.join("socket")).unwrap();
    let socket_lock = Path::new(&socket).join(".s.PGSQL.5432.lock");
    for lock in [&lock, &socket_lock] {
        fs::write(lock, &left).unwrap();
    }

    let started = Managed::start(&Options::new(&data));
    other.kill().unwrap();
    other.wait().unwrap();
    started.unwrap().stop().unwrap();
}

fn postmaster(cluster: &Managed) -> Option<Pid> {
    let text = fs::read_to_string(cluster.place().join("postmaster.pid")).ok()?;
    Pid::from_raw(text.lines().next()?.parse().ok()?)
}
