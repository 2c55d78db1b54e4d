//! JUnit reports: which case a test is, and what its outcome says, as the deployed endpoint reads them.

use std::ops::Range;

use domain::draft::{Draft, FailuresDraft};
use domain::outcome::{Failure as Problem, Origin};
use domain::patch::Patch;
use domain::status::Status;
use domain::text::Text;
use uuid::Uuid;

use super::elapsed;
use crate::failure::Failure;
use crate::fields;
use crate::reports::junit::{Outcome, Record};

/// The property that names a case.
const PROPERTY: &str = "test_case_id";

/// How much of a message becomes the note.
const MOST_NOTE_CHARS: usize = 1000;

/// Characters of a hyphenated UUID.
const UUID_CHARS: usize = 36;

/// The case that a test names: by its property, else by the first `LETTERS-digits` in its name, else by a UUID
/// there. A test that names none is passed over.
///
/// Deviates from the deployed endpoint in one place: what looks like a readable id inside a UUID (`…b-41d4…`)
/// is part of the UUID.
pub(super) fn case_id(record: &Record) -> Option<&str> {
    let property = record.properties.iter().find(|(name, _)| name == PROPERTY);
    if let Some((_, id)) = property {
        return Some(id.trim()).filter(|it| !it.is_empty());
    }
    let name = record.name.as_str();
    let uuid = uuid(name);
    readable_id(name, uuid.as_ref())
        .or(uuid)
        .and_then(|place| name.get(place))
}

fn uuid(name: &str) -> Option<Range<usize>> {
    (0..name.len()).find_map(|start| {
        let place = start..start + UUID_CHARS;
        let found = name.get(place.clone())?;
        // Looked at first, because reading every part of a long name as a UUID takes long.
        let parted = found.get(8..9) == Some("-") && found.get(13..14) == Some("-");
        (parted && Uuid::try_parse(found).is_ok()).then_some(place)
    })
}

fn readable_id(name: &str, uuid: Option<&Range<usize>>) -> Option<Range<usize>> {
    name.match_indices('-').find_map(|(hyphen, _)| {
        let (before, after) = (name.get(..hyphen)?, name.get(hyphen + 1..)?);
        let letters = before.len()
            - before
                .trim_end_matches(|it: char| it.is_ascii_alphabetic())
                .len();
        let digits = after.len()
            - after
                .trim_start_matches(|it: char| it.is_ascii_digit())
                .len();
        let place = hyphen - letters..hyphen + 1 + digits;
        let inside = uuid.is_some_and(|it| it.contains(&hyphen));
        (letters > 0 && digits > 0 && !inside).then_some(place)
    })
}

/// What a report says of one test. `default_ms` stands for a time that it does not say.
///
/// An error and a skipped test have words of their own in the canonical model; here they read as failed and
/// blocked, which is what the deployed endpoint makes of them.
pub(super) fn draft(at: &str, record: Record, default_ms: Option<i32>) -> Result<Draft, Failure> {
    let Record {
        name: _,
        classname,
        file,
        properties: _,
        outcome,
        message,
        text,
        time,
        system_out: _,
    } = record;
    let said = |it: Option<String>| it.filter(|it| !it.trim().is_empty());
    let (message, text) = (said(message), said(text));
    let note = message.clone().or_else(|| text.clone());
    let elapsed_ms = match time {
        Some(time) => Some(elapsed::rounded(at, time)?),
        None => default_ms,
    };
    let problem = Problem {
        message: cut(at, message, Text::MAX_CHARS)?,
        trace: cut(at, text, Text::MAX_CHARS)?.map(|it| vec![it]),
    };
    let (status, failures) = match outcome {
        Outcome::Passed => (Status::Passed, Patch::Clear),
        Outcome::Skipped => (Status::Skipped, Patch::Clear),
        Outcome::Errored => (Status::Broken, Patch::Set(vec![problem])),
        Outcome::Failed => (Status::Failed, Patch::Set(vec![problem])),
    };
    let origin = Origin {
        file: fields::optional(&format!("{at}file"), file)?,
        scopes: fields::optional(&format!("{at}classname"), classname)?
            .into_iter()
            .collect(),
        ..Origin::default()
    };
    Ok(Draft {
        note: Patch::from(cut(at, note, MOST_NOTE_CHARS)?),
        elapsed_ms: Patch::from(elapsed_ms),
        failures: FailuresDraft::Whole(failures),
        origin: Patch::Set(origin),
        ..Draft::of(status)
    })
}

/// A text, cut to its first `most` characters.
fn cut(at: &str, text: Option<String>, most: usize) -> Result<Option<Text>, Failure> {
    text.map(|text| {
        let end = text.char_indices().nth(most).map(|(end, _)| end);
        let kept = end.and_then(|end| text.get(..end)).unwrap_or(&text);
        fields::text(&format!("{at}message"), kept.to_owned())
    })
    .transpose()
}
