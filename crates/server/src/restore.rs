//! `verdict restore FILE`.

mod marker;
mod place;

use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context, anyhow, bail, ensure};
use postgres::{Fit, Search, Tools};
use store::backup::Vacant;
use store::migrate;

use crate::archive::Archive;
use crate::database::Database;
use crate::runtime;
use crate::settings::{Data, Settings};
use place::Placed;

/// Fills an empty database and the folder of attachments from a file. The file is read whole before anything is made.
pub(crate) fn run(settings: &Settings, path: &Path) -> anyhow::Result<()> {
    let archive = Archive::open(path)?;
    let manifest = archive.manifest();
    migrate::admit(&manifest.schema())
        .with_context(|| format!("cannot restore {}", path.display()))?;
    let database = Database::for_server(settings).map_err(told)?;
    // Before the database is held, as a server does it: else each may wait for the other.
    let in_use = Placed::alone(&settings.data)?;
    let url = database.url();
    // One thread from here on: see `backup`.
    let runtime = runtime()?;
    let held = runtime.block_on(Vacant::hold(&url));
    let Some(mut vacant) = held.map_err(|error| database.told(error))? else {
        bail!(
            "the database in {} is not empty, and a restore changes nothing that is there: restore into {}",
            database.place(),
            match &database {
                Database::Given(_) => "an empty one, --database-url URL",
                Database::Ours(_) | Database::Neighbours { .. } => "a new folder, --data-dir DIR",
            }
        );
    };
    ensure!(
        vacant.postgres() >= manifest.postgres,
        "{} was taken from Postgres {}, and the database in {} is of {}: use one of version {} or newer",
        path.display(),
        manifest.postgres,
        database.place(),
        vacant.postgres(),
        manifest.postgres
    );
    let fit = Fit {
        server: vacant.postgres(),
        wrote: Some(manifest.pg_dump),
    };
    let tools = Tools::find(&Search::from_environment(), fit)?;
    // The files first: with the rows, which come all at once, everything is there.
    let placed = Placed::make(in_use, &settings.data, &archive)?;
    if let Err(error) = archive.database(|from| Ok(tools.restore(&url, from)?)) {
        // It may have failed behind its commit. Where nobody can say, the next restore sees.
        return Err(match runtime.block_on(vacant.is_still()) {
            Ok(true) => {
                placed.remove();
                error
            }
            Ok(false) => {
                placed.keep()?;
                error.context(format!(
                    "the database in {} was restored, and its files, before something failed: ask `verdict check`",
                    database.place()
                ))
            }
            Err(_) => error,
        });
    }
    placed.keep()?;
    let filled = runtime.block_on(vacant.release());
    filled.map_err(|error| database.told(error))?;
    // A backup of an older program.
    let migrated = runtime.block_on(migrate::up(&url));
    migrated.map_err(|error| database.told(error))?;
    say(path, &archive, &database.place())
}

/// To be called by a server when it has a database: the files in its data folder are its own from now on, even if a
/// restore that was killed has put them there.
pub(crate) fn settle(data: &Data) -> anyhow::Result<()> {
    marker::forget(&data.dir).with_context(|| format!("cannot use {}", data.dir.display()))
}

/// What a server would be told to stop may be the one that is to be kept.
fn told(error: anyhow::Error) -> anyhow::Error {
    match error.downcast_ref() {
        Some(postgres::Error::InUse { data_dir, .. }) => anyhow!(
            "another Verdict uses {}: restore into a new folder, --data-dir DIR",
            data_dir.display()
        ),
        Some(_) | None => error,
    }
}

fn say(path: &Path, archive: &Archive, place: &str) -> anyhow::Result<()> {
    let taken_at = archive.manifest().taken_at;
    let moment = taken_at.format(&time::format_description::well_known::Rfc3339)?;
    let (path, files) = (path.display(), archive.attachments());
    writeln!(
        io::stdout().lock(),
        "restored {path}: the database as it was at {moment} is in {place}, with the files of {files} attachments"
    )
    .context("cannot write to standard output")
}
