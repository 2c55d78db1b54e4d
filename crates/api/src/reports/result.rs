//! What a report says of one test, as a result.

use std::time::Duration;

use domain::draft::{Draft, FailuresDraft};
use domain::outcome::{Failure as Problem, Origin};
use domain::patch::Patch;
use domain::status::Status;
use domain::text::Text;

use super::junit::{Outcome, Record};
use crate::failure::Failure;
use crate::fields;

/// How much of a message becomes the note.
const MOST_NOTE_CHARS: usize = 1000;

/// How much of a name becomes the title of a case.
const MOST_TITLE_CHARS: usize = 1000;

/// What a report says of one test, which took `elapsed_ms`.
pub(crate) fn draft(at: &str, record: Record, elapsed_ms: Option<i32>) -> Result<Draft, Failure> {
    let Record {
        name: _,
        classname,
        file,
        properties: _,
        outcome,
        message,
        text,
        time: _,
        system_out: _,
    } = record;
    let said = |it: Option<String>| it.filter(|it| !it.trim().is_empty());
    let (message, text) = (said(message), said(text));
    let note = message.clone().or_else(|| text.clone());
    let problem = Problem {
        message: cut(&format!("{at}message"), message, Text::MAX_CHARS)?,
        trace: cut(&format!("{at}text"), text, Text::MAX_CHARS)?.map(|it| vec![it]),
    };
    let (status, failures) = match outcome {
        Outcome::Passed => (Status::Passed, Patch::Clear),
        Outcome::Skipped => (Status::Skipped, Patch::Clear),
        Outcome::Errored => (Status::Broken, Patch::Set(vec![problem])),
        Outcome::Failed => (Status::Failed, Patch::Set(vec![problem])),
    };
    let origin = Origin {
        file: fields::optional(format_args!("{at}file"), file)?,
        scopes: fields::optional(format_args!("{at}classname"), classname)?
            .into_iter()
            .collect(),
        ..Origin::default()
    };
    Ok(Draft {
        note: Patch::from(cut(&format!("{at}message"), note, MOST_NOTE_CHARS)?),
        elapsed_ms: Patch::from(elapsed_ms),
        failures: FailuresDraft::Whole(failures),
        origin: Patch::Set(origin.into()),
        ..Draft::of(status)
    })
}

/// How long a test took, in milliseconds; what no result can hold is not known.
pub(crate) fn milliseconds(time: Option<Duration>) -> Option<i32> {
    i32::try_from((time?.as_micros() + 500) / 1000).ok()
}

/// What a case is called that only a report names: as its test, or as the class of a test without a name.
pub(crate) fn title(at: &str, record: &Record) -> Result<Text, Failure> {
    let names = [Some(&record.name), record.classname.as_ref()];
    let mut names = names.into_iter().flatten();
    let name = names.find(|it| !it.trim().is_empty()).cloned();
    let missing = || Failure::Invalid(format!("{at}name is required"));
    cut(&format!("{at}name"), name, MOST_TITLE_CHARS)?.ok_or_else(missing)
}

/// A text, cut to its first `most` characters.
fn cut(at: &str, text: Option<String>, most: usize) -> Result<Option<Text>, Failure> {
    text.map(|text| {
        let end = text.char_indices().nth(most).map(|(end, _)| end);
        let kept = end.and_then(|end| text.get(..end)).unwrap_or(&text);
        fields::text(at, kept.to_owned())
    })
    .transpose()
}
