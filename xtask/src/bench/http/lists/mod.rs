//! Pages of a run's results, as browserstack lists them, on 64 connections.
//!
//! The floor is every statement that the server ran for such a page, heard from the server itself, on as many
//! connections as there are processors. Both take turns, page by page.

mod capture;
mod message;
mod replay;

use std::iter;

use anyhow::{Context, Result, ensure};
use postgres::Temporary;
use serde_json::Value;
use tokio::runtime::Runtime;

use self::capture::{Asked, Capture};
use self::replay::Replay;
use super::bars::{Bar, Goal};
use super::seed;
use super::setup::Setup;
use super::single::load;
use super::workload::{CASES, Extent};
use crate::bench::samples::Samples;
use crate::verdict::{KEY, Server, USER};

const CONNECTIONS: usize = 64;

/// The run whose results are listed, and how many it has of each case.
const RUN: i32 = 50_000;
const RESULTS_OF_CASE: i32 = 3;

/// A page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) number: i32,
    pub(super) size: i32,
}

impl Page {
    pub(super) const ALL: [Self; 4] = [
        Self::of(1, 30),
        Self::of(100, 30),
        Self::of(1, 300),
        Self::of(100, 300),
    ];

    pub(super) const fn of(number: i32, size: i32) -> Self {
        Self { number, size }
    }

    /// A request for this page of a run's results, in browserstack's dialect.
    pub(super) fn request(self, address: &str, run: i32) -> Vec<u8> {
        let Self { number, size } = self;
        let rest = format!("/results?p={number}&page_size={size}");
        ask_of(run, &rest, address)
    }
}

/// A request for a run, or for what lies behind it, in browserstack's dialect.
pub(super) fn ask_of(run: i32, rest: &str, address: &str) -> Vec<u8> {
    let request = format!(
        "GET /api/v2/projects/PR-1/test-runs/TR-{run}{rest} HTTP/1.1\r\n\
         Host: {address}\r\nAPI-TOKEN: {USER}:{KEY}\r\n\r\n"
    );
    request.into_bytes()
}

/// Fails unless the page is full.
pub(super) fn check(address: &str, page: Page, run: i32) -> Result<()> {
    let answer: Value = serde_json::from_str(&load::ask(address, &page.request(address, run))?)?;
    let lines = answer.get("test_results").and_then(Value::as_array);
    let lines = lines.map_or(0, Vec::len);
    ensure!(
        lines == usize::try_from(page.size)?,
        "page {} has {lines} results instead of {}",
        page.number,
        page.size
    );
    Ok(())
}

/// What was found of a page: pages a second.
struct Found {
    page: Page,
    http: Samples,
    floor: Samples,
}

/// Measures every page in every round.
pub(super) fn measure(
    runtime: &Runtime,
    setup: &Setup,
    cluster: &Temporary,
    extent: Extent,
    rounds: i32,
) -> Result<Vec<Bar>> {
    runtime.block_on(seed::results(
        &setup.server_database,
        RUN..=RUN,
        CASES,
        RESULTS_OF_CASE,
    ))?;
    runtime.block_on(async { setup.server_database.batch_execute("vacuum analyze").await })?;
    let address = &setup.server.address;
    let mut floors = Vec::new();
    for page in Page::ALL {
        check(address, page, RUN)?;
        floors.push(runtime.block_on(floor(setup, cluster, page))?);
    }
    let mut found = Page::ALL.map(|page| Found {
        page,
        http: Samples::default(),
        floor: Samples::default(),
    });
    // Round 0 warms caches and plans up and is not kept.
    for round in 0..=rounds {
        for (found, floor) in found.iter_mut().zip(&floors) {
            let each = extent.pages(found.page.size);
            let http = || {
                let request = found.page.request(address, RUN);
                let of_each = iter::repeat_n(request, each).collect();
                load::send(address, vec![of_each; CONNECTIONS])?.rate()
            };
            let floor = || {
                let pages = each * CONNECTIONS;
                let taken = runtime.block_on(replay::measure(floor, pages))?;
                anyhow::Ok(f64::from(u32::try_from(pages)?) / taken.as_secs_f64())
            };
            let (http, floor) = if round % 2 == 0 {
                let floor = floor()?;
                (http()?, floor)
            } else {
                (http()?, floor()?)
            };
            if round > 0 {
                found.http.push(http);
                found.floor.push(floor);
            }
        }
    }
    let bar = |found: &Found| {
        let Page { number, size } = found.page;
        let name = format!(
            "list of results, {size} a page, page {number}, 64 connections, ÷ its statements"
        );
        Bar::of_ratio(
            name,
            "pages/s",
            [&found.http, &found.floor],
            Goal::AtLeast(0.55),
        )
    };
    Ok(found.iter().map(bar).collect())
}

/// A connection for each processor, with the statements of a page.
async fn floor(setup: &Setup, cluster: &Temporary, page: Page) -> Result<Vec<Replay>> {
    let url = cluster.url(postgres::DATABASE);
    let asked = statements(setup, &url, page).await?;
    let mut replays = Vec::new();
    for _ in 0..setup.versions.processors {
        replays.push(Replay::prepare(&url, &asked).await?);
    }
    Ok(replays)
}

/// What the server asks the database for a page when nothing has to be prepared any more.
async fn statements(setup: &Setup, url: &str, page: Page) -> Result<Vec<Asked>> {
    let capture = Capture::open(url).await?;
    let (program, heard) = (setup.program.clone(), capture.url.clone());
    tokio::task::spawn_blocking(move || {
        let server = Server::start(&program, &heard)?;
        // It does other things when it starts.
        for _ in 0..3 {
            check(&server.address, page, RUN)?;
        }
        capture.taken();
        check(&server.address, page, RUN)?;
        let asked = capture.taken();
        let lists = |it: &Asked| matches!(it, Asked::Prepared(parse, _) if parse.text.contains("run_cases"));
        asked.iter().find(|it| lists(it)).context("no statement lists results")?;
        Ok(asked)
    })
    .await?
}
