//! `cargo xtask bench layout`: which table layout holds results best.
//!
//! All layouts live side by side in one database, each in a schema of its own, and are measured in turn, round
//! by round, through the same three moves the store makes: lock and load, plan, write once.

mod catalogue;
mod json;
mod markdown;
mod measure;
mod metric;
mod plan;
mod populate;
mod random;
mod reads;
mod rounds;
mod scale;
mod sizes;
mod subject;
mod write;
mod writes;

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result};

use catalogue::{LAYOUTS, Layout};
use scale::Scale;

/// Measures the layouts at ten thousand and at five million results.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Args {
    /// 200 thousand results instead of five million, and no variants.
    #[arg(long)]
    quick: bool,
    /// Measured rounds.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(i32).range(1..))]
    rounds: i32,
    /// A database to use, whose data may be lost, instead of a throw-away cluster with fsync on.
    #[arg(long)]
    database_url: Option<String>,
    /// Only these layouts, the first as the base.
    #[arg(long = "layout", value_name = "NAME")]
    layouts: Vec<String>,
}

pub(super) fn run(args: &Args) -> Result<()> {
    let layouts = named(&args.layouts)?;
    let (_cluster, url) = if let Some(url) = &args.database_url {
        (None, url.clone())
    } else {
        let cluster = postgres::Temporary::durable()?;
        let url = cluster.url("postgres");
        (Some(cluster), url)
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let large = if args.quick {
        Scale::QUICK
    } else {
        Scale::LARGE
    };
    let asked_for = !args.layouts.is_empty();
    let mut measured = Vec::new();
    for (scale, variants) in [(Scale::SMALL, !args.quick), (large, false)] {
        let layouts = layouts
            .iter()
            .copied()
            .filter(|layout| variants || asked_for || !layout.variant)
            .collect();
        measured.push(runtime.block_on(measure::at(scale, layouts, &url, args.rounds))?);
    }
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench");
    fs::create_dir_all(&directory).context("create target/bench")?;
    let path = directory.join("layout.json");
    fs::write(&path, format!("{:#}\n", json::report(&measured)))
        .with_context(|| format!("write {}", path.display()))?;
    std::io::stdout().write_all(markdown::report(&measured)?.as_bytes())?;
    Ok(())
}

/// All layouts, or those of these names.
fn named(names: &[String]) -> Result<Vec<&'static Layout>> {
    if names.is_empty() {
        return Ok(LAYOUTS.iter().collect());
    }
    let find = |name: &String| LAYOUTS.iter().find(|layout| layout.name == name);
    names
        .iter()
        .map(|name| find(name).with_context(|| format!("no layout is called {name}")))
        .collect()
}
