//! `cargo xtask bench --scale`: how cost grows with what is stored, with the size of runs, with connections and
//! with servers.
//!
//! Every point of a dimension is measured in every round, one after the other, so that what disturbs, disturbs all.

mod chart;
mod connections;
mod panel;
mod report;
mod runs;
mod servers;
mod site;
mod stored;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};

use super::setup::Versions;
use panel::Panel;
use site::Site;

/// Measured rounds, unless the command line says otherwise.
pub(super) const ROUNDS: i32 = 3;

/// Measures all, and writes tables to the terminal, `scale.json` and `scale.svg` into the folder.
pub(super) fn run(program: &Path, rounds: i32, folder: &Path) -> Result<()> {
    let began = Instant::now();
    let cluster = postgres::Temporary::durable()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let site = Site {
        runtime: &runtime,
        program,
        cluster: &cluster,
        rounds,
    };
    let versions = runtime.block_on(async {
        let client = crate::bench::connect(&cluster.url("postgres")).await?;
        Versions::of(program, &client).await
    })?;
    let mut panels: Vec<Panel> = Vec::new();
    panels.extend(connections::measure(&site)?);
    panels.push(servers::measure(&site)?);
    panels.extend(runs::measure(&site)?);
    panels.extend(stored::measure(&site)?);
    fs::create_dir_all(folder).context("create target/bench")?;
    let path = folder.join("scale.json");
    let json = report::json(&versions, &panels);
    fs::write(&path, format!("{json:#}\n")).with_context(|| format!("write {}", path.display()))?;
    chart::write(&folder.join("scale.svg"), &panels)?;
    let text = report::markdown(&versions, began.elapsed(), &panels)?;
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}
