//! `verdict migrate …`.

use store::{StoreError, migrate};

use crate::cli::Migrate;
use crate::database::Database;
use crate::runtime;
use crate::settings::Settings;

/// Moves the database, or lists its migrations.
pub(crate) fn run(settings: &Settings, action: Migrate) -> anyhow::Result<()> {
    let database = match action {
        Migrate::Up => Database::for_command(settings)?,
        Migrate::Down | Migrate::Redo | Migrate::Status => Database::that_is_there(settings)?,
    };
    let list = runtime()?
        .block_on(act(&database, action))
        .map_err(|error| database.told(error))?;
    print(&list);
    Ok(())
}

/// Every action ends with the list, which shows what it did.
async fn act(database: &Database, action: Migrate) -> Result<Vec<(String, bool)>, StoreError> {
    let url = &database.url();
    database.check().await?;
    match action {
        Migrate::Up => drop(migrate::up(url).await?),
        Migrate::Down => drop(migrate::down(url).await?),
        Migrate::Redo => drop(migrate::redo(url).await?),
        Migrate::Status => {}
    }
    migrate::status(url).await
}

#[expect(clippy::print_stdout, reason = "the list is what the command is for")]
fn print(list: &[(String, bool)]) {
    for (name, is_applied) in list {
        let mark = if *is_applied { "applied" } else { "pending" };
        println!("{mark}  {name}");
    }
}
