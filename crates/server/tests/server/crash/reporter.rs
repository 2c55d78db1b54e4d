//! Posts results as a reporter would.

use std::hash::{BuildHasher as _, RandomState};
use std::io::Write as _;
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};

use reqwest::blocking::{Client, RequestBuilder};
use serde_json::{Value, json};

pub(crate) const USERNAME: &str = "crash";
pub(crate) const KEY: &str = "a-key-for-the-crash-0123456789";

/// Cases of the run.
const CASES: usize = 5;

/// One in so many requests is one that the server must refuse.
const REFUSED: usize = 4;

const PROJECT: &str = "/api/v2/projects/PR-1";
const RUN: &str = "/api/v2/projects/PR-1/test-runs/TR-1";

const STATUSES: [&str; 4] = ["passed", "failed", "blocked", "skipped"];

/// Gives every posted result a text of its own, over all rounds.
static POSTED: AtomicUsize = AtomicUsize::new(0);

/// A client of one server.
pub(crate) struct Reporter {
    address: String,
    client: Client,
}

/// A request that was sent.
pub(crate) struct Attempt {
    /// What tells its result from all others.
    pub(crate) mark: String,
    pub(crate) case: String,
    pub(crate) outcome: Outcome,
    /// Whether its mark is its `Idempotency-Key`, so that it can be sent again.
    pub(crate) has_key: bool,
    status: &'static str,
}

/// What became of a request.
pub(crate) enum Outcome {
    /// The result has this id.
    Acknowledged(i64),
    Refused,
    /// No answer came, or only a part of one.
    Unknown,
}

/// A number below `bound`, another one each time.
pub(crate) fn chance(bound: usize) -> usize {
    usize::try_from(RandomState::new().hash_one(bound) >> 32).unwrap() % bound
}

impl Attempt {
    pub(crate) const fn is_acknowledged(&self) -> bool {
        matches!(self.outcome, Outcome::Acknowledged(_))
    }

    pub(crate) const fn is_answered(&self) -> bool {
        !matches!(self.outcome, Outcome::Unknown)
    }
}

impl Reporter {
    /// A client of the server that said this line when it had started.
    pub(crate) fn new(line: &str) -> Self {
        let address = line
            .split(' ')
            .find_map(|word| word.strip_prefix("http://"));
        Self {
            address: address.unwrap().to_owned(),
            client: Client::new(),
        }
    }

    /// Makes a project, its cases and a run of them.
    pub(crate) fn prepare(&self) {
        self.make("/api/v2/projects", &json!({"project": {"name": "Shop"}}));
        let folder = self.make(
            &format!("{PROJECT}/folders"),
            &json!({"folder": {"name": "Checkout"}}),
        );
        let cases = format!("{PROJECT}/folders/{}/test-cases", folder["folder"]["id"]);
        for case in 1..=CASES {
            self.make(
                &cases,
                &json!({"test_case": {"name": format!("Case {case}")}}),
            );
        }
        let named: Vec<String> = (1..=CASES).map(case).collect();
        let run = json!({"test_run": {"name": "Nightly", "test_cases": named}});
        self.make(&format!("{PROJECT}/test-runs"), &run);
    }

    /// Posts one result.
    pub(crate) fn post(&self) -> Attempt {
        let number = POSTED.fetch_add(1, Ordering::Relaxed);
        let refused = number.is_multiple_of(REFUSED);
        let case = case(if refused {
            CASES + 1
        } else {
            number % CASES + 1
        });
        let attempt = Attempt {
            mark: format!("result-{number}"),
            case,
            outcome: Outcome::Unknown,
            has_key: chance(2) == 0,
            status: STATUSES[chance(STATUSES.len())],
        };
        let sent = self.send(attempt);
        assert!(!(refused && sent.is_acknowledged()), "{}", sent.mark);
        assert!(
            refused || !matches!(sent.outcome, Outcome::Refused),
            "{}",
            sent.mark
        );
        sent
    }

    /// Sends an attempt; a second time under the key of the first.
    pub(crate) fn send(&self, attempt: Attempt) -> Attempt {
        let mut request = self.request(reqwest::Method::POST, &format!("{RUN}/results"));
        if attempt.has_key {
            request = request.header("Idempotency-Key", &attempt.mark);
        }
        let body = body(&attempt.case, attempt.status, &attempt.mark);
        let sent = request.json(&body).send();
        let outcome = match sent.and_then(|answer| Ok((answer.status(), answer.json::<Value>()?))) {
            Ok((status, body)) if status.is_success() => {
                Outcome::Acknowledged(body["test-result"]["id"].as_i64().unwrap())
            }
            // When Postgres dies first, the server may still find the time to say so.
            Ok((status, _)) if status.is_server_error() => Outcome::Unknown,
            Ok(_) => Outcome::Refused,
            Err(_) => Outcome::Unknown,
        };
        Attempt { outcome, ..attempt }
    }

    /// Where the server listens.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// A result to be posted as it goes over the wire: the head without the empty line that ends it, and the body.
    pub(crate) fn on_the_wire(&self, mark: &str) -> (String, String) {
        let body = body(&case(1), "failed", mark).to_string();
        let head = format!(
            "POST {RUN}/results HTTP/1.1\r\nHost: {}\r\nAPI-TOKEN: {USERNAME}:{KEY}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n",
            self.address,
            body.len()
        );
        (head, body)
    }

    /// Sends the first half of a request, and gives the connection, to be kept.
    pub(crate) fn send_half(&self) -> TcpStream {
        let (head, body) = self.on_the_wire("half a request");
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let half = body.get(..body.len() / 2).unwrap();
        write!(stream, "{head}\r\n{half}").unwrap();
        stream
    }

    /// The run.
    pub(crate) fn run(&self) -> Value {
        self.get(RUN)["test_run"].clone()
    }

    /// All entries of a list below the run, page by page.
    pub(crate) fn list(&self, path: &str, key: &str) -> Vec<Value> {
        let mut entries = Vec::new();
        let mut next = json!(1);
        while next.is_number() {
            let page = self.get(&format!("{RUN}/{path}?page_size=300&p={next}"));
            entries.extend(page[key].as_array().unwrap().iter().cloned());
            next = page["info"]["next"].clone();
            assert!(
                next.is_number() || page["info"]["count"] == entries.len(),
                "{}",
                page["info"]
            );
        }
        entries
    }

    fn get(&self, path: &str) -> Value {
        let answer = self.request(reqwest::Method::GET, path).send().unwrap();
        answer.error_for_status().unwrap().json().unwrap()
    }

    fn make(&self, path: &str, body: &Value) -> Value {
        let answer = self.request(reqwest::Method::POST, path).json(body).send();
        answer.unwrap().error_for_status().unwrap().json().unwrap()
    }

    fn request(&self, method: reqwest::Method, path: &str) -> RequestBuilder {
        self.client
            .request(method, format!("http://{}{path}", self.address))
            .basic_auth(USERNAME, Some(KEY))
    }
}

fn case(number: usize) -> String {
    format!("TC-{number}")
}

fn body(case: &str, status: &str, mark: &str) -> Value {
    json!({"test_case_id": case, "test_result": {"status": status, "description": mark}})
}
