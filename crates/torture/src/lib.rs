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

/// Carries a plan out, and tells of each round.
///
/// # Errors
/// When the server does not start, does not come back, or cannot be asked any more. Its data is kept then.
pub fn run(plan: &Plan, tell: &dyn Fn(String)) -> Result<Report> {
    // The disk that fills up has its own: the others' writes are to reach a real one.
    let (site, small) = (Site::new(&plan.program)?, Site::new(&plan.program)?);
    let disk = Disk::below(&small);
    let ran = rounds(plan, &site, &small, &disk, tell);
    if ran.as_ref().is_ok_and(Report::is_clean) {
        return ran;
    }
    for site in [site, small] {
        // A disk in memory goes, so what Postgres said is put beside it; there is none if nothing was started.
        drop(fs::copy(
            site.data().join("postgres.log"),
            site.log().with_file_name("postgres.log"),
        ));
        tell(format!("kept: {}", site.keep().display()));
    }
    ran
}

fn rounds(
    plan: &Plan,
    site: &Site,
    small: &Site,
    disk: &Disk,
    tell: &dyn Fn(String),
) -> Result<Report> {
    let mut report = Report {
        seed: plan.seed,
        disk: disk.words(),
        ..Report::default()
    };
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
        report.find(round.findings);
        books.push(round.book);
    }
    for (site, books) in [(site, &books.0), (small, &books.1)] {
        if !books.is_empty() {
            report.find(round::look_back(site, books)?);
        }
    }
    Ok(report)
}
