//! A server that is started with few open files allowed serves more connections than that.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;

use crate::crash::user::User;
use crate::harness::Running;

/// The soft limit it is started with.
const ALLOWED: usize = 200;

/// How long to wait for an answer before giving up on it: less than half a request may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The same command, started by a shell that lowers its own soft limit.
fn limited(command: &Command) -> Command {
    let mut shell = Command::new("sh");
    let script = format!("ulimit -S -n {ALLOWED}; exec \"$0\" \"$@\"");
    shell
        .args(["-c", &script])
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    shell
}

#[test]
fn a_low_limit_of_open_files_leaves_nobody_waiting() {
    let user = User::ours();
    let (mut server, line) = Running::start(&mut limited(&user.command()));
    let address = line.split(' ').find_map(|it| it.strip_prefix("http://"));
    let address = address.unwrap();
    // Those that say nothing are closed after some seconds, so each has a request under way.
    let begun: Vec<TcpStream> = (0..ALLOWED + 50)
        .map(|_| {
            let mut stream = TcpStream::connect(address).unwrap();
            write!(stream, "GET /healthz HTTP/1.1\r\nHost: {address}\r\n").unwrap();
            stream
        })
        .collect();

    let mut last = TcpStream::connect(address).unwrap();
    last.set_read_timeout(Some(PATIENCE)).unwrap();
    write!(
        last,
        "GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    last.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");

    drop(begun);
    server.signal("TERM");
    let (code, _, log) = server.wait();
    assert_eq!(code, Some(0), "{log}");
}
