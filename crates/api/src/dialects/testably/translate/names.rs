//! Names of cases and runs: one of Verdict's forms, else whatever the project calls it.

use domain::number::UserNumber;
use domain::spelling::{self, Kind, Reference};
use store::catalogue::CaseName;

use crate::failure::{Failure, Noun};
use crate::fields;

/// A case id: an exact id of ours, else one of the project's own (`MOB-7`).
pub(super) fn case_name(at: &str, raw: &str) -> Result<CaseName, Failure> {
    match spelling::parse(Kind::Case, raw) {
        Some(reference) => Ok(CaseName::Reference(reference)),
        None => fields::text(format_args!("{at}test_case_id"), raw.to_owned()).map(CaseName::Key),
    }
}

/// Whether a name is for people. The deployed endpoint looks these up before it writes anything, and takes
/// anything of the form of an internal id as it comes.
pub(super) const fn human(name: &CaseName) -> bool {
    match name {
        CaseName::Reference(Reference::Opaque(_)) => false,
        CaseName::Reference(Reference::Number(_)) | CaseName::Key(_) => true,
    }
}

pub(crate) fn run_reference(raw: &str) -> Result<Reference, Failure> {
    spelling::parse(Kind::Run, raw).ok_or(Failure::NotFound(Noun::Run))
}

/// `user_…`
pub(super) fn user(number: UserNumber) -> String {
    format!("user_{number}")
}

/// The cases that a list names.
pub(crate) fn case_names(ids: &[String]) -> Result<Vec<CaseName>, Failure> {
    ids.iter()
        .enumerate()
        .map(|(place, id)| case_name(&format!("test_case_ids[{place}]: "), id))
        .collect()
}
