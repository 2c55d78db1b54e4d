//! The id of an execution: a row of a run, named from its project.

use uuid::Uuid;

use super::base;
use crate::case::RowKey;
use crate::number::{CaseNumber, ConfigurationNumber, RunNumber};
use crate::opaque::OpaqueId;

/// A row of a run, as an execution id names it: the project's opaque id, the run, the row.
///
/// Lists of a case's results in many runs know the runs' numbers alone, so it is not made from the run's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExecutionReference {
    /// The project.
    pub project: OpaqueId,
    /// The run.
    pub run: RunNumber,
    /// The row.
    pub key: RowKey,
}

impl ExecutionReference {
    /// 64 lower-case hexadecimal digits, the last eight of them a check of the others.
    #[must_use]
    pub fn hashed(&self) -> String {
        let configuration = self.key.configuration.map_or(0, ConfigurationNumber::get);
        let mut bytes = self.project.bytes().to_vec();
        for number in [self.run.get(), self.key.case.get(), configuration] {
            bytes.extend(number.to_be_bytes());
        }
        bytes.extend(base::checksum(&bytes));
        base::encode16(&bytes)
    }

    /// Reads it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = base::decode16::<32>(text)?;
        let (project, numbers) = bytes.split_first_chunk::<16>()?;
        let (run, numbers) = numbers.split_first_chunk::<4>()?;
        let (case, numbers) = numbers.split_first_chunk::<4>()?;
        let configuration = i32::from_be_bytes(*numbers.first_chunk::<4>()?);
        let named = Self {
            project: OpaqueId::from_uuid(Uuid::from_bytes(*project)),
            run: RunNumber::new(i32::from_be_bytes(*run))?,
            key: RowKey {
                case: CaseNumber::new(i32::from_be_bytes(*case))?,
                configuration: match configuration {
                    0 => None,
                    number => Some(ConfigurationNumber::new(number)?),
                },
            },
        };
        (named.hashed() == text).then_some(named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_form_leads_back_and_one_changed_digit_is_noticed(
            bytes in any::<[u8; 16]>(),
            (run, case) in (1..=i32::MAX, 1..=i32::MAX),
            configuration in 0..=i32::MAX,
            place in 0..64_usize,
        ) {
            let execution = ExecutionReference {
                project: OpaqueId::from_random(bytes),
                run: RunNumber::new(run).unwrap(),
                key: RowKey {
                    case: CaseNumber::new(case).unwrap(),
                    configuration: ConfigurationNumber::new(configuration),
                },
            };
            let form = execution.hashed();
            prop_assert!(form.len() == 64);
            prop_assert_eq!(ExecutionReference::parse(&form), Some(execution));

            let digit = if form[place..].starts_with('0') { "1" } else { "0" };
            let mut changed = form;
            changed.replace_range(place..=place, digit);
            prop_assert_eq!(ExecutionReference::parse(&changed), None);
        }

        #[test]
        fn anything_else_is_refused_without_a_panic(text in any::<String>()) {
            prop_assert_eq!(ExecutionReference::parse(&text), None);
        }
    }
}
