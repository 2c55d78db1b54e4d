//! The file of a backup: a tar archive that can be looked at and taken apart with nothing but `tar`.
//!
//! | entry | what |
//! |---|---|
//! | `manifest.json` | what wrote it and when, and the migrations of the database |
//! | `database.dump` | the database in the format of `pg_dump --format=custom` |
//! | `attachments/…` | the files of attachments, as they lie in the data folder |
//! | `SHA256SUMS` | a line for each entry before, as `sha256sum --check` reads it |
//!
//! The sums come last, so a file without them was not written to its end.

mod manifest;
mod reader;
mod writer;

pub(crate) use manifest::Manifest;
pub(crate) use reader::Archive;
pub(crate) use writer::Writer;

use std::fmt::Write as _;
use std::io::{self, Read, Write};

use sha2::{Digest as _, Sha256};

pub(crate) const DATABASE: &str = "database.dump";
pub(crate) const ATTACHMENTS: &str = "attachments/";
const MANIFEST: &str = "manifest.json";
const SUMS: &str = "SHA256SUMS";

/// Digests what passes through.
struct Digesting<I> {
    inner: I,
    digest: Sha256,
}

impl<I> Digesting<I> {
    fn new(inner: I) -> Self {
        Self {
            inner,
            digest: Sha256::new(),
        }
    }

    /// The line of `SHA256SUMS` for an entry whose bytes have all passed.
    fn line(self, name: &str) -> (I, String) {
        let mut line = String::with_capacity(name.len() + 67);
        for byte in self.digest.finalize() {
            // Writing to a text cannot fail.
            let _ = write!(line, "{byte:02x}");
        }
        line.extend(["  ", name, "\n"]);
        (self.inner, line)
    }
}

impl<W: Write> Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.digest.update(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(bytes)?;
        self.digest.update(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }
}

#[cfg(test)]
mod tests;
