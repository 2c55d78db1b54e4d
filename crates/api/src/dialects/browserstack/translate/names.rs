//! Names of cases, folders and configurations, flags, and texts that may be cleared.

use std::collections::BTreeSet;
use std::fmt::Display;

use domain::patch::Patch;
use domain::spelling::{self, Kind};
use domain::text::Text;
use store::catalogue::CaseName;

use crate::failure::Failure;
use crate::fields;
use crate::integer::Integer;

/// A case id: one of ours, else whatever the project calls it.
pub(super) fn case_name(at: impl Display, raw: &str) -> Result<CaseName, Failure> {
    match spelling::parse(Kind::Case, raw) {
        Some(reference) => Ok(CaseName::Reference(reference)),
        None => fields::text(at, raw.to_owned()).map(CaseName::Key),
    }
}

/// How many different cases ids name: `TC-1` and `1` are the same.
pub(super) fn different_cases<'a>(ids: impl Iterator<Item = &'a str>) -> usize {
    let read = |id: &'a str| spelling::parse(Kind::Case, id).ok_or(id);
    ids.map(read).collect::<BTreeSet<_>>().len()
}

/// The documents' sentence (documents, "Handle unmatched test case IDs"); each id once, in order.
pub(super) fn invalid_cases<'a>(ids: impl IntoIterator<Item = &'a str>) -> Failure {
    Failure::Invalid(format!("Invalid test case IDs: {}", once(ids).join(", ")))
}

/// Each id once, in the order of first mention.
pub(super) fn once<'a>(ids: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    ids.into_iter().filter(|id| seen.insert(*id)).collect()
}

/// A number that names a folder or configuration; what nothing can have becomes 0, which nothing has.
pub(super) fn number(Integer(raw): Integer) -> i32 {
    i32::try_from(raw).unwrap_or_default()
}

/// A text that a change may leave out or clear. An empty one says that there is none.
pub(super) fn text(at: &str, raw: Patch<String>) -> Result<Patch<Text>, Failure> {
    match raw {
        Patch::Set(text) if text.is_empty() => Ok(Patch::Clear),
        raw => raw.try_map(|text| fields::text(at, text)),
    }
}

/// `true` and `1` say yes, anything else no.
pub(crate) fn flag(raw: Option<&str>) -> bool {
    matches!(raw, Some("true" | "True" | "TRUE" | "1"))
}
