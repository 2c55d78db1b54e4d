//! SIGTERM while a request is in flight.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::crash::reporter::Reporter;
use crate::crash::user::User;
use crate::harness::Running;

/// A request whose head the server has read and whose body it waits for.
struct InFlight {
    answer: BufReader<TcpStream>,
    body: String,
}

impl InFlight {
    /// The server says `100 Continue` when it has the head: from then on the request is in flight.
    fn begin(reporter: &Reporter) -> Self {
        let (head, body) = reporter.on_the_wire("in flight");
        let mut stream = TcpStream::connect(reporter.address()).unwrap();
        write!(
            stream,
            "{head}Expect: 100-continue\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = BufReader::new(stream);
        let mut line = String::new();
        answer.read_line(&mut line).unwrap();
        assert_eq!(line, "HTTP/1.1 100 Continue\r\n");
        line.clear();
        answer.read_line(&mut line).unwrap();
        assert_eq!(line, "\r\n");
        Self { answer, body }
    }

    /// Sends the body, and gives the whole answer.
    fn finish(mut self) -> String {
        self.answer
            .get_mut()
            .write_all(self.body.as_bytes())
            .unwrap();
        let mut text = String::new();
        self.answer.read_to_string(&mut text).unwrap();
        text
    }
}

#[test]
fn what_is_in_flight_is_finished_and_nothing_else_is_taken() {
    let user = User::ours();
    let (mut running, line) = Running::start(&mut user.command());
    let reporter = Reporter::new(&line);
    reporter.prepare();

    let request = InFlight::begin(&reporter);
    running.signal("TERM");
    running.await_log("SIGTERM: finishing what is in flight");
    let begun = Instant::now();
    while TcpStream::connect(reporter.address()).is_ok() {
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "connections are still taken"
        );
    }
    let answer = request.finish();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    let (code, _, log) = running.wait();
    assert_eq!(code, Some(0), "{log}");

    let (mut running, line) = Running::start(&mut user.command());
    let results = Reporter::new(&line).list("results", "test_results");
    assert!(
        results
            .iter()
            .any(|result| result["description"] == "in flight")
    );
    running.signal("TERM");
    assert_eq!(running.wait().0, Some(0));
    assert!(
        user.postgres_is_stopped(),
        "its Postgres is stopped with it"
    );
}
