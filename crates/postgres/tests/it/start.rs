//! Starting, stopping and starting again.

use postgres::{DATABASE, Managed, Options, Temporary};

use crate::sql;

#[test]
fn what_was_written_is_there_after_a_stop_and_a_start() {
    let place = tempfile::tempdir_in(std::env::temp_dir()).unwrap();
    let options = Options::new(place.path().join("data"));
    let first = std::time::Instant::now();
    let cluster = Managed::start(&options).unwrap();
    println!("first start {:?}", first.elapsed());
    sql::run(
        &cluster.url(DATABASE),
        "CREATE TABLE kept (x int); INSERT INTO kept VALUES (7)",
    )
    .unwrap();
    println!("{} {:?}", cluster.url(DATABASE), cluster.programs());
    for (setting, expected) in [
        ("fsync", "on"),
        ("listen_addresses", ""),
        ("server_encoding", "UTF8"),
        ("lc_collate", "C.UTF-8"),
    ] {
        assert_eq!(
            sql::value(&cluster.url(DATABASE), &format!("SHOW {setting}")),
            expected,
            "{setting}"
        );
    }
    cluster.stop().unwrap();

    let later = std::time::Instant::now();
    let cluster = Managed::start(&options).unwrap();
    println!("later start {:?}", later.elapsed());
    assert!(cluster.is_running());
    assert_eq!(
        sql::value(&cluster.url(DATABASE), "SELECT x FROM kept"),
        "7"
    );
}

#[test]
fn shared() {
    let first = std::time::Instant::now();
    let t = Temporary::shared();
    println!("temporary {:?} {}", first.elapsed(), t.url("x"));
    assert_eq!(sql::value(&t.url(DATABASE), "SELECT 1"), "1");
}
