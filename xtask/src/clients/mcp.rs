//! BrowserStack's server of the Model Context Protocol, by which assistants use Test Management.

use std::io::Write as _;
use std::process::{Command, Stdio};

use anyhow::{Result, ensure};
use postgres::Temporary;

use super::{document, npm};
use crate::cargo;
use crate::verdict::{self, KEY, Server, USER};

/// The script, and which version of the program it drives.
const SCRIPTS: &str = "tests/clients/mcp";
/// Where the program is installed.
const FOLDER: &str = "target/clients/mcp";
/// The program, in there.
const PROGRAM: &str = "node_modules/@browserstack/mcp-server/dist/index.js";
/// The transcript.
const DOCUMENT: &str = "docs/clients/browserstack-mcp.md";

pub(super) fn run() -> Result<()> {
    let root = cargo::root()?;
    let (scripts, folder) = (root.join(SCRIPTS), root.join(FOLDER));
    npm::install(&scripts, &folder)?;
    let program = verdict::build(false)?;
    let cluster = Temporary::start()?;
    let database = cluster.url(postgres::DATABASE);
    let server = Server::start_with_data(&program, &database, &folder.join("data"))?;
    let output = npm::node(
        Command::new("node")
            .arg(scripts.join("drive.mjs"))
            .arg(folder.join(PROGRAM))
            .env("VERDICT_URL", format!("http://{}", server.address))
            .env("VERDICT_USER", USER)
            .env("VERDICT_KEY", KEY)
            .stdin(Stdio::null())
            .stderr(Stdio::inherit()),
    )?;
    std::io::stdout().write_all(&output.stdout)?;
    ensure!(
        output.status.success(),
        "a tool failed, or what it wrote is not there (above)"
    );
    document::update(&root.join(DOCUMENT), &String::from_utf8(output.stdout)?)
}
