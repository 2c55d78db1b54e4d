//! A few rounds of `cargo xtask torture`: whatever is killed, cut or full, what was acknowledged is there once.

use std::path::PathBuf;

use torture::{Fault, Plan};

fn survives(fault: Fault, rounds: usize) {
    let plan = Plan {
        program: PathBuf::from(env!("CARGO_BIN_EXE_verdict")),
        seed: 1,
        rounds,
        faults: vec![fault],
    };
    let report = torture::run(&plan, &|_| {}).unwrap();
    assert!(report.is_clean(), "{report}");
    assert_eq!((report.rounds, report.faults[&fault]), (rounds, rounds));
    assert!(report.acknowledged > 40 * rounds, "{report}");
}

#[test]
fn a_killed_server_loses_nothing() {
    survives(Fault::Server, 1);
}

#[test]
fn a_killed_postgres_loses_nothing() {
    // It is killed in one of several ways.
    survives(Fault::Postgres, 3);
}

#[test]
fn a_server_killed_with_its_postgres_loses_nothing() {
    survives(Fault::Both, 1);
}

#[test]
fn a_cut_connection_to_postgres_loses_nothing() {
    survives(Fault::Connection, 2);
}

#[test]
fn a_full_disk_loses_nothing_and_is_told_as_an_outage() {
    survives(Fault::Disk, 1);
}

#[test]
fn of_results_that_are_sent_through_a_bad_network_each_is_there_once() {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_verdict"));
    let repeats = torture::repeats(&program, 1).unwrap();
    assert!(repeats.is_clean(), "{repeats}");
    assert!(repeats.lost > repeats.sent / 10, "{repeats}");
}
