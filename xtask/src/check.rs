//! `cargo xtask check`: what must hold besides the tests. CI runs exactly this.

mod documents;
mod file_size;
mod leftovers;
mod machine_paths;

use std::time::Instant;

use anyhow::bail;

use crate::problem::report;
use crate::{cargo, layers, sources};

/// One named part of the check.
type Step = (&'static str, fn() -> anyhow::Result<()>);

/// Cheap ones first; each runs even where another failed, so that one run shows everything.
const STEPS: [Step; 7] = [
    ("format", format),
    ("layers", layers::run),
    ("file sizes", file_sizes),
    ("leftovers", left_open),
    ("machine paths", paths),
    ("lints", lints),
    ("documentation", documents::run),
];

pub(crate) fn run() -> anyhow::Result<()> {
    let mut failed = Vec::new();
    for (name, step) in STEPS {
        let start = Instant::now();
        println!("-- {name}");
        if let Err(error) = step() {
            println!("{error:#}");
            failed.push(name);
        }
        println!("   {:.1} s", start.elapsed().as_secs_f32());
    }
    if failed.is_empty() {
        println!("-- all {} checks passed", STEPS.len());
        return Ok(());
    }
    bail!("failed: {}", failed.join(", "))
}

fn format() -> anyhow::Result<()> {
    cargo::run(&mut cargo::command(&["fmt", "--all", "--check"])?)
}

fn lints() -> anyhow::Result<()> {
    let args = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--quiet",
        "--",
        "-D",
        "warnings",
    ];
    cargo::run(&mut cargo::command(&args)?)
}

fn file_sizes() -> anyhow::Result<()> {
    let sources = sources::read(&cargo::root()?)?;
    println!("{}", file_size::summary(&sources));
    report(file_size::problems(&sources, file_size::EXCEPTIONS))
}

fn left_open() -> anyhow::Result<()> {
    report(leftovers::problems(&sources::read(&cargo::root()?)?))
}

fn paths() -> anyhow::Result<()> {
    report(machine_paths::problems(&sources::read(&cargo::root()?)?))
}
