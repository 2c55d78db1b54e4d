//! Processes that are killed.

use std::fs;

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

fn postmaster(cluster: &Managed) -> Option<Pid> {
    let text = fs::read_to_string(cluster.place().join("postmaster.pid")).ok()?;
    Pid::from_raw(text.lines().next()?.parse().ok()?)
}
