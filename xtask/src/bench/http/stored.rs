//! Whether lists and counts take longer when much more is stored: the same server on a database with ten thousand
//! results and on one with ten million, in turn.

use std::iter;
use std::path::Path;

use anyhow::Result;
use postgres::Temporary;
use tokio::runtime::Runtime;

use super::bars::{Bar, Goal};
use super::disk::serve;
use super::lists::{self, Page};
use super::seed;
use super::single::load;
use crate::bench::samples::Samples;
use crate::verdict::{KEY, Server};

const UNIT: &str = "ms";

/// Runs of ten thousand results each.
const FEW: i32 = 1;
const MANY: i32 = 1_000;

/// Requests in a sample.
const REQUESTS: i32 = 200;

/// What is asked for.
#[derive(Clone, Copy)]
enum What {
    /// The same page of one run, again and again.
    List(Page),
    /// This page of one run after the other, all over the database: most of what it needs is in no cache of Postgres.
    ListOfEach(Page),
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
            format!("list and count of results, {size} a page, page {number}")
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
            Self::Counts => get(address, &format!("/api/v1/runs/TR-{run}")),
        }
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
            let (first, second) = (few.latency(*what)?, many.latency(*what)?);
            if round > 0 {
                few_took.push(first);
                many_took.push(second);
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
        /// Runs that are stored at once.
        const AT_ONCE: i32 = 50;
        let (server, client) = serve(runtime, program, cluster, database)?;
        runtime.block_on(async {
            for first in (1..=runs).step_by(usize::try_from(AT_ONCE)?) {
                let last = (first + AT_ONCE - 1).min(runs);
                seed::results(&client, first..=last, 1).await?;
            }
            client.batch_execute("vacuum analyze").await?;
            anyhow::Ok(())
        })?;
        for what in ALL {
            if let What::List(page) = what {
                lists::check(&server.address, page, runs)?;
            }
        }
        Ok(Self { server, runs })
    }

    /// The median of requests one after the other, in milliseconds.
    fn latency(&self, what: What) -> Result<f64> {
        let address = &self.server.address;
        let step = match what {
            What::List(_) | What::Counts => 0,
            // It has no factor in common with the number of runs.
            What::ListOfEach(_) => 7919,
        };
        let places = iter::successors(Some(self.runs / 2), |place| {
            Some((place + step) % self.runs)
        });
        let runs = places
            .map(|place| place + 1)
            .take(usize::try_from(REQUESTS)?);
        let requests = runs.map(|run| what.request(address, run)).collect();
        Ok(load::send(address, vec![requests])?.median_ms())
    }
}

/// A request in qahub's dialect.
fn get(address: &str, path: &str) -> Vec<u8> {
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {KEY}\r\n\r\n");
    request.into_bytes()
}
