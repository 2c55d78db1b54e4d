//! Programs from npm, in a folder of their own below `target/`.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Context as _, Result, anyhow, ensure};

/// What says which packages there are to be, to the byte.
const MANIFEST: [&str; 2] = ["package.json", "package-lock.json"];

/// What npm writes when all of them are there.
const INSTALLED: &str = "node_modules/.package-lock.json";

/// Installs what the manifest in `scripts` names into `folder`, unless it is there already. No package may run
/// anything of its own meanwhile.
pub(super) fn install(scripts: &Path, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("create {}", folder.display()))?;
    let mut is_there = folder.join(INSTALLED).exists();
    for name in MANIFEST {
        let wanted = fs::read(scripts.join(name)).with_context(|| format!("read {name}"))?;
        let place = folder.join(name);
        if fs::read(&place).ok().as_ref() != Some(&wanted) {
            is_there = false;
            fs::write(&place, wanted).with_context(|| format!("write {}", place.display()))?;
        }
    }
    if is_there {
        return Ok(());
    }
    println!("installing packages in {}", folder.display());
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .args(["--loglevel", "error"])
        .current_dir(folder);
    let status = npm.status().map_err(|error| cannot_start("npm", error))?;
    ensure!(status.success(), "npm ci failed ({status})");
    Ok(())
}

/// Runs Node.js to its end; what it printed. Its complaints go where ours go.
pub(super) fn node(command: &mut Command) -> Result<Output> {
    command
        .output()
        .map_err(|error| cannot_start("node", error))
}

fn cannot_start(program: &str, error: io::Error) -> anyhow::Error {
    match error.kind() {
        ErrorKind::NotFound => anyhow!("no {program} here: install Node.js 18 or newer, with npm"),
        _ => anyhow!(error).context(format!("cannot start {program}")),
    }
}
