//! Statuses of the organization's own.

use domain::status::Status;
use domain::text::Text;
use store::catalogue::{CustomStatus, CustomStatusChange, NewCustomStatus};

use super::super::status::STATUS;
use super::super::wire::{self, NAME_CHARS};
use crate::failure::Failure;
use crate::fields;

/// The colour of a status for which none is named.
const COLOUR: &str = "#9CA3AF";

pub(crate) fn new_status(body: wire::CreateStatus) -> Result<NewCustomStatus, Failure> {
    let wire::CreateStatus {
        name,
        colour,
        counts_as,
    } = body;
    let missing = || Failure::Invalid("counts_as is required".to_owned());
    Ok(NewCustomStatus {
        name: own_name(name)?,
        colour: self::colour(colour.as_deref().unwrap_or(COLOUR))?,
        counts_as: canonical(&counts_as.ok_or_else(missing)?)?,
    })
}

/// What a status counts as may be said, but must be what it is: results were counted so.
pub(crate) fn status_change(
    known: &CustomStatus,
    body: wire::ChangeStatus,
) -> Result<CustomStatusChange, Failure> {
    let wire::ChangeStatus {
        name,
        colour,
        counts_as,
    } = body;
    let counts_as = counts_as.as_deref().map(canonical).transpose()?;
    if counts_as.is_some_and(|it| it != known.counts_as) {
        let problem = "counts_as cannot be changed: make another status";
        return Err(Failure::Conflict(problem.to_owned()));
    }
    Ok(CustomStatusChange {
        name: name.map(|name| own_name(Some(name))).transpose()?,
        colour: colour.as_deref().map(self::colour).transpose()?,
    })
}

pub(crate) fn custom_status(status: CustomStatus) -> wire::CustomStatus {
    let CustomStatus {
        number,
        name,
        colour,
        counts_as,
        retired,
    } = status;
    wire::CustomStatus {
        number: number.get(),
        name,
        colour,
        counts_as: STATUS.to_wire(counts_as),
        retired,
    }
}

/// A name that no canonical status has: one that is called "Failed" and counts as passed would be read wrong.
fn own_name(raw: Option<String>) -> Result<Text, Failure> {
    let name = fields::required("name", raw, NAME_CHARS)?;
    let plain = name.as_str().trim().to_lowercase().replace([' ', '-'], "_");
    if read(&plain).is_some() {
        let problem = format!("name must not be that of a canonical status: {name}");
        return Err(Failure::Invalid(problem));
    }
    if name.as_str().trim() != name.as_str() {
        let problem = "name must not begin or end with a space";
        return Err(Failure::Invalid(problem.to_owned()));
    }
    Ok(name)
}

fn colour(raw: &str) -> Result<Text, Failure> {
    let digits = raw.strip_prefix('#').unwrap_or_default();
    if digits.len() != 6 || !digits.bytes().all(|it| it.is_ascii_hexdigit()) {
        let problem = "colour must be # and six hexadecimal digits";
        return Err(Failure::Invalid(problem.to_owned()));
    }
    fields::text("colour", raw.to_ascii_uppercase())
}

fn canonical(word: &str) -> Result<Status, Failure> {
    let words = STATUS.outbound.iter().map(|(_, word, _)| *word);
    let words: Vec<&str> = words.collect();
    read(word)
        .ok_or_else(|| Failure::Invalid(format!("counts_as must be one of {}", words.join(", "))))
}

fn read(word: &str) -> Option<Status> {
    let mut known = STATUS.outbound.iter();
    known
        .find(|(_, it, _)| *it == word)
        .map(|(status, _, _)| *status)
}
