//! What one client sends: single results and batches, each with a mark that tells it from all others.

use reqwest::Method;
use serde_json::{Value, json};

use crate::book::{Item, Outcome, Wrote};
use crate::http::{Body, Dialect, File, Request, text};
use crate::random::Random;
use crate::world::World;

/// How many of a hundred requests have an `Idempotency-Key`.
const KEYED: usize = 50;
/// How many of a hundred requests are batches.
const BATCHES: usize = 50;
/// How many of a hundred requests name a case that is not there.
const BAD: usize = 10;
/// How many of a hundred requests of who sends files are such.
const FILES: usize = 30;
/// Files of a form at most.
const MOST_FILES: usize = 3;
/// How often a file says its mark at most: some hundred kilobytes.
const LONGEST_FILE: usize = 30_000;
/// A case that no run has.
const NO_CASE: &str = "TC-999999";

/// The statuses that are written: the word of most vendors, `QAHub`'s, Reporting's, and what Test Management shows of
/// what `QAHub` wrote.
const WORDS: [Word; 3] = [
    Word {
        usual: "passed",
        upper: "PASSED",
        shown: "passed",
    },
    Word {
        usual: "failed",
        upper: "FAILED",
        shown: "failed",
    },
    Word {
        usual: "blocked",
        upper: "SKIPPED",
        shown: "skipped",
    },
];

#[derive(Clone, Copy, Debug)]
struct Word {
    usual: &'static str,
    upper: &'static str,
    shown: &'static str,
}

/// A client.
#[derive(Debug)]
pub(crate) struct Writer<'a> {
    number: usize,
    dialect: Dialect,
    world: &'a World,
    random: Random,
    /// How many requests it has made up.
    made: usize,
    /// The test that it has started: its id and name.
    open: Option<(String, String)>,
    /// Whether it sends files, too.
    attaches: bool,
}

impl<'a> Writer<'a> {
    /// The client of this number: the dialects take turns.
    pub(crate) fn new(number: usize, world: &'a World, random: Random) -> Self {
        let dialect = match number % 5 {
            0 => Dialect::Browserstack,
            1 => Dialect::Qahub,
            2 => Dialect::Testably,
            3 => Dialect::Reporting,
            _ => Dialect::Applitools,
        };
        Self {
            number,
            dialect,
            world,
            random,
            made: 0,
            open: None,
            attaches: false,
        }
    }

    /// The same client, which sends files as well where its dialect has such.
    pub(crate) fn with_files(self) -> Self {
        Self {
            attaches: true,
            ..self
        }
    }

    /// The next request and what it says.
    pub(crate) fn next(&mut self) -> (Request, Wrote) {
        self.made += 1;
        let mark = format!("w{}-{}", self.number, self.made);
        let key = self
            .random
            .happens(KEYED)
            .then(|| format!("{}-{mark}", self.world.project));
        if self.dialect == Dialect::Qahub && self.attaches && self.random.happens(FILES) {
            return self.attach(&mark, key);
        }
        let (method, path, body, wrote) = match self.dialect {
            Dialect::Browserstack => self.append(&mark),
            Dialect::Qahub => self.upsert(&mark),
            Dialect::Testably | Dialect::Native => self.change(&mark),
            Dialect::Reporting => self.report(&mark),
            Dialect::Applitools => self.execute(),
        };
        let request = Request {
            dialect: self.dialect,
            method,
            path,
            body: Body::Json(body),
            key,
        };
        (request, wrote)
    }

    /// `QAHub`: files of a row.
    fn attach(&mut self, mark: &str, key: Option<String>) -> (Request, Wrote) {
        let files: Vec<File> = (0..=self.random.below(MOST_FILES))
            .map(|place| File {
                name: format!("{mark}.{place}.txt"),
                text: format!("{mark} ").repeat(1 + self.random.below(LONGEST_FILE)),
            })
            .collect();
        let row = self.random.some_of(1, &self.world.rows).concat();
        let request = Request {
            dialect: self.dialect,
            method: Method::POST,
            path: format!("/api/v1/results/{row}/attachments"),
            body: Body::Files(files.clone()),
            key,
        };
        (request, Wrote::Files { row, files })
    }

    /// Takes note of what became of it.
    pub(crate) fn learn(&mut self, wrote: &Wrote, outcome: &Outcome) {
        if let (Wrote::Start { name }, Outcome::Acknowledged(body)) = (wrote, outcome) {
            self.open = text(body, "/uuid").ok().map(|uuid| (uuid, name.clone()));
        }
    }

