//! A server that is killed while results arrive: what it acknowledged is there when it is back.

mod book;
pub(crate) mod reporter;
pub(crate) mod user;

use std::sync::mpsc;
use std::thread;

use self::book::Book;
use self::reporter::{Attempt, Reporter};
use self::user::User;
use crate::harness::{Running, output};

/// Threads that post at the same time.
const REPORTERS: usize = 6;

/// Starts, kills and starts again on one data folder.
const ROUNDS: usize = 2;

/// What dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Crash {
    /// The server; Postgres notices and shuts down.
    Server,
    /// Postgres, without a chance to flush anything, and the server with it.
    Both,
}

#[test]
fn a_killed_server_keeps_what_it_acknowledged() {
    survives(&User::ours(), Crash::Server);
}

#[test]
fn a_server_killed_with_its_postgres_keeps_what_it_acknowledged() {
    survives(&User::ours(), Crash::Both);
}

#[test]
fn a_killed_server_of_an_ordinary_user_keeps_what_it_acknowledged() {
    // Where the tests are run by one, the others have shown it.
    if let Some(user) = User::ordinary_if_we_are_root() {
        survives(&user, Crash::Both);
    }
}

fn survives(user: &User, crash: Crash) {
    let mut book = Book::default();
    for round in 0..ROUNDS {
        let (mut server, line) = Running::start(&mut user.command());
        let reporter = Reporter::new(&line);
        if round == 0 {
            reporter.prepare();
        }
        book.compare(&reporter);
        book.repeat(&reporter);
        book.compare(&reporter);
        post_until_killed(&reporter, &mut book, || {
            if crash == Crash::Both {
                user.kill_postgres();
            }
            server.signal("KILL");
        });
        drop(server.wait());
    }
    let (mut server, line) = Running::start(&mut user.command());
    let reporter = Reporter::new(&line);
    book.compare(&reporter);
    book.repeat(&reporter);
    book.compare(&reporter);
    let (code, lines, log) = output(user.command().arg("check"));
    assert_eq!(code, Some(0), "{lines}{log}");
    server.signal("TERM");
    let (code, _, log) = server.wait();
    assert_eq!(code, Some(0), "{log}");
}

/// Posts from several threads as fast as they go, and kills after some acknowledgements: how many is left to
/// chance, so that the kill meets another moment each time.
fn post_until_killed(reporter: &Reporter, book: &mut Book, kill: impl FnOnce()) {
    let enough = 40 + reporter::chance(80);
    let half = reporter.send_half();
    let (tell, told) = mpsc::channel::<Attempt>();
    thread::scope(|scope| {
        for _ in 0..REPORTERS {
            let tell = tell.clone();
            scope.spawn(move || {
                // The first that is not answered is the last: the server is gone.
                let mut answered = true;
                while answered {
                    let attempt = reporter.post();
                    answered = attempt.is_answered();
                    tell.send(attempt).unwrap();
                }
            });
        }
        drop(tell);
        let mut kill = Some(kill);
        let mut acknowledged = 0;
        for attempt in told {
            acknowledged += usize::from(attempt.is_acknowledged());
            book.add(attempt);
            if acknowledged >= enough
                && let Some(kill) = kill.take()
            {
                kill();
            }
        }
        assert!(kill.is_none(), "the reporters ended before the kill");
    });
    drop(half);
}
