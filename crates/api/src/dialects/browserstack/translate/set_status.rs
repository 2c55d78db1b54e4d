//! One status for many cases.

use domain::case::RowKey;
use domain::draft::Draft;
use domain::number::CaseNumber;
use domain::spelling::Reference;
use store::catalogue::CaseName;
use store::record::{ConfigurationName, IncomingItem};

use super::super::status::{Statuses, is_system};
use super::super::wire;
use super::held::rows_of;
use super::names::case_name;
use super::submission::at_most_cases;
use crate::body::Object;
use crate::failure::Failure;

/// Cases and the status they are to have.
#[derive(Debug)]
pub(crate) struct StatusOrder {
    ids: Vec<String>,
    pub(crate) cases: Vec<CaseName>,
    /// The status as the client spelled it.
    word: String,
}

/// The documents say nothing of a wrapper: the fields are read inside and outside of it.
pub(crate) fn set_status(body: wire::SetStatus) -> Result<StatusOrder, Failure> {
    let wire::SetStatus {
        test_case_ids,
        status,
        test_result,
    } = body;
    let (wrapped_ids, wrapped_status) = match test_result {
        Some(Object(wire::SetStatusFields {
            test_case_ids,
            status,
        })) => (test_case_ids, status),
        None => (None, None),
    };
    let missing = |what: &str| Failure::Malformed(format!("{what} is required"));
    let ids = test_case_ids.or(wrapped_ids);
    let ids = ids.ok_or_else(|| missing("test_case_ids"))?;
    let word = status.or(wrapped_status);
    let word = word.ok_or_else(|| missing("status"))?;
    at_most_cases(ids.iter().map(String::as_str))?;
    let cases = ids.iter().map(|id| case_name("test_case_ids", id));
    Ok(StatusOrder {
        cases: cases.collect::<Result<_, _>>()?,
        ids,
        word,
    })
}

impl StatusOrder {
    /// Whether the status is none of the vendor's.
    pub(crate) fn has_own_status(&self) -> bool {
        !is_system(&self.word)
    }
}

/// A result for every row of the cases.
pub(crate) fn status_items(
    order: &StatusOrder,
    statuses: &Statuses,
    cases: &[Option<CaseNumber>],
    held: &[RowKey],
) -> Result<Vec<IncomingItem>, Failure> {
    let StatusOrder {
        ids,
        cases: _,
        word,
    } = order;
    let status = statuses.read(word);
    let status = status.ok_or_else(|| Failure::Invalid(format!("Invalid status value: {word}")))?;
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    rows_of(&ids, cases, held)?;
    // `held` has the rows of exactly these cases, each once, however often a case is named.
    let items = held.iter().map(|key| IncomingItem::Row {
        case: vec![CaseName::Reference(Reference::Number(key.case.get()))],
        configuration: ConfigurationName::Row(key.configuration),
        draft: Box::new(Draft::of(status)),
    });
    Ok(items.collect())
}
