//! `cargo xtask bench http`: uploads of results over HTTP, many a request and one a request, and what they could
//! cost at least.
//!
//! Many a request: over HTTP, a release build of the server on a throw-away cluster with fsync on takes uploads on eight
//! connections from this process, each writing a run of its own. The floor is the same writes as one prepared
//! statement, on a second database of the same cluster, on as many connections as there are processors. Both
//! take turns, upload by upload, and at the end both databases must hold the same.
//!
//! One a request: see [`single`]; pages of results: [`lists`] and [`stored`]; [`memory`], [`disk`] and [`start`].

mod bars;
mod chart;
mod client;
mod cpu;
mod digest;
mod disk;
mod floor;
mod json;
mod lists;
mod markdown;
mod memory;
mod reports;
mod rounds;
mod scale;
mod seed;
mod setup;
mod single;
mod start;
mod stored;
mod upload;
mod way;
mod workload;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};

use setup::Setup;
pub(super) use single::idle;
use workload::Extent;

use crate::verdict;

/// Measures what a server takes and gives, and what it costs.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Args {
    /// Less of everything, fewer rounds, and nothing that takes ten million results.
    #[arg(long)]
    quick: bool,
    /// How cost grows with what is stored, with the size of runs, with connections and with servers, instead.
    #[arg(long, conflicts_with_all = ["quick", "only"])]
    scale: bool,
    /// Measured rounds [default: 5, quick: 3, scale: 3].
    #[arg(long, value_parser = clap::value_parser!(i32).range(1..))]
    rounds: Option<i32>,
    /// Only this.
    #[arg(long)]
    only: Option<Part>,
    /// A `verdict` to measure instead of building one.
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
}

/// What can be measured by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// Many results a request.
    Bulk,
    /// One result a request.
    Single,
    /// Pages of results.
    Lists,
    /// Lists and counts when ten million results are stored.
    Stored,
    /// Memory, disk, and a start.
    Footprint,
}

pub(super) fn run(args: &Args) -> Result<()> {
    let extent = if args.quick {
        Extent::QUICK
    } else {
        Extent::FULL
    };
    let program = match &args.program {
        Some(program) => program.clone(),
        None => verdict::build(true)?,
    };
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench");
    if args.scale {
        return scale::run(&program, args.rounds.unwrap_or(scale::ROUNDS), &directory);
    }
    let began = Instant::now();
    let cluster = postgres::Temporary::durable()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let setup = runtime.block_on(Setup::make(&cluster, &program))?;
    let rounds = args.rounds.unwrap_or(extent.rounds);
    let wants = |part| args.only.is_none_or(|only| only == part);
    let mut found = Vec::new();
    let mut bars = Vec::new();
    if wants(Part::Bulk) {
        found = rounds::measure(&runtime, &setup, &cluster, extent, rounds)?;
        runtime.block_on(digest::compare(&setup))?;
        bars.extend(bars::of_bulk(&found));
    }
    if wants(Part::Single) {
        let singles = single::measure(&runtime, &setup, &cluster, extent, rounds)?;
        bars.extend(bars::of_singles(&singles));
    }
    if wants(Part::Lists) {
        bars.extend(lists::measure(&runtime, &setup, &cluster, extent, rounds)?);
    }
    if !bars.is_empty() {
        bars.push(memory::under_load(&setup)?);
    }
    if wants(Part::Footprint) {
        bars.extend(memory::measure(&runtime, &setup, &cluster)?);
        bars.push(start::measure(&setup, &cluster, rounds)?);
        bars.extend(disk::measure(&runtime, &program, &cluster, extent)?);
    }
    if wants(Part::Stored) {
        bars.extend(if args.quick {
            stored::not_run()
        } else {
            stored::measure(&runtime, &program, &cluster, rounds)?
        });
    }

    fs::create_dir_all(&directory).context("create target/bench")?;
    let path = directory.join("http.json");
    let report = json::report(&setup.versions, &found, &bars);
    fs::write(&path, format!("{report:#}\n"))
        .with_context(|| format!("write {}", path.display()))?;
    chart::write(&directory.join("http.svg"), &bars)?;
    let text = markdown::report(&setup.versions, began.elapsed(), &found, &bars)?;
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}
