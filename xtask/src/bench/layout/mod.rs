//! `cargo xtask bench layout`: which table layout holds results best.
//!
//! All layouts live side by side in one database, each in a schema of its own, and are measured in turn, round
//! by round, through the same three moves the store makes: lock and load, plan, write once.

mod batch;
mod catalogue;
mod metric;
mod plan;
mod populate;
mod random;
mod reads;
mod report;
mod rounds;
mod samples;
mod scale;
mod sizes;
mod subject;
mod write;
mod writes;

use std::io::Write as _;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};

use catalogue::{LAYOUTS, Layout};
use report::Measured;
use scale::Scale;
use subject::Subject;

/// Measures all layouts at ten thousand and at five million results.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// 200 thousand results instead of five million.
    #[arg(long)]
    quick: bool,
    /// Measured rounds.
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(i32).range(1..))]
    rounds: i32,
    /// A database to use, whose data may be lost, instead of a throw-away one.
    #[arg(long)]
    database_url: Option<String>,
    /// Only these layouts, the first as the base.
    #[arg(long = "layout", value_name = "NAME")]
    layouts: Vec<String>,
}

pub(super) fn run(args: &Args) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let layouts = select(&args.layouts)?;
    let url = args
        .database_url
        .clone()
        .context("--database-url is missing")?;
    let large = if args.quick {
        Scale::QUICK
    } else {
        Scale::LARGE
    };
    let mut measured = Vec::new();
    for scale in [Scale::SMALL, large] {
        measured.push(runtime.block_on(measure(&url, &layouts, scale, args.rounds))?);
    }
    let path = PathBuf::from("target/bench/layout.json");
    std::fs::create_dir_all("target/bench").context("create target/bench")?;
    std::fs::write(&path, format!("{:#}\n", report::json(&layouts, &measured)))
        .with_context(|| format!("write {}", path.display()))?;
    std::io::stdout().write_all(report::markdown(&layouts, &measured)?.as_bytes())?;
    Ok(())
}

fn select(names: &[String]) -> Result<Vec<&'static Layout>> {
    if names.is_empty() {
        return Ok(LAYOUTS.iter().collect());
    }
    let find = |name: &String| LAYOUTS.iter().find(|layout| layout.name == name);
    names
        .iter()
        .map(|name| find(name).with_context(|| format!("no layout is called {name}")))
        .collect()
}

async fn measure(
    url: &str,
    layouts: &[&'static Layout],
    scale: Scale,
    rounds: i32,
) -> Result<Measured> {
    let started = Instant::now();
    let progress = |step: &str| {
        let seconds = started.elapsed().as_secs();
        writeln!(
            std::io::stderr(),
            "{} results, {seconds:4} s: {step}",
            scale::spell(scale.results())
        )
    };
    let shared = subject::connect(url).await?;
    for statement in include_str!("sql/shared/cases.sql").split_inclusive(';') {
        shared.batch_execute(statement).await?;
    }
    let mut subjects = Vec::new();
    for layout in layouts {
        subjects.push(Subject::create(url, layout).await?);
    }
    progress("fill runs")?;
    let (left, right) = subjects.split_at_mut(layouts.len() / 2);
    let (left, right) = tokio::try_join!(fill(left, scale), fill(right, scale))?;
    let plain: Vec<f64> = left.into_iter().chain(right).collect();
    progress("measure")?;
    let found = rounds::measure(&mut subjects, scale, rounds).await?;
    progress("fill pre-populated runs")?;
    let mut sizes = Vec::new();
    for (mut subject, plain) in subjects.into_iter().zip(plain) {
        let [filled, superseded] = sizes::pre_populated(&mut subject, scale).await?;
        sizes.push([plain, filled, superseded]);
        subject.drop_schema().await?;
    }
    progress("done")?;
    Ok(Measured {
        scale,
        found,
        sizes,
    })
}

/// Populates layouts one after another and returns their bytes per result before anything was superseded.
async fn fill(subjects: &mut [Subject], scale: Scale) -> Result<Vec<f64>> {
    let mut sizes = Vec::new();
    for subject in subjects {
        populate::fill_runs(subject, scale).await?;
        sizes.push(sizes::bytes_per_result(subject, scale.results()).await?);
        populate::age(subject, scale).await?;
    }
    Ok(sizes)
}
