//! Reads a backup.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};

use super::{ATTACHMENTS, DATABASE, Digesting, MANIFEST, Manifest, SUMS};

/// What a manifest may be long: its migrations grow by a line a month.
const LONGEST_MANIFEST: u64 = 1024 * 1024;

/// What a file that gzip compressed begins with (RFC 1952, 2.3.1).
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// A backup that was found whole: every entry is as it was written.
pub(crate) struct Archive {
    file: File,
    path: PathBuf,
    manifest: Manifest,
    attachments: usize,
}

/// What an entry may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part<'a> {
    Manifest,
    Database,
    /// Where it lies in the folder of attachments.
    Attachment(&'a str),
    Sums,
}

impl Archive {
    /// Opens a backup and reads all of it. Nothing is believed of a file before.
    pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
        let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
        refuse_another_kind(&file, path)?;
        let mut scan = Scan::default();
        let read = scan.read(&file);
        if scan.is_of_another_format {
            bail!(
                "{} has a format that this Verdict does not know: restore it with the one that wrote it",
                path.display()
            );
        }
        read.with_context(|| format!("{} is no whole backup: restore another", path.display()))?;
        let Scan {
            manifest: Some(manifest),
            has_database: true,
            is_whole: true,
            attachments,
            ..
        } = scan
        else {
            bail!(
                "{} is no whole backup, it ends before its end: restore another",
                path.display()
            );
        };
        Ok(Self {
            file,
            path: path.to_owned(),
            manifest,
            attachments,
        })
    }

    pub(crate) fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// How many files of attachments are in it.
    pub(crate) const fn attachments(&self) -> usize {
        self.attachments
    }

    /// Passes the database on.
    pub(crate) fn database(
        &self,
        mut take: impl FnMut(&mut dyn Read) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        self.each(|part, entry| match part {
            Part::Database => take(entry),
            Part::Manifest | Part::Attachment(_) | Part::Sums => Ok(()),
        })
    }

    /// Passes each file of an attachment on, with where it lies in their folder.
    pub(crate) fn each_attachment(
        &self,
        mut take: impl FnMut(&str, &mut dyn Read) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        self.each(|part, entry| match part {
            Part::Attachment(path) => take(path, entry),
            Part::Manifest | Part::Database | Part::Sums => Ok(()),
        })
    }

    fn each(
        &self,
        mut take: impl FnMut(Part<'_>, &mut dyn Read) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let trouble = || format!("cannot read {}", self.path.display());
        let mut tar = rewound(&self.file).with_context(trouble)?;
        for entry in tar.entries().with_context(trouble)? {
            let mut entry = entry.map_err(unquoted).with_context(trouble)?;
            let name = name(&entry).with_context(trouble)?;
            take(part(&name).with_context(trouble)?, &mut entry)?;
        }
        Ok(())
    }
}

/// What was found so far.
#[derive(Default)]
struct Scan {
    manifest: Option<Manifest>,
    is_of_another_format: bool,
    has_database: bool,
    attachments: usize,
    /// The lines that the sums must have.
    sums: String,
    is_whole: bool,
}

impl Scan {
    fn read(&mut self, file: &File) -> anyhow::Result<()> {
        for entry in rewound(file)?.entries()? {
            let entry = entry.map_err(unquoted)?;
            if self.is_whole {
                bail!("something stands behind its end");
            }
            let name = name(&entry)?;
            self.add(&name, entry)?;
            if self.is_of_another_format {
                break;
            }
        }
        Ok(())
    }

    fn add(&mut self, name: &str, entry: impl Read) -> anyhow::Result<()> {
        let mut entry = Digesting::new(entry);
        match part(name)? {
            Part::Manifest => {
                refuse_second(self.manifest.is_some(), name)?;
                let mut text = Vec::new();
                entry
                    .by_ref()
                    .take(LONGEST_MANIFEST)
                    .read_to_end(&mut text)?;
                let manifest: Manifest = serde_json::from_slice(&text).map_err(|error| {
                    // The library's message quotes what is there.
                    anyhow!(
                        "line {} of {MANIFEST} is not what was written",
                        error.line()
                    )
                })?;
                self.is_of_another_format = !manifest.is_of_this_format();
                self.manifest = Some(manifest);
            }
            Part::Database => {
                refuse_second(self.has_database, name)?;
                self.has_database = true;
            }
            Part::Attachment(_) => self.attachments += 1,
            Part::Sums => {
                // What is longer than they can be is not what was written, however long it is.
                let most = u64::try_from(self.sums.len())?.saturating_add(1);
                let mut listed = String::new();
                entry.by_ref().take(most).read_to_string(&mut listed)?;
                return self.compare(&listed);
            }
        }
        io::copy(&mut entry, &mut io::sink())?;
        self.sums.push_str(&entry.line(name).1);
        Ok(())
    }

