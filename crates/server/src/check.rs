//! `verdict check`.

use anyhow::bail;
use store::check::Finding;
use store::{Load, Store, StoreError, migrate};

use crate::database::Database;
use crate::runtime;
use crate::settings::Settings;

/// Prints a line for each invariant; fails if one does not hold.
pub(crate) fn run(settings: &Settings) -> anyhow::Result<()> {
    let database = Database::that_is_there(settings)?;
    let asked = runtime()?.block_on(ask(&database));
    let findings = match asked.map_err(|error| database.told(error))? {
        Ok(findings) => findings,
        Err(lacking) => return Err(database.lacks(lacking)),
    };
    print(&findings);
    let broken = findings.iter().filter(|it| it.violations > 0).count();
    if broken > 0 {
        bail!("{broken} of {} invariants do not hold", findings.len());
    }
    Ok(())
}

/// The findings, or how many migrations the database lacks.
async fn ask(database: &Database) -> Result<Result<Vec<Finding>, usize>, StoreError> {
    let url = &database.url();
    let lacking = migrate::lacking(url).await?;
    if lacking > 0 {
        return Ok(Err(lacking));
    }
    let store = Store::connect(url, Load::on(1), database.check().await?).await?;
    store.check().await.map(Ok)
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
