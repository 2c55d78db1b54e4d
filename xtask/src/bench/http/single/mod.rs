//! One result a request, each acknowledged after its own commit.
//!
//! The server, the same server with gathering switched off, and one that does nothing take turns, with the same
//! requests: each is a change of the row that it names. Besides, 64 writers share one run.

pub(in crate::bench) mod idle;
pub(super) mod load;

use anyhow::Result;
use postgres::Temporary;
use tokio::runtime::Runtime;

use self::load::Requests;
use super::seed;
use super::setup::Setup;
use super::upload::{body, request};
use super::workload::{CASES, Extent};
use crate::bench::batch::batch;
use crate::bench::samples::Samples;
use crate::verdict::Server;

/// Connections of the busy measurements.
const CONNECTIONS: i32 = 64;

/// Cases of each run.
pub(super) const CASES_OF_RUN: i32 = 100;

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// 64 connections, each writing into a run of its own.
    Gathered,
    /// The same with gathering switched off.
    Alone,
    /// The same to a server that does nothing.
    Idle,
    /// 64 connections, all writing into one run.
    OneRun,
    /// One connection.
    GatheredOne,
    /// One connection, with gathering switched off.
    AloneOne,
}

impl Subject {
    const ALL: [Self; 6] = [
        Self::Gathered,
        Self::Alone,
        Self::Idle,
        Self::OneRun,
        Self::GatheredOne,
        Self::AloneOne,
    ];

    const fn connections(self) -> i32 {
        match self {
            Self::Gathered | Self::Alone | Self::Idle | Self::OneRun => CONNECTIONS,
            Self::GatheredOne | Self::AloneOne => 1,
        }
    }

    const fn runs(self) -> i32 {
        match self {
            Self::Gathered | Self::Alone | Self::Idle => CONNECTIONS,
            Self::OneRun | Self::GatheredOne | Self::AloneOne => 1,
        }
    }
}

/// What was found of one subject, a sample for each round.
pub(super) struct Single {
    pub(super) subject: Subject,
    /// Requests a second.
    pub(super) rate: Samples,
    pub(super) p99_ms: Samples,
}

/// Measures every subject in every round; which of them is first changes from round to round.
pub(super) fn measure(
    runtime: &Runtime,
    setup: &Setup,
    cluster: &Temporary,
    extent: Extent,
    rounds: i32,
) -> Result<Vec<Single>> {
    let alone = Server::start_without_gathering(&setup.program, &cluster.url(postgres::DATABASE))?;
    let cases: Vec<i32> = batch(0..CASES_OF_RUN, CASES, 1)
        .into_iter()
        .map(|item| item.case_no)
        .collect();
    let mut next_run = FIRST_RUN;
    let mut open = |count: i32| -> Result<Vec<i32>> {
        let runs: Vec<i32> = (next_run..).take(usize::try_from(count)?).collect();
        next_run += count;
        runtime.block_on(seed::runs(&setup.server_database, &runs, &cases))?;
        Ok(runs)
    };
    let sample = requests(&setup.server.address, &open(1)?, 1, 1);
    let sample = sample.into_iter().flatten().next().unwrap_or_default();
    let idle = idle::start(&load::ask(&setup.server.address, &sample)?)?;

    let mut found = Subject::ALL.map(|subject| Single {
        subject,
        rate: Samples::default(),
        p99_ms: Samples::default(),
    });
    // Round 0 warms caches and plans up and is not kept.
    for round in 0..=rounds {
        found.reverse();
        for found in &mut found {
            let subject = found.subject;
            let runs = open(subject.runs())?;
            let address = match subject {
                Subject::Gathered | Subject::OneRun | Subject::GatheredOne => &setup.server.address,
                Subject::Alone | Subject::AloneOne => &alone.address,
                Subject::Idle => &idle.address,
            };
            let each = match subject {
                Subject::GatheredOne | Subject::AloneOne => extent.of_one(),
                Subject::Gathered | Subject::Alone | Subject::OneRun => extent.of_each(),
                // It is so fast that as many would be over too soon.
                Subject::Idle => 4 * extent.of_each(),
            };
            let taken = load::send(
                address,
                requests(address, &runs, subject.connections(), each),
            )?;
            if round > 0 {
                found.rate.push(taken.rate()?);
                found.p99_ms.push(taken.p99_ms());
            }
        }
    }
    Ok(found.into())
}

/// Runs of the other measurements have lower numbers.
const FIRST_RUN: i32 = 100_000;

/// What each connection sends: case after case, and when it is through, again. What two connections say differs.
pub(super) fn requests(address: &str, runs: &[i32], connections: i32, each: i32) -> Vec<Requests> {
    let connection = |(place, run): (i32, &i32)| {
        let versions = 0..=each / CASES_OF_RUN;
        let items = versions
            .flat_map(|version| batch(0..CASES_OF_RUN, CASES, 1 + place + version * connections));
        items
            .take(usize::try_from(each).unwrap_or_default())
            .map(|item| request(address, *run, &body(&[item]).to_string()))
            .collect()
    };
    let dealt = (0..connections).zip(runs.iter().cycle());
    dealt.map(connection).collect()
}
