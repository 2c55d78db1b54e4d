//! `verdict backup FILE`.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context, bail};
use postgres::{Fit, Search, Tools};
use store::backup::{Lacks, NamedFile, Snapshot};

use crate::archive::{ATTACHMENTS, DATABASE, Manifest, Writer};
use crate::database::Database;
use crate::runtime;
use crate::settings::Settings;

/// Writes the database and the attachments, as they are at one moment, to a file. A server may run and be written to.
pub(crate) fn run(settings: &Settings, path: &Path) -> anyhow::Result<()> {
    let database = Database::that_is_there(settings)?;
    let url = database.url();
    // One thread from here on: the programs end with the thread that started them, and the snapshot is looked at in
    // between.
    let runtime = runtime()?;
    let taken = runtime.block_on(Snapshot::take(&url));
    let mut snapshot = match taken.map_err(|error| database.told(error))? {
        Ok(snapshot) => snapshot,
        Err(Lacks::Everything) => bail!(
            "the database in {} is none of Verdict's, there is nothing to back up: correct data_dir or database.url",
            database.place()
        ),
        Err(Lacks::Migrations(count)) => return Err(database.lacks(count)),
    };
    let fit = Fit {
        server: snapshot.postgres(),
        wrote: None,
    };
    let tools = Tools::find(&Search::from_environment(), fit)?;
    let taken_at = snapshot.taken_at();
    let mut out = Writer::begin(path, taken_at)?;
    out.manifest(&Manifest::new(
        taken_at,
        snapshot.postgres(),
        tools.major(),
        snapshot.schema(),
    ))?;
    out.add(DATABASE, |out| {
        Ok(tools.dump(&url, snapshot.name(), out)?)
    })?;
    let folder = settings.data.attachments();
    let mut files = 0;
    loop {
        let next = runtime.block_on(snapshot.next_files());
        let next = next.map_err(|error| database.told(error))?;
        if next.is_empty() {
            break;
        }
        for file in &next {
            copy(&folder, file, &mut out)?;
        }
        files += next.len();
    }
    let released = runtime.block_on(snapshot.release());
    released.map_err(|error| database.told(error))?;
    out.finish()?;
    say(path, taken_at, files)
}

/// Adds the file of an attachment, which must be there and whole.
fn copy(folder: &Path, file: &NamedFile, out: &mut Writer) -> anyhow::Result<()> {
    let NamedFile { path, size } = file;
    let place = folder.join(path);
    let mut from = File::open(&place).with_context(|| {
        format!(
            "cannot read {}, which the database names as an attachment: bring the file back, or delete the attachment",
            place.display()
        )
    })?;
    out.add(&format!("{ATTACHMENTS}{path}"), |out| {
        let copied = io::copy(&mut from, out)?;
        if copied != *size {
            bail!(
                "{} has {copied} bytes and the attachment {size}: bring the file back, or delete the attachment",
                place.display()
            );
        }
        Ok(())
    })
}

fn say(path: &Path, taken_at: time::OffsetDateTime, files: usize) -> anyhow::Result<()> {
    let moment = taken_at.format(&time::format_description::well_known::Rfc3339)?;
    let path = path.display();
    writeln!(
        io::stdout().lock(),
        "wrote {path}: the database as it was at {moment}, and the files of {files} attachments"
    )
    .context("cannot write to standard output")
}
