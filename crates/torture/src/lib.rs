//! Tries to make a Verdict server lose a result.
//!
//! Sixteen clients of five dialects write into one run, while the server or its Postgres is killed, the way between
//! them is cut, or the disk fills up. What was acknowledged is kept by the clients, and compared with what the server
//! shows when it has been started again. Knows the program and what goes over the wire, and nothing of what is inside.

mod book;
mod crowd;
mod cut;
mod disk;
mod fault;
mod http;
mod load;
mod network;
mod random;
mod repeats;
mod report;
mod round;
mod server;
mod site;
mod stage;
mod takeover;
mod verify;
mod world;
mod writer;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

pub use crate::fault::Fault;
pub use crate::load::{Load, load};
pub use crate::network::Proxy;
pub use crate::repeats::{Repeats, repeats};
pub use crate::report::Report;
pub use crate::takeover::{Outcomes, Takeover, take_over};
pub use crate::verify::{Finding, Kind};

use crate::disk::Disk;
use crate::random::Random;
use crate::site::Site;

/// What is to be done.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The server.
    pub program: PathBuf,
    /// Where all choices begin.
    pub seed: u64,
    /// How often something happens.
    pub rounds: usize,
    /// What happens, by turns.
    pub faults: Vec<Fault>,
}

/// Carries a plan out, and tells of each round. A round that comes to no end is the last one and a finding: the report
/// says what was done before it.
///
/// # Errors
/// When there is no place for the server's data.
pub fn run(plan: &Plan, tell: &dyn Fn(String)) -> Result<Report> {
    // The disk that fills up has its own: the others' writes are to reach a real one.
    let (site, small) = (Site::new(&plan.program)?, Site::new(&plan.program)?);
    let disk = Disk::below(&small);
    let mut report = Report {
        seed: plan.seed,
        disk: disk.words(),
        ..Report::default()
    };
    if let Err(error) = rounds(plan, &site, &small, &disk, &mut report, tell) {
        report.stopped(&error);
    }
    if report.is_clean() {
        return Ok(report);
    }
    for site in [site, small] {
        // A disk in memory goes, so what Postgres said is put beside it; there is none if nothing was started.
        drop(fs::copy(
            site.data().join("postgres.log"),
            site.log().with_file_name("postgres.log"),
        ));
        tell(format!("kept: {}", site.keep().display()));
    }
    Ok(report)
}

fn rounds(
    plan: &Plan,
    site: &Site,
    small: &Site,
    disk: &Disk,
    report: &mut Report,
    tell: &dyn Fn(String),
) -> Result<()> {
    let mut books = (Vec::new(), Vec::new());
    for (number, fault) in (1..=plan.rounds).zip(plan.faults.iter().copied().cycle()) {
        let mut random = Random::of(plan.seed, u64::try_from(number)?);
        let (site, disk, books) = if fault == Fault::Disk {
            (small, Some(disk), &mut books.1)
        } else {
            (site, None, &mut books.0)
        };
        let done = round::carry_out(site, disk, fault, number, &mut random);
        let round = done.with_context(|| format!("round {number}, {}", fault.words()))?;
        tell(format!("round {number:>3}  {}", report.add(fault, &round)));
        report.find(number, round.findings);
        books.push(round.book);
    }
    for (site, books) in [(site, &books.0), (small, &books.1)] {
        if !books.is_empty() {
            let mut find = |round, findings| report.find(round, findings);
            round::look_back(site, books, &mut find).context("all rounds once more")?;
        }
    }
    Ok(())
}
