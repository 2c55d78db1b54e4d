//! `verdict check`.

use anyhow::bail;
use store::check::Finding;
use store::{Load, Store, StoreError};

use crate::database::Database;
use crate::runtime;
use crate::settings::Settings;

/// Prints a line for each invariant; fails if one does not hold.
pub(crate) fn run(settings: &Settings) -> anyhow::Result<()> {
    let database = Database::for_command(settings)?;
    let findings = runtime()?
        .block_on(ask(&database.url()))
        .map_err(|error| database.told(error))?;
    print(&findings);
    let broken = findings.iter().filter(|it| it.violations > 0).count();
    if broken > 0 {
        bail!("{broken} of {} invariants do not hold", findings.len());
    }
    Ok(())
}

async fn ask(url: &str) -> Result<Vec<Finding>, StoreError> {
    let store = Store::connect(url, Load::on(1)).await?;
    store.check().await
}

#[expect(clippy::print_stdout, reason = "the list is what the command is for")]
fn print(findings: &[Finding]) {
    for finding in findings {
        let Finding {
            invariant,
            violations,
            example,
        } = finding;
        match example {
            None => println!("holds   {invariant}"),
            Some(example) => println!("broken  {invariant}: {violations}, such as {example}"),
        }
    }
}
