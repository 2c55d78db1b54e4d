//! `cargo xtask upgrade`: the program from before the newest migration goes on serving while this one migrates.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use torture::Takeover;

use crate::{cargo, verdict};

/// Builds the older program from its commit, lets sixteen clients write to it while the newer one migrates and takes
/// over, and fails if one request fails or anything is lost.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Where all choices begin.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The commit that the older program is built from, instead of the one before the newest migration.
    #[arg(long, value_name = "COMMIT")]
    from: Option<String>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let root = cargo::root()?;
    let newest = newest_migration(&root)?;
    let commit = match &args.from {
        Some(commit) => commit.clone(),
        None => before(&root, &newest)?,
    };
    println!("older: {commit}, before {newest}");
    let older = build_at(&root, &commit)?;
    ensure!(
        !older.folder.join("migrations").join(&newest).exists(),
        "{commit} has the migration already"
    );
    let newer = verdict::build(false)?;
    let outcomes = torture::take_over(&Takeover {
        older: older.program,
        newer,
        seed: args.seed,
    })?;
    println!("{outcomes}");
    let findings = outcomes.findings.len();
    ensure!(findings == 0, "{findings} findings");
    Ok(())
}

/// The name of the migration that is carried out last.
fn newest_migration(root: &Path) -> Result<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root.join("migrations"))? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.into_iter().max().context("there are no migrations")
}

/// The commit before the one that brought a migration; the last one, while it is not committed.
fn before(root: &Path, migration: &str) -> Result<String> {
    let file = format!("migrations/{migration}/up.sql");
    let added = ["log", "--diff-filter=A", "--format=%H", "-1", "--", &file];
    let commit = match git(root, &added)? {
        added if added.is_empty() => "HEAD".to_owned(),
        added => format!("{added}^"),
    };
    git(root, &["rev-parse", "--verify", &commit])
}

/// A program that was built from an older commit.
struct Older {
    folder: PathBuf,
    program: PathBuf,
}

/// Builds the program of a commit in a worktree of its own, which is kept for the next time.
fn build_at(root: &Path, commit: &str) -> Result<Older> {
    let place = root.join("target/upgrade");
    let folder = place.join("source");
    if folder.join(".git").exists() {
        git(&folder, &["checkout", "--detach", "--force", commit])?;
    } else {
        // One that was deleted may still be on git's list.
        git(root, &["worktree", "prune"])?;
        let shown = folder.to_string_lossy();
        git(root, &["worktree", "add", "--detach", &shown, commit])?;
    }
    let mut command = cargo::command(&["build", "--quiet", "--locked", "--package", "server"])?;
    command
        .args(["--bin", "verdict"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", place.join("target"));
    cargo::run(&mut command)?;
    let program = place.join("target/debug/verdict");
    Ok(Older { folder, program })
}

/// What git says, without the end of the line.
fn git(folder: &Path, args: &[&str]) -> Result<String> {
    let output = Command::new("git").args(args).current_dir(folder).output();
    let output = output.context("run git")?;
    ensure!(
        output.status.success(),
        "git {}: {}",
        args.join(" "),
        String::from_utf8_lossy(&output.stderr).trim_end()
    );
    Ok(String::from_utf8(output.stdout)?.trim_end().to_owned())
}
