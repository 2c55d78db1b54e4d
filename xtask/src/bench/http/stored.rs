//! Whether lists and counts take longer when much more is stored: the same server on a database with ten thousand
//! results and on one with ten million, in turn.

use std::path::Path;

use anyhow::{Result, ensure};
use postgres::Temporary;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::bars::{Bar, Goal};
use super::disk::serve;
use super::lists::{self, Page};
use super::seed;
use super::single::load;
use crate::bench::samples::Samples;
use crate::verdict::Server;

const UNIT: &str = "ms";

/// Runs of ten thousand results each.
const FEW: i32 = 1;
const MANY: i32 = 1_000;

/// Requests in a sample, and how many of them are sent before the other database has its turn.
const REQUESTS: i32 = 200;
const TURN: i32 = 20;

/// What is asked for.
#[derive(Clone, Copy)]
enum What {
    /// The same page of one run, again and again.
    List(Page),
    /// This page of one run after the other, all over the database: most of what it needs is in no cache of Postgres.
    ListOfEach(Page),
    /// How many rows show which status.
    Counts,
}

/// Page 100 of 300 results each is behind the end of ten thousand, so the last full one stands in for it.
const ALL: [What; 7] = [
    What::List(Page::of(1, 30)),
    What::List(Page::of(100, 30)),
    What::List(Page::of(1, 300)),
    What::List(Page::of(33, 300)),
    What::Counts,
    What::ListOfEach(Page::of(1, 30)),
    What::ListOfEach(Page::of(1, 300)),
];

impl What {
    fn name(self) -> String {
        let list = |Page { number, size }| {
            format!("list of results with info.count, {size} a page, page {number}")
        };
        let what = match self {
            Self::List(page) => list(page),
            Self::ListOfEach(page) => format!("{}, of any run", list(page)),
            Self::Counts => "counts of a run of 10,000 cases".to_owned(),
        };
        format!("{what}, 10 million stored ÷ 10 thousand")
    }

    const fn goal(self) -> Goal {
        match self {
            Self::List(_) | Self::Counts => Goal::AtMost(1.25),
            Self::ListOfEach(_) => Goal::Told,
        }
    }

    fn request(self, address: &str, run: i32) -> Vec<u8> {
        match self {
            Self::List(page) | Self::ListOfEach(page) => page.request(address, run),
            Self::Counts => lists::ask_of(run, "?minify=true", address),
        }
    }

    /// Fails unless the answer says what is stored.
    fn check(self, address: &str, run: i32) -> Result<()> {
        let (place, expected) = match self {
            Self::List(page) | Self::ListOfEach(page) => {
                lists::check(address, page, run)?;
                ("/info/count", json!(10_000))
            }
            Self::Counts => (
                "/test_run/overall_progress",
                json!({"Passed": 9_000, "Failed": 1_000}),
            ),
        };
        let answer: Value =
            serde_json::from_str(&load::ask(address, &self.request(address, run))?)?;
        let told = answer.pointer(place).unwrap_or(&Value::Null);
        ensure!(*told == expected, "{place} is {told} instead of {expected}");
        Ok(())
    }
}

/// One of the two databases.
struct Stored {
    server: Server,
    runs: i32,
}

/// The bars of a run that is too short to store so much.
pub(super) fn not_run() -> Vec<Bar> {
    ALL.map(|what| Bar::not_run(what.name(), UNIT, what.goal()))
        .into()
}

/// Measures both in every round.
pub(super) fn measure(
    runtime: &Runtime,
    program: &Path,
    cluster: &Temporary,
    rounds: i32,
) -> Result<Vec<Bar>> {
    let few = Stored::make(runtime, program, cluster, "few", FEW)?;
    let many = Stored::make(runtime, program, cluster, "many", MANY)?;
    let mut found = ALL.map(|what| (what, Samples::default(), Samples::default()));
    // Round 0 warms caches and plans up and is not kept.
    for round in 0..=rounds {
        for (what, few_took, many_took) in &mut found {
            let [mut first, mut second] = [Samples::default(), Samples::default()];
            for turn in 0..REQUESTS / TURN {
                few.ask(*what, turn, &mut first)?;
                many.ask(*what, turn, &mut second)?;
            }
            if round > 0 {
                few_took.push(first.median());
                many_took.push(second.median());
            }
        }
    }
    let bar = |(what, few, many): &(What, Samples, Samples)| {
        Bar::of_ratio(what.name(), UNIT, [many, few], what.goal())
    };
    Ok(found.iter().map(bar).collect())
}

impl Stored {
    fn make(
        runtime: &Runtime,
        program: &Path,
        cluster: &Temporary,
        database: &str,
        runs: i32,
    ) -> Result<Self> {
        let (server, client) = serve(runtime, program, cluster, database)?;
        runtime.block_on(seed::stored(&client, runs))?;
        for what in ALL {
            what.check(&server.address, runs)?;
        }
        Ok(Self { server, runs })
    }

    /// Sends the requests of a turn, one after the other; how long each waited, in milliseconds.
    fn ask(&self, what: What, turn: i32, waited: &mut Samples) -> Result<()> {
        let address = &self.server.address;
        let step = match what {
            What::List(_) | What::Counts => 0,
            // It has no factor in common with the number of runs.
            What::ListOfEach(_) => 7919,
        };
        let run = |place: i32| 1 + (self.runs / 2 + place * step) % self.runs;
        let places = turn * TURN..(turn + 1) * TURN;
        let requests = places.map(|it| what.request(address, run(it))).collect();
        for latency in load::send(address, vec![requests])?.latencies_ms() {
            waited.push(latency);
        }
        Ok(())
    }
}
