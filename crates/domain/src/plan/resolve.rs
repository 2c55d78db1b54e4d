//! Finds what an item names, or why it cannot be recorded.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::facts::RunFacts;
use crate::case::{CaseStep, ConfigurationChoice, RowKey};
use crate::draft::{CheckedDraft, Draft};
use crate::number::CaseNumber;
use crate::submission::{Item, OutsideRun, Policy, Refusal};

/// An item that can be recorded.
pub(super) enum Resolved {
    Row(RowKey, CheckedDraft),
    Finish(Uuid, RowKey, CheckedDraft),
}

pub(super) fn resolve(
    item: Item,
    facts: &RunFacts,
    steps: &BTreeMap<CaseNumber, Vec<CaseStep>>,
    policy: Policy,
) -> Result<Resolved, Refusal> {
    let checked = |draft: Box<Draft>, case: CaseNumber| {
        draft.checked(steps.get(&case).map_or(&[][..], Vec::as_slice))
    };
    match item {
        Item::Bad(refusal) => Err(refusal),
        Item::Row {
            case,
            configuration,
            draft,
        } => {
            let case = case.ok_or(Refusal::UnknownCase)?;
            let key = row_key(case, configuration, facts, policy.outside)?;
            Ok(Resolved::Row(key, checked(draft, case)?))
        }
        Item::Finish {
            attempt,
            configuration,
            draft,
        } => {
            let case = facts
                .attempts
                .get(&attempt)
                .ok_or(Refusal::UnknownAttempt)?
                .key
                .case;
            let key = RowKey {
                case,
                configuration,
            };
            Ok(Resolved::Finish(attempt, key, checked(draft, case)?))
        }
    }
}

/// Finds the row that a case and a choice of configuration mean.
///
/// A client that names no configuration means the row without one; if the run has none such, and
/// holds the case under exactly one configuration, it means that one.
fn row_key(
    case: CaseNumber,
    choice: ConfigurationChoice,
    facts: &RunFacts,
    outside: OutsideRun,
) -> Result<RowKey, Refusal> {
    let first = RowKey::first_of(case);
    let from_first = || facts.rows.range(first..).map(|(key, _)| key);
    let mut held = from_first().take_while(|key| key.case == case);
    let key = match choice {
        ConfigurationChoice::Unknown => return Err(Refusal::UnknownConfiguration),
        ConfigurationChoice::Exactly(configuration) => RowKey {
            case,
            configuration,
        },
        // `None` sorts first, so the row without a configuration is found first.
        ConfigurationChoice::Unspecified => match (held.next(), held.next()) {
            (None, _) => first,
            (Some(key), None) => *key,
            (Some(key), Some(_)) if key.configuration.is_none() => *key,
            (Some(_), Some(_)) => return Err(Refusal::AmbiguousConfiguration),
        },
    };
    match outside {
        OutsideRun::Refuse if !facts.rows.contains_key(&key) => {
            let other = from_first().next().filter(|key| key.case == case);
            Err(other.map_or(Refusal::NotInRun, |_| Refusal::NotUnderConfiguration))
        }
        OutsideRun::Refuse | OutsideRun::Add => Ok(key),
    }
}
