//! `cargo xtask fuzz-api`: schemathesis over each OpenAPI document, against a server of its own.
//!
//! Every document gets a fresh database with a small world in it, so that paths lead somewhere and a run can be
//! repeated. What is tried and which checks are switched off, and why, is in `schemathesis.toml`.

mod http;
mod tool;
mod world;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use postgres::Temporary;
use serde_json::{Map, Value};

use self::world::World;
use crate::bench::connect;
use crate::cargo;
use crate::verdict::{self, KEY, Server, USER};

/// Tries every document, or some.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Few examples: under three minutes for all documents.
    #[arg(long)]
    quick: bool,
    /// Only these dialects.
    #[arg(value_name = "DIALECT")]
    dialects: Vec<String>,
    /// Where random values begin.
    #[arg(long, default_value_t = 1)]
    seed: u32,
}

/// Examples for each operation, in each phase that makes them up: all documents take less than ten minutes.
const EXAMPLES: u32 = 40;
const QUICK_EXAMPLES: u32 = 5;

impl Args {
    const fn examples(&self) -> u32 {
        if self.quick { QUICK_EXAMPLES } else { EXAMPLES }
    }
}

/// Where schemathesis is installed and what it is given lies.
const FOLDER: &str = "target/fuzz-api";

/// What gives generated requests ids that exist.
const HOOKS: &str = "xtask/src/fuzz_api/hooks.py";

pub(crate) fn run(args: &Args) -> Result<()> {
    let root = cargo::root()?;
    let folder = root.join(FOLDER);
    let schemathesis = tool::find_or_install(&folder)?;
    let program = verdict::build(false)?;
    let cluster = Temporary::start()?;
    let mut closing = Vec::new();
    let mut failed = Vec::new();
    for document in documents(&root)? {
        if !args.dialects.is_empty() && !args.dialects.contains(&document) {
            continue;
        }
        println!("== {document}");
        let database = database(&cluster, &document)?;
        let data = folder.join("data").join(&document);
        let server = Server::start_forgetting(&program, &database, &data)?;
        let operations = operations(&root.join(format!("docs/openapi/{document}.json")))?;
        World::make(&server.address, operations)?.write(&folder)?;
        let output = schemathesis_run(&schemathesis, &root, &server, &document, args)?;
        if !output.good {
            failed.push(document.clone());
        }
        closing.push((document, output.closing));
    }
    for (document, lines) in &closing {
        println!("== {document} (--max-examples {})", args.examples());
        for line in lines {
            println!("{line}");
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    bail!("not true: {}", failed.join(", "))
}

/// The dialects that have a document in the repository.
fn documents(root: &Path) -> Result<Vec<String>> {
    let folder = root.join("docs/openapi");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("read {}", folder.display()))? {
        let path = entry?.path();
        if let (Some("json"), Some(name)) = (
            path.extension().and_then(|it| it.to_str()),
            path.file_stem().and_then(|it| it.to_str()),
        ) {
            names.push(name.to_owned());
        }
    }
    names.sort_unstable();
    Ok(names)
}

/// How many operations a document has.
fn operations(document: &Path) -> Result<usize> {
    let text =
        fs::read_to_string(document).with_context(|| format!("read {}", document.display()))?;
    let document: Value = serde_json::from_str(&text)?;
    let paths = document.get("paths").and_then(Value::as_object);
    let paths = paths.context("no paths")?;
    let operations = paths.values().filter_map(Value::as_object).map(Map::len);
    Ok(operations.sum())
}

/// An empty database; the server migrates it.
fn database(cluster: &Temporary, name: &str) -> Result<String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let admin = cluster.url(postgres::DATABASE);
    runtime.block_on(async {
        let client = connect(&admin).await?;
        let create = format!("create database fuzz_{name}");
        client.batch_execute(&create).await?;
        Ok(cluster.url(&format!("fuzz_{name}")))
    })
}

struct Output {
    good: bool,
    /// What it says at its end, with the number of cases.
    closing: Vec<String>,
}

fn schemathesis_run(
    program: &Path,
    root: &Path,
    server: &Server,
    document: &str,
    args: &Args,
) -> Result<Output> {
    let url = format!("http://{}", server.address);
    // It tries again what failed the last time, which it keeps where it runs: each run begins anew.
    let own = root.join(FOLDER).join("runs").join(document);
    if own.exists() {
        fs::remove_dir_all(&own).with_context(|| format!("remove {}", own.display()))?;
    }
    fs::create_dir_all(&own).with_context(|| format!("create {}", own.display()))?;
    let ran = Command::new(program)
        .arg("--config-file")
        .arg(root.join("schemathesis.toml"))
        .arg("run")
        .arg(format!("{url}/openapi/{document}.json"))
        .args(["--url", &url])
        .args(["--max-examples", &args.examples().to_string()])
        .args(["--seed", &args.seed.to_string()])
        // It is not safe with more.
        .args(["--workers", "1"])
        .current_dir(&own)
        .env("VERDICT_USER", USER)
        .env("VERDICT_KEY", KEY)
        .env("VERDICT_WORLD", root.join(FOLDER).join(world::FILE))
        .env("SCHEMATHESIS_HOOKS", root.join(HOOKS))
        // Coloured text is for people; the closing lines are read below.
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("run {}", program.display()))?;
    let text = String::from_utf8_lossy(&ran.stdout).into_owned();
    println!("{text}");
    let report = root.join(FOLDER).join(format!("{document}.txt"));
    fs::write(&report, &text).with_context(|| format!("write {}", report.display()))?;
    Ok(Output {
        good: ran.status.success(),
        closing: closing(&text),
    })
}

/// Everything from the summary on.
fn closing(text: &str) -> Vec<String> {
    let lines = text.lines().skip_while(|line| !line.contains("SUMMARY"));
    lines.map(str::to_owned).collect()
}

/// A text field of an answer, wherever it is.
fn text(answer: &Value, pointer: &str) -> Result<String> {
    match answer.pointer(pointer) {
        Some(Value::String(text)) => Ok(text.clone()),
        Some(Value::Number(number)) => Ok(number.to_string()),
        Some(_) | None => bail!("no {pointer} in {answer}"),
    }
}
