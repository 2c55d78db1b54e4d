//! Reads JUnit XML, in the forms that real tools write it.
//!
//! There is no standard, only habits: the root is `<testsuites>` or `<testsuite>`, suites nest, a `<testcase>` is
//! one record, and its first `<failure>`, `<error>` or `<skipped>` says how it ended. The totals that a file
//! states are not read: they often count something else (`files/README.md`). Elements of earlier attempts
//! (`<rerunFailure>`, `<flakyError>`, …) leave the outcome alone: what the tool settled on stands beside them.

mod place;

#[cfg(test)]
mod tests;

use std::time::Duration;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use thiserror::Error;

use place::Place;

/// How deep elements may nest. Tools write five levels or six.
const MAX_DEPTH: usize = 64;

/// How many test cases the reports of one upload may have. The largest that tools write have some ten thousand.
const MAX_RECORDS: usize = 50_000;

/// How much of a file's own words a message repeats.
const MAX_QUOTED_CHARS: usize = 80;

/// How a test ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// Nothing says otherwise.
    #[default]
    Passed,
    /// Was left out.
    Skipped,
    /// The test itself could not do its work.
    Errored,
    /// An assertion did not hold.
    Failed,
}

/// One `<testcase>`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) name: String,
    /// The class, suite or module, whatever the tool puts there.
    pub(crate) classname: Option<String>,
    pub(crate) file: Option<String>,
    /// The test's own properties in order; those of its suites are left out.
    pub(crate) properties: Vec<(String, String)>,
    pub(crate) outcome: Outcome,
    /// The `message` of the element that decided the outcome.
    pub(crate) message: Option<String>,
    /// The text of that element: a stack trace, or the message once more.
    pub(crate) text: Option<String>,
    /// How long it took; nothing if the file does not say, or says no length of time.
    pub(crate) time: Option<Duration>,
    pub(crate) system_out: Option<String>,
}

/// Why a file was refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum Defect {
    #[error("is not UTF-8")]
    Encoding,
    #[error("is not well-formed XML: {0}")]
    Malformed(String),
    /// A document type can define entities that grow without bound. No tool writes one.
    #[error("must not have a document type")]
    DocumentType,
    #[error("names the entity {0}, which XML does not define")]
    Entity(String),
    #[error("is nested more than {MAX_DEPTH} elements deep")]
    TooDeep,
    #[error("is not a JUnit report: its root is <{0}>")]
    OtherRoot(String),
    #[error("is empty")]
    Empty,
    #[error("has more than {MAX_RECORDS} test cases")]
    TooMany,
}

/// Reads a report: one record for each `<testcase>`, in the file's order, repeated names included. They come behind
/// `before`, what the reports before it had.
pub(crate) fn read(report: &[u8], before: Vec<Record>) -> Result<Vec<Record>, Defect> {
    let text = std::str::from_utf8(report).map_err(|_| Defect::Encoding)?;
    let mut reader = quick_xml::Reader::from_str(text.trim_start_matches('\u{feff}').trim_start());
    let mut reading = Reading {
        records: before,
        ..Reading::default()
    };
    loop {
        match reader.read_event().map_err(|error| malformed(&error))? {
            Event::Start(element) => reading.open(&element)?,
            Event::Empty(element) => {
                reading.open(&element)?;
                reading.close();
            }
            Event::End(_) => reading.close(),
            Event::Text(text) => reading.text(&text.xml10_content())?,
            Event::CData(text) => reading.text(&text.xml10_content())?,
            Event::GeneralRef(entity) => reading.text(&resolve(&entity)?)?,
            Event::DocType(_) => return Err(Defect::DocumentType),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => return reading.finished(),
        }
    }
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    /// The places of the elements that are open, outermost first.
    open: Vec<Place>,
    record: Record,
    records: Vec<Record>,
    seen_root: bool,
}

