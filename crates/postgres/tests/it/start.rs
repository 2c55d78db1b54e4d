//! Starting, stopping and starting again.

use std::fs;

use postgres::{DATABASE, Managed, Options};

use crate::{role, sql};

#[test]
fn what_was_written_is_there_after_a_stop_and_a_start() {
    let place = role::directory();
    let options = Options::new(place.path().join("deep/data"));
    let cluster = Managed::start(&options).unwrap();
    let url = cluster.url(DATABASE);
    sql::run(
        &url,
        "CREATE TABLE kept (x int); INSERT INTO kept VALUES (7)",
    )
    .unwrap();
    for (setting, expected) in [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("listen_addresses", ""),
        ("server_encoding", "UTF8"),
    ] {
        assert_eq!(
            sql::value(&url, &format!("SHOW {setting}")),
            expected,
            "{setting}"
        );
    }
    let collation = "SELECT datcollate FROM pg_database WHERE datname = current_database()";
    assert_eq!(sql::value(&url, collation), "C.UTF-8");
    assert_eq!(
        Managed::url_of_running(&options, DATABASE).unwrap(),
        Some(url.clone())
    );
    cluster.stop().unwrap();
    assert!(sql::run(&url, "SELECT 1").is_err());
    assert_eq!(Managed::url_of_running(&options, DATABASE).unwrap(), None);

    let cluster = Managed::start(&options).unwrap();
    assert!(cluster.is_running());
    assert_eq!(
        sql::value(&cluster.url(DATABASE), "SELECT x FROM kept"),
        "7"
    );
}

#[test]
fn settings_are_passed_on_but_not_those_we_rely_on() {
    let place = role::directory();
    let mut options = Options::new(place.path().join("data"));
    options.settings = [
        ("work_mem", "5MB"),
        ("fsync", "off"),
        ("synchronous_commit", "off"),
        ("listen_addresses", "*"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    let cluster = Managed::start(&options).unwrap();
    let show = |name| sql::value(&cluster.url(DATABASE), &format!("SHOW {name}"));
    let names = [
        "work_mem",
        "fsync",
        "synchronous_commit",
        "listen_addresses",
    ];
    assert_eq!(names.map(show), ["5MB", "on", "on", ""]);
}

#[test]
fn a_start_that_fails_says_why_in_one_line() {
    let place = role::directory();
    let mut options = Options::new(place.path().join("data"));
    options.settings = vec![("no_such_setting".to_owned(), "1".to_owned())];
    let error = Managed::start(&options).unwrap_err().to_string();
    assert!(
        error.contains("unrecognized configuration parameter \"no_such_setting\""),
        "{error}"
    );
    assert!(error.contains("data/postgres.log"), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
    // Nothing stays locked or broken.
    options.settings.clear();
    Managed::start(&options).unwrap().stop().unwrap();
}

#[test]
fn what_a_killed_initdb_left_is_no_cluster() {
    let place = role::directory();
    let data = place.path().join("data");
    let half_made = data.join("postgres.new-abc");
    fs::create_dir_all(&half_made).unwrap();
    fs::write(half_made.join("PG_VERSION"), "15\n").unwrap();
    let cluster = Managed::start(&Options::new(&data)).unwrap();
    assert_eq!(sql::value(&cluster.url(DATABASE), "SELECT 1"), "1");
    assert!(!half_made.exists());
}
