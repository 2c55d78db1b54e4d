//! `cargo xtask bench http`: uploads of results over HTTP, many a request and one a request, and what they could
//! cost at least.
//!
//! Many a request: over HTTP, a release build of the server on a throw-away cluster with fsync on takes uploads on eight
//! connections from this process, each writing a run of its own. The floor is the same writes as one prepared
//! statement, on a second database of the same cluster, on as many connections as there are processors. Both
//! take turns, upload by upload, and at the end both databases must hold the same.
//!
//! One a request: see [`single`].

mod bars;
mod client;
mod digest;
mod floor;
mod json;
mod markdown;
mod rounds;
mod seed;
mod setup;
mod single;
mod workload;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use setup::Setup;
pub(super) use single::idle;
use workload::Extent;

use crate::verdict;

/// Measures uploads of 300 and of 1,000 results, and of one.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Args {
    /// Half the uploads and fewer rounds.
    #[arg(long)]
    quick: bool,
    /// Measured rounds [default: 9, quick: 5].
    #[arg(long, value_parser = clap::value_parser!(i32).range(1..))]
    rounds: Option<i32>,
    /// Only uploads of this kind.
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
    let cluster = postgres::Temporary::durable()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let setup = runtime.block_on(Setup::make(&cluster, &program))?;
    let rounds = args.rounds.unwrap_or(extent.rounds);
    let mut found = Vec::new();
    if args.only != Some(Part::Single) {
        found = rounds::measure(&runtime, &setup, extent, rounds)?;
        runtime.block_on(digest::compare(&setup))?;
    }
    let mut singles = Vec::new();
    if args.only != Some(Part::Bulk) {
        singles = single::measure(&runtime, &setup, &program, &cluster, extent, rounds)?;
    }
    let mut bars = bars::of_bulk(&found);
    bars.extend(bars::of_singles(&singles));

    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench");
    fs::create_dir_all(&directory).context("create target/bench")?;
    let path = directory.join("http.json");
    let report = json::report(&setup.versions, &found, &bars);
    fs::write(&path, format!("{report:#}\n"))
        .with_context(|| format!("write {}", path.display()))?;
    let text = markdown::report(&setup.versions, &found, &bars)?;
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}