impl Reading {
    fn open(&mut self, element: &BytesStart<'_>) -> Result<(), Defect> {
        if self.open.len() == MAX_DEPTH {
            return Err(Defect::TooDeep);
        }
        let name = element.local_name();
        let place = match self.open.last() {
            Some(around) => around.of_child(name.as_ref()),
            None if self.seen_root => {
                return Err(Defect::Malformed("there is more than one root".to_owned()));
            }
            None => Place::of_root(name.as_ref())
                .ok_or_else(|| Defect::OtherRoot(quoted(name.as_ref())))?,
        };
        self.seen_root = true;
        match place {
            Place::Case if self.records.len() == MAX_RECORDS => return Err(Defect::TooMany),
            Place::Case => self.record = case(element)?,
            Place::Property => {
                let property = (
                    attribute(element, "name")?.unwrap_or_default(),
                    attribute(element, "value")?.unwrap_or_default(),
                );
                self.record.properties.push(property);
            }
            Place::Verdict(outcome) if outcome > self.record.outcome => {
                self.record.outcome = outcome;
                self.record.message = attribute(element, "message")?;
                self.record.text = None;
                self.open.push(Place::DecidingVerdict);
                return Ok(());
            }
            Place::Suite
            | Place::Properties
            | Place::Verdict(_)
            | Place::DecidingVerdict
            | Place::SystemOut
            | Place::Other => {}
        }
        self.open.push(place);
        Ok(())
    }

    fn close(&mut self) {
        if self.open.pop() == Some(Place::Case) {
            self.records.push(std::mem::take(&mut self.record));
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Defect> {
        let record = &mut self.record;
        match self.open.last() {
            Some(Place::DecidingVerdict) => record.text.get_or_insert_default().push_str(text),
            Some(Place::SystemOut) => record.system_out.get_or_insert_default().push_str(text),
            // Values of several lines are written as text.
            Some(Place::Property) => {
                if let Some((_, value)) = record.properties.last_mut() {
                    value.push_str(text);
                }
            }
            Some(
                Place::Suite | Place::Case | Place::Properties | Place::Verdict(_) | Place::Other,
            ) => {}
            None if text.trim().is_empty() => {}
            None => {
                let what = "there is text outside the root";
                return Err(Defect::Malformed(what.to_owned()));
            }
        }
        Ok(())
    }

    fn finished(self) -> Result<Vec<Record>, Defect> {
        if !self.open.is_empty() {
            return Err(Defect::Malformed("it breaks off".to_owned()));
        }
        if self.seen_root {
            Ok(self.records)
        } else {
            Err(Defect::Empty)
        }
    }
}

fn case(element: &BytesStart<'_>) -> Result<Record, Defect> {
    let some = |it: &String| !it.is_empty();
    Ok(Record {
        name: attribute(element, "name")?.unwrap_or_default(),
        classname: attribute(element, "classname")?.filter(some),
        file: attribute(element, "file")?.filter(some),
        time: attribute(element, "time")?.as_deref().and_then(time),
        ..Record::default()
    })
}

/// The first attribute of this name. The library would compare each with each to find a second one.
fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, Defect> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| malformed(&error))?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            return Ok(Some(value.map_err(|error| malformed(&error))?.into_owned()));
        }
    }
    Ok(None)
}

/// Seconds, with commas between thousands as Surefire writes them.
fn time(raw: &str) -> Option<Duration> {
    let seconds: f64 = raw.trim().replace(',', "").parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}

fn resolve(entity: &BytesRef<'_>) -> Result<String, Defect> {
    if let Some(character) = entity
        .resolve_char_ref()
        .map_err(|error| malformed(&error))?
    {
        return Ok(character.into());
    }
    resolve_predefined_entity(entity)
        .map(ToOwned::to_owned)
        .ok_or_else(|| Defect::Entity(quoted(entity)))
}

fn malformed(error: &impl ToString) -> Defect {
    Defect::Malformed(quoted(&error.to_string()))
}

fn quoted(text: &str) -> String {
    text.chars().take(MAX_QUOTED_CHARS).collect()
}
