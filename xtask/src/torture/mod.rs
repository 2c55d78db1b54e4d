//! `cargo xtask torture`: tries to make a server lose a result.

mod histories;

use std::path::PathBuf;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Result, bail};
use torture::{Fault, Plan};

use crate::verdict;

/// Writes as sixteen clients do while servers are killed, ways are cut and disks are full, sends through a bad network,
/// and tries histories against an oracle.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How often something is killed, cut or full.
    #[arg(long, default_value_t = 100, default_value_if("quick", "true", "10"))]
    rounds: usize,
    /// How many random histories of each kind are tried.
    #[arg(
        long,
        default_value_t = 2_000,
        default_value_if("quick", "true", "100")
    )]
    histories: u32,
    /// How many minutes a server is offered twice what it can bear.
    #[arg(long, default_value_t = 10.0, default_value_if("quick", "true", "0.5"))]
    minutes: f32,
    /// Ten rounds, 100 histories, half a minute.
    #[arg(long)]
    quick: bool,
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
    println!("{}, seed {seed}", verdict::version(&program)?);
    let plan = Plan {
        program,
        seed,
        rounds: args.rounds,
        faults,
    };
    let report = torture::run(&plan, &|line| println!("{line}"))?;
    println!("{report}");
    let mut findings: Vec<String> = report.findings.iter().map(|it| it.what.clone()).collect();
    match torture::repeats(&plan.program, seed) {
        Ok(repeats) => {
            println!("{repeats}");
            if !repeats.is_clean() {
                findings.push("repeats are lost or doubled".to_owned());
            }
        }
        Err(error) => findings.push(format!("repeats: {error:#}")),
    }
    let time = Duration::try_from_secs_f32(args.minutes * 60.0)?;
    if !time.is_zero() {
        match torture::load(&plan.program, time) {
            Ok(load) => {
                println!("{load}");
                findings.extend(load.findings());
            }
            Err(error) => findings.push(format!("load: {error:#}")),
        }
    }
    match histories::try_out(args.histories, seed) {
        Ok(told) => println!("{told}"),
        Err(error) => findings.push(format!("histories: {error:#}")),
    }
    if findings.is_empty() {
        return Ok(());
    }
    bail!("{} findings:\n{}", findings.len(), findings.join("\n"))
}

fn some_seed() -> Result<u64> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(u64::try_from(since.as_nanos() % 1_000_000_007)?)
}
