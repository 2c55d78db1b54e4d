//! Schemathesis, in an environment of its own below `target/`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// The version that the closing lines in reports come from.
const VERSION: &str = "4.32.5";

/// The program; the first time it is fetched with pip, which needs Python 3 with `venv`.
pub(super) fn find_or_install(folder: &Path) -> Result<PathBuf> {
    let environment = folder.join(format!("schemathesis-{VERSION}"));
    let program = environment.join("bin/schemathesis");
    if program.exists() {
        return Ok(program);
    }
    println!(
        "installing schemathesis {VERSION} in {}",
        environment.display()
    );
    run(Command::new("python3")
        .args(["-m", "venv"])
        .arg(&environment))?;
    let requirement = format!("schemathesis=={VERSION}");
    run(Command::new(environment.join("bin/pip")).args(["install", "--quiet", &requirement]))?;
    Ok(program)
}

fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().display().to_string();
    let status = command
        .status()
        .with_context(|| format!("cannot start {name}"))?;
    ensure!(status.success(), "{name} failed ({status})");
    Ok(())
}
