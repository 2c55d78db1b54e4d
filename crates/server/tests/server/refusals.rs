//! A start that cannot succeed says why and what to do: exit code 1, nothing on standard output, and on
//! standard error one line for each problem.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::Command;
use std::thread;

use crate::harness::{folder, output, verdict};

/// The one line it was refused with.
fn refusal(command: &mut Command) -> String {
    let (code, stdout, stderr) = output(command);
    assert_eq!((code, stdout.as_str()), (Some(1), ""), "{stderr}");
    let line = stderr
        .strip_prefix("verdict: ")
        .and_then(|rest| rest.strip_suffix('\n'))
        .filter(|line| !line.contains('\n'));
    line.unwrap_or_else(|| panic!("not one line of ours: {stderr}"))
        .to_owned()
}

#[test]
fn a_port_in_use() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let line = refusal(&mut verdict(&["--bind", &address]));
    assert!(line.contains(&address) && line.contains("--bind"), "{line}");
}

#[test]
fn a_data_folder_that_cannot_be_written() {
    let folder = folder();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    // Below a file nobody can write, not even root.
    let data_dir = file.join("data").display().to_string();
    let line = refusal(&mut verdict(&[
        "--bind",
        "127.0.0.1:0",
        "--data-dir",
        &data_dir,
    ]));
    assert!(
        line.contains(&data_dir) && line.contains("data_dir"),
        "{line}"
    );
}

#[test]
fn a_cluster_that_does_not_start() {
    let folder = folder();
    let data_dir = folder.path().to_str().unwrap();
    let command = || verdict(&["--bind", "127.0.0.1:0", "--data-dir", data_dir]);
    let (code, _, log) = output(command().args(["migrate", "up"]));
    assert_eq!(code, Some(0), "{log}");
    let (cluster, away) = (folder.path().join("postgres"), folder.path().join("away"));
    let control = cluster.join("global/pg_control");
    std::fs::rename(&control, &away).unwrap();
    let line = refusal(&mut command());
    assert!(
        line.contains("Postgres did not start") && line.contains("pg_control"),
        "{line}"
    );
    std::fs::rename(&away, &control).unwrap();
    std::fs::rename(&cluster, &away).unwrap();
    let line = refusal(&mut command());
    assert!(
        line.contains(data_dir) && line.contains("bring it back"),
        "{line}"
    );
    std::fs::rename(&away, &cluster).unwrap();
    let (code, _, log) = output(command().args(["org", "list"]));
    assert_eq!(code, Some(0), "{log}");
}

#[test]
fn a_database_out_of_reach() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let mut command = verdict(&["--bind", "127.0.0.1:0"]);
    command.env(
        "VERDICT__DATABASE__URL",
        format!("postgres://me:pa55word@{address}/verdict"),
    );
    let line = refusal(&mut command);
    assert!(line.contains(&address.to_string()), "{line}");
    assert!(line.contains("VERDICT__DATABASE__URL"), "{line}");
    assert!(!line.contains("pa55word"), "{line}");
}

#[test]
fn a_database_without_the_tls_that_is_asked_for() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let database = thread::spawn(move || {
        let (mut client, _) = listener.accept().unwrap();
        // A request for TLS, and what a Postgres without it says.
        client.read_exact(&mut [0; 8]).unwrap();
        client.write_all(b"N").unwrap();
    });
    let mut command = verdict(&["--bind", "127.0.0.1:0"]);
    command.env(
        "VERDICT__DATABASE__URL",
        format!("postgres://me:pa55word@{address}/verdict?sslmode=require"),
    );
    let line = refusal(&mut command);
    database.join().unwrap();
    assert!(line.contains("server does not support TLS"), "{line}");
    assert!(line.contains("VERDICT__DATABASE__URL"), "{line}");
    assert!(!line.contains("pa55word"), "{line}");
}

#[test]
fn a_wrong_setting() {
    let line = refusal(verdict(&[]).env("VERDICT__HTTP__BIND", "8080"));
    assert!(
        line.starts_with("http.bind (VERDICT__HTTP__BIND): \"8080\" is not"),
        "{line}"
    );
}

#[test]
fn a_setting_with_too_few_underscores() {
    let folder = folder();
    let data_dir = folder.path().join("data");
    let mut command = verdict(&["--bind", "127.0.0.1:0"]);
    command.current_dir(folder.path());
    let line = refusal(command.env("VERDICT_DATA_DIR", &data_dir));
    assert_eq!(
        line,
        "VERDICT_DATA_DIR: no such setting; VERDICT__DATA_DIR is meant"
    );
    let made = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(made, 0, "no new cluster");
}

#[test]
fn a_wrong_log_filter() {
    let line = refusal(verdict(&[]).env("RUST_LOG", "server=loud"));
    assert!(line.starts_with("RUST_LOG is \"server=loud\""), "{line}");
}

#[test]
fn several_wrong_settings_are_told_at_once() {
    let mut command = verdict(&["--bind", "nowhere"]);
    command.env("VERDICT__HTTP__MAX_BODY_BYTES", "much");
    command.env("VERDICT__HTPP__BIND", "127.0.0.1:0");
    let (code, _, stderr) = output(&mut command);
    assert_eq!((code, stderr.lines().count()), (Some(1), 3), "{stderr}");
}