    fn compare(&mut self, listed: &str) -> anyhow::Result<()> {
        let mut found = self.sums.lines();
        for line in listed.lines() {
            let Some(right) = found.next() else {
                bail!("its sums know of more than is in it");
            };
            if line != right {
                // The name that was found before: the line may be anything.
                let name = right.split_once("  ").map_or(right, |(_, name)| name);
                bail!("{name} is not what was written");
            }
        }
        match found.next() {
            Some(line) => bail!("its sums do not know {line}"),
            None => self.is_whole = true,
        }
        Ok(())
    }
}

/// A file that a backup cannot be, not even one that was cut off, is none that somebody should look for another of.
fn refuse_another_kind(file: &File, path: &Path) -> anyhow::Result<()> {
    let path = path.display();
    let mut found = Vec::new();
    let read = file.take(512).read_to_end(&mut found);
    read.with_context(|| format!("cannot read {path}"))?;
    if found.starts_with(&GZIP) {
        bail!("{path} is compressed with gzip: decompress it first");
    }
    // The manifest comes first, and a name ends with a zero.
    let first = MANIFEST.bytes().chain([0]);
    if first.zip(&found).any(|(name, found)| name != *found) {
        bail!("{path} is not a file of `verdict backup`");
    }
    Ok(())
}

/// The message of a read that failed, but for one that quotes the file: bytes that somebody put there may be anything.
fn unquoted(error: io::Error) -> anyhow::Error {
    const QUOTE: &str = "numeric field";
    if error.to_string().contains(QUOTE) {
        return anyhow!("a number in it is not what was written");
    }
    error.into()
}

/// What would be restored is one of each, and the sums hold for both.
fn refuse_second(is_there: bool, name: &str) -> anyhow::Result<()> {
    if is_there {
        bail!("{name} is in it twice");
    }
    Ok(())
}

fn rewound(file: &File) -> io::Result<tar::Archive<BufReader<&File>>> {
    let mut start = file;
    start.rewind()?;
    Ok(tar::Archive::new(BufReader::new(file)))
}

fn name<R: Read>(entry: &tar::Entry<'_, R>) -> anyhow::Result<String> {
    if !entry.header().entry_type().is_file() {
        bail!("there is more in it than files");
    }
    let name = String::from_utf8(entry.path_bytes().into_owned());
    name.map_err(|_| anyhow!("a name in it is not UTF-8"))
}

/// What has this name. A name that leads out of the data folder has none.
fn part(name: &str) -> anyhow::Result<Part<'_>> {
    match name {
        MANIFEST => return Ok(Part::Manifest),
        DATABASE => return Ok(Part::Database),
        SUMS => return Ok(Part::Sums),
        _ => {}
    }
    name.strip_prefix(ATTACHMENTS)
        .filter(|path| is_place(path))
        .map(Part::Attachment)
        .context("something in it does not belong into it")
}

/// Whether it is the number of a project, that of a run and a random id.
fn is_place(path: &str) -> bool {
    let mut names = path.split('/');
    let is_number = |name: &str| name.bytes().all(|byte| byte.is_ascii_digit());
    let is_id = |name: &str| {
        name.bytes()
            .all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
    };
    names
        .next()
        .is_some_and(|name| !name.is_empty() && is_number(name))
        && names
            .next()
            .is_some_and(|name| !name.is_empty() && is_number(name))
        && names
            .next()
            .is_some_and(|name| !name.is_empty() && is_id(name))
        && names.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_places_of_attachments_lead_into_the_data_folder() {
        for (name, fits) in [
            (
                "attachments/1/20/8f14e45f-ceea-467f-9575-2a1b3c4d5e6f",
                true,
            ),
            ("attachments/1/20", false),
            ("attachments/1/20/", false),
            ("attachments/1/20/../a", false),
            ("attachments/../1/a", false),
            ("attachments//1/a", false),
            ("attachments/1/2/a/b", false),
            ("/etc/passwd", false),
            ("lock", false),
        ] {
            assert_eq!(part(name).is_ok(), fits, "{name}");
        }
    }
}
