//! Compares what is there with what was acknowledged.

mod counts;
mod files;
mod results;
mod runs;
mod tests_of_build;

use anyhow::Result;

pub(crate) use self::results::{each_page, pages};

use crate::book::Book;
use crate::http::Http;

/// Something that must not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing.
    pub kind: Kind,
    /// What exactly.
    pub what: String,
}

/// Kinds of things that must not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Something acknowledged is not there.
    Loss,
    /// Something is there twice.
    Double,
    /// Something else is wrong.
    Broken,
}

/// What is found.
#[derive(Debug, Default)]
pub(crate) struct Findings(pub(crate) Vec<Finding>);

impl Findings {
    /// Adds a finding, once: a round is looked at more than once.
    pub(crate) fn add(&mut self, kind: Kind, what: impl Into<String>) {
        let what = what.into();
        let finding = Finding { kind, what };
        if !self.0.contains(&finding) {
            self.0.push(finding);
        }
    }

    /// Adds a finding unless something holds.
    fn expect(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.add(Kind::Broken, what());
        }
    }
}

/// Compares everything that a round wrote.
pub(crate) fn compare(http: &Http, book: &Book, findings: &mut Findings) -> Result<()> {
    results::answers(book, findings);
    results::compare(http, book, findings)?;
    let tests = tests_of_build::compare(http, book, findings)?;
    runs::compare(http, book, findings)?;
    files::compare(http, book, findings)?;
    let Book { world, .. } = book;
    counts::compare(http, world, &world.run, world.cases.len(), findings)?;
    counts::compare(http, world, &world.build, tests, findings)
}
