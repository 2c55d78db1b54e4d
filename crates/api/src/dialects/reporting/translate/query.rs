//! Query parameters: lists that are parted by commas, flags, numbers. An empty value is none.

use crate::failure::Failure;

/// The entries of a list, without those that are blank.
pub(super) fn list(raw: Option<String>) -> Vec<String> {
    let raw = raw.unwrap_or_default();
    let entries = raw.split(',').map(str::trim);
    entries
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The entries of a list whose case does not matter.
pub(super) fn words(raw: Option<String>) -> Vec<String> {
    list(raw.map(|it| it.to_lowercase()))
}

pub(super) fn flag(at: &str, raw: Option<String>) -> Result<Option<bool>, Failure> {
    match raw.map(|it| it.trim().to_lowercase()).as_deref() {
        None | Some("") => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(_) => Err(Failure::Invalid(format!("{at} must be true or false"))),
    }
}

pub(super) fn integers(at: &str, raw: Option<String>) -> Result<Vec<i64>, Failure> {
    let entries = list(raw).into_iter().map(|it| it.parse().ok());
    let entries: Option<Vec<i64>> = entries.collect();
    entries.ok_or_else(|| Failure::Invalid(format!("{at} must be integers, parted by commas")))
}
