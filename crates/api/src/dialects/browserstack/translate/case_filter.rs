//! `filter_test_cases`: the rule that a run's cases are selected by.

use domain::patch::Patch;
use serde_json::{Map, Value};
use store::catalogue::CaseSelection;

use super::super::wire::CaseFilter;
use super::super::words::{CASE_TYPE, PRIORITY, STATE, Words};
use crate::failure::Failure;
use crate::fields;

/// The rule to be shown again, and the selection it means; a rule that says nothing selects nothing.
pub(super) fn read(
    sent: Patch<CaseFilter>,
) -> Result<(Patch<Value>, Option<CaseSelection>), Failure> {
    let filter = match sent {
        Patch::Keep => return Ok((Patch::Keep, None)),
        Patch::Clear => return Ok((Patch::Clear, None)),
        Patch::Set(filter) if filter == CaseFilter::default() => return Ok((Patch::Clear, None)),
        Patch::Set(filter) => filter,
    };
    let rule = serde_json::to_value(&filter).map_err(|_| Failure::Internal)?;
    let CaseFilter {
        status,
        priority,
        case_type,
        owner,
        tags,
        custom_fields,
    } = filter;
    refuse_fields(custom_fields)?;
    let selection = CaseSelection {
        states: words("filter_test_cases.status", &STATE, status)?,
        priorities: words("filter_test_cases.priority", &PRIORITY, priority)?,
        types: words("filter_test_cases.case_type", &CASE_TYPE, case_type)?,
        owners: texts("filter_test_cases.owner", owner)?,
        tags: texts("filter_test_cases.tags", tags)?,
        ..CaseSelection::default()
    };
    Ok((Patch::Set(rule), Some(selection)))
}

fn words(at: &str, known: &Words, given: Option<Vec<String>>) -> Result<Vec<String>, Failure> {
    let given = given.unwrap_or_default().into_iter();
    given
        .map(|word| {
            let found = known.find(&word);
            let found =
                found.ok_or_else(|| Failure::Invalid(format!("Invalid {at} value: {word}")))?;
            Ok(found.0.to_owned())
        })
        .collect()
}

fn texts(at: &str, given: Option<Vec<String>>) -> Result<Vec<String>, Failure> {
    let given = given.unwrap_or_default().into_iter().enumerate();
    given
        .map(|(place, raw)| Ok(fields::text(&format!("{at}[{place}]"), raw)?.into_string()))
        .collect()
}

/// A filter by custom fields would be passed over in silence, and the run have too many cases.
fn refuse_fields(given: Option<Map<String, Value>>) -> Result<(), Failure> {
    if given.is_none_or(|it| it.is_empty()) {
        return Ok(());
    }
    let problem = "filter_test_cases.custom_fields is not supported";
    Err(Failure::Invalid(problem.to_owned()))
}
