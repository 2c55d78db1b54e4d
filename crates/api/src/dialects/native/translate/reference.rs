//! The three kinds of ids that lead to a result.

use domain::number::ResultNumber;
use domain::spelling::{self, RowReference};
use uuid::Uuid;

/// What the id in the path says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reference {
    /// A result or step row, by its public integer id.
    Number(ResultNumber),
    /// A row of a run: the result it shows.
    Row(RowReference),
    /// An attempt, which needs its run beside it.
    Attempt(Uuid),
}

pub(crate) fn reference(raw: &str) -> Option<Reference> {
    if let Some(number) = spelling::digits(raw) {
        return ResultNumber::parse(number).map(Reference::Number);
    }
    if let Some(row) = RowReference::parse(raw) {
        return Some(Reference::Row(row));
    }
    let attempt = Uuid::try_parse(raw).ok().filter(|_| raw.len() == 36);
    attempt.map(Reference::Attempt)
}
