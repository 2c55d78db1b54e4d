//! From start to stop.

use std::process::Command;

use crate::harness::{Running, folder, get, verdict};

fn on_free_port(data_dir: &str) -> Command {
    verdict(&["--bind", "127.0.0.1:0", "--data-dir", data_dir])
}

/// The address in the line that a start prints.
fn url(line: &str) -> String {
    let url = line.split(' ').find(|word| word.starts_with("http://"));
    url.unwrap_or_else(|| panic!("no address in {line:?}"))
        .to_owned()
}

/// What `export NAME=` gives a shell.
fn exported(output: &str, name: &str) -> Option<String> {
    let start = format!("export {name}=");
    let line = output.lines().find_map(|line| line.strip_prefix(&start))?;
    Some(line.to_owned())
}

#[test]
fn starts_serves_and_stops_at_sigterm_and_shows_the_key_once() {
    let folder = folder();
    let data_dir = folder.path().to_str().unwrap();

    let (mut first, line) = Running::start(&mut on_free_port(data_dir));
    let url_of_first = url(&line);
    let place = folder.path().canonicalize().unwrap();
    let expected = format!("and keeps its data in {}\n", place.display());
    assert!(line.ends_with(&expected), "{line}");
    assert_eq!(get(&url_of_first, "/readyz"), "HTTP/1.1 200 OK");
    first.signal("TERM");
    let (code, rest, log) = first.wait();
    assert_eq!(code, Some(0), "{log}");
    assert_eq!(exported(&rest, "VERDICT_URL"), Some(url_of_first));
    assert!(
        exported(&rest, "VERDICT_USER").is_some_and(|user| !user.is_empty()),
        "{rest}"
    );
    let key = exported(&rest, "VERDICT_KEY").unwrap();
    assert!(!log.contains(&key), "the key is in the log");

    let (mut second, line) = Running::start(&mut on_free_port(data_dir));
    assert_eq!(get(&url(&line), "/readyz"), "HTTP/1.1 200 OK");
    second.signal("INT");
    let (code, rest, log) = second.wait();
    assert_eq!((code, rest.as_str()), (Some(0), ""), "{log}");
}

#[test]
fn a_public_url_is_said_beside_the_address_that_answers() {
    let folder = folder();
    let mut command = on_free_port(folder.path().to_str().unwrap());
    command.env("VERDICT__HTTP__PUBLIC_URL", "https://v.example.org");
    let (mut server, line) = Running::start(&mut command);
    assert_eq!(get(&url(&line), "/readyz"), "HTTP/1.1 200 OK");
    let given = "(clients are given https://v.example.org) and";
    assert!(line.contains(given), "{line}");
    server.signal("TERM");
    let (code, rest, log) = server.wait();
    assert_eq!(code, Some(0), "{log}");
    let exported = exported(&rest, "VERDICT_URL");
    assert_eq!(exported.as_deref(), Some("https://v.example.org"));
}

#[test]
fn migrations_are_listed_beside_a_server_and_without_one() {
    let folder = folder();
    let data_dir = folder.path().to_str().unwrap();
    let listed = || {
        let output = verdict(&["migrate", "status", "--data-dir", data_dir])
            .output()
            .unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{stderr}");
        String::from_utf8(output.stdout).unwrap()
    };

    let (mut server, _line) = Running::start(&mut on_free_port(data_dir));
    let beside = listed();
    assert!(
        beside.lines().all(|line| line.starts_with("applied")),
        "{beside}"
    );
    server.signal("TERM");
    assert_eq!(server.wait().0, Some(0));
    assert_eq!(
        listed(),
        beside,
        "the stopped Postgres is started for the moment"
    );
}

#[test]
fn a_second_server_on_the_same_folder_is_refused() {
    let folder = folder();
    let data_dir = folder.path().to_str().unwrap();
    let (mut first, _line) = Running::start(&mut on_free_port(data_dir));

    let output = on_free_port(data_dir).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("choose another data_dir"), "{stderr}");

    first.signal("TERM");
    assert_eq!(first.wait().0, Some(0));
}
