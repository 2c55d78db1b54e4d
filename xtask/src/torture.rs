//! `cargo xtask torture`: tries to make a server lose a result.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Result, ensure};
use torture::{Fault, Plan};

use crate::verdict;

/// Kills, cuts and fills the disk while sixteen clients write, and compares what is there with what was acknowledged.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How often something happens.
    #[arg(long, default_value_t = 100)]
    rounds: usize,
    /// Where all choices begin; another one each time if it is left out.
    #[arg(long)]
    seed: Option<u64>,
    /// A `verdict` to torture instead of building one.
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
    /// Only this, instead of everything by turns.
    #[arg(long, value_name = "FAULT")]
    only: Vec<Word>,
}

/// The faults as they are called on the command line.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Word {
    Server,
    Postgres,
    Both,
    Connection,
    Disk,
}

impl Word {
    const fn fault(self) -> Fault {
        match self {
            Self::Server => Fault::Server,
            Self::Postgres => Fault::Postgres,
            Self::Both => Fault::Both,
            Self::Connection => Fault::Connection,
            Self::Disk => Fault::Disk,
        }
    }
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let program = match &args.program {
        Some(program) => program.clone(),
        None => verdict::build(true)?,
    };
    let seed = args.seed.map_or_else(some_seed, Ok)?;
    let faults = if args.only.is_empty() {
        Fault::ALL.to_vec()
    } else {
        args.only.iter().map(|word| word.fault()).collect()
    };
    let plan = Plan {
        program,
        seed,
        rounds: args.rounds,
        faults,
    };
    println!("{}, seed {seed}", verdict::version(&plan.program)?);
    let report = torture::run(&plan, &|line| println!("{line}"))?;
    println!("{report}");
    ensure!(report.is_clean(), "{} findings", report.findings.len());
    Ok(())
}

fn some_seed() -> Result<u64> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(u64::try_from(since.as_nanos() % 1_000_000_007)?)
}