    /// Results of different cases, of which one may not be there, with their words.
    fn items(&mut self, mark: &str) -> Vec<(Item, Word)> {
        let most = self.world.cases.len();
        let count = if self.random.happens(BATCHES) {
            2 + self.random.below(most - 1)
        } else {
            1
        };
        let mut cases: Vec<(String, bool)> = self
            .random
            .some_of(count, &self.world.cases)
            .into_iter()
            .map(|case| (case, true))
            .collect();
        // Where a bad item is refused alone, one that is all there is may be answered in either way.
        let may_be_bad = count > 1 || self.dialect == Dialect::Browserstack;
        if may_be_bad
            && self.random.happens(BAD)
            && let Some(last) = cases.last_mut()
        {
            *last = (NO_CASE.to_owned(), false);
        }
        let mut items = Vec::new();
        for (place, (case, good)) in cases.into_iter().enumerate() {
            let word = self.random.one_of(&WORDS).unwrap_or(Word {
                usual: "passed",
                upper: "PASSED",
                shown: "passed",
            });
            let item = Item {
                mark: format!("{mark}.{place}"),
                case,
                status: word.usual,
                good,
            };
            items.push((item, word));
        }
        items
    }

    /// Test Management: one result or several, each one more.
    fn append(&mut self, mark: &str) -> (Method, String, Value, Wrote) {
        let items = self.items(mark);
        let path = format!(
            "/api/v2/projects/{}/test-runs/{}/results",
            self.world.project, self.world.run
        );
        let bodies: Vec<Value> = items
            .iter()
            .map(|(item, word)| {
                json!({"test_case_id": item.case, "test_result": {"status": word.usual, "description": item.mark}})
            })
            .collect();
        let any_bad = items.iter().any(|(item, _)| !item.good);
        let items = items.into_iter().map(|(item, _)| item).collect();
        let strict = self.random.happens(BATCHES);
        match <[Value; 1]>::try_from(bodies) {
            Ok([body]) => (
                Method::POST,
                path,
                body,
                Wrote::Results {
                    items,
                    refused: any_bad,
                },
            ),
            Err(bodies) => (
                Method::POST,
                format!("{path}?validate_tc={strict}"),
                json!({ "results": bodies }),
                Wrote::Results {
                    items,
                    refused: any_bad && strict,
                },
            ),
        }
    }

    /// `QAHub`: rows, each set to what it is now.
    fn upsert(&mut self, mark: &str) -> (Method, String, Value, Wrote) {
        let items = self.items(mark);
        let path = format!("/api/v1/runs/{}/results", self.world.run);
        let bodies: Vec<Value> = items
            .iter()
            .map(|(item, word)| json!({"test_case_code": item.case, "status": word.upper, "comment": item.mark}))
            .collect();
        let items = items
            .into_iter()
            .map(|(item, word)| Item {
                status: word.shown,
                ..item
            })
            .collect();
        batch(path, &bodies, items)
    }

    /// Testably: one row by its own id, or several by their cases.
    fn change(&mut self, mark: &str) -> (Method, String, Value, Wrote) {
        let items = self.items(mark);
        let run = &self.world.run;
        if let [(item, word)] = items.as_slice()
            && let Some(place) = self.world.cases.iter().position(|case| *case == item.case)
            && let Some(row) = self.world.rows.get(place)
        {
            let body = json!({"status": word.usual, "note": item.mark});
            let wrote = Wrote::Results {
                items: vec![item.clone()],
                refused: false,
            };
            return (
                Method::PUT,
                format!("/v1/runs/{run}/results/{row}"),
                body,
                wrote,
            );
        }
        let bodies: Vec<Value> = items
            .iter()
            .map(|(item, word)| json!({"test_case_id": item.case, "status": word.usual, "note": item.mark}))
            .collect();
        let items = items.into_iter().map(|(item, _)| item).collect();
        let path = format!("/v1/runs/{run}/results/bulk");
        batch(path, &bodies, items)
    }

    /// Reporting: a test that starts, or the end of the one that was started.
    fn report(&mut self, mark: &str) -> (Method, String, Value, Wrote) {
        let path = format!("/ext/v1/builds/{}/tests", self.world.build);
        if let Some((uuid, name)) = self.open.take() {
            let results = ["passed", "failed", "skipped"];
            let result = self.random.one_of(&results).unwrap_or("passed");
            let body = json!({
                "result": result, "finished_at": "2026-05-13T12:00:02Z", "file_name": "a.py", "scopes": ["A"],
            });
            let wrote = Wrote::Finish { name, result };
            return (Method::PUT, format!("{path}/{uuid}/finish"), body, wrote);
        }
        let body = json!({
            "name": mark, "file_name": "a.py", "scopes": ["A"], "started_at": "2026-05-13T12:00:01Z",
        });
        let name = mark.to_owned();
        (
            Method::POST,
            format!("{path}/start"),
            body,
            Wrote::Start { name },
        )
    }

    /// Applitools: a run of the plan.
    fn execute(&self) -> (Method, String, Value, Wrote) {
        let path = format!("/api/plan/{}/execute", self.world.plan);
        (Method::POST, path, json!({}), Wrote::Execution)
    }
}

/// Several results that are all good.
fn batch(path: String, bodies: &[Value], items: Vec<Item>) -> (Method, String, Value, Wrote) {
    let wrote = Wrote::Results {
        items,
        refused: false,
    };
    (Method::POST, path, json!({ "results": bodies }), wrote)
}
