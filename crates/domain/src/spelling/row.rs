//! Rows and results of a run are spelled from the run's id, so that no table is needed to find them.

use uuid::Uuid;

use super::base;
use crate::case::RowKey;
use crate::number::{CaseNumber, ConfigurationNumber};
use crate::opaque::OpaqueId;

/// A row of a run, as an id names it: the run's opaque id, the case, the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowReference {
    /// The run.
    pub run: OpaqueId,
    /// The row.
    pub key: RowKey,
}

const BYTES: usize = 24;

impl RowReference {
    /// `res_…`: 39 characters of base 32 after the prefix.
    #[must_use]
    pub fn prefixed(&self) -> String {
        base::encode32("res_", &self.bytes())
    }

    /// `cl…`: longer than the cuid-like id of a run, so that neither is taken for the other.
    #[must_use]
    pub fn cuid(&self) -> String {
        base::encode32("cl", &self.bytes())
    }

    /// Reads either form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text
            .strip_prefix("res_")
            .or_else(|| text.strip_prefix("cl"))?;
        let bytes = base::decode32::<BYTES>(rest)?;
        let (run, place) = bytes.split_first_chunk::<16>()?;
        let (case, configuration) = place.split_first_chunk::<4>()?;
        let configuration = i32::from_be_bytes(*configuration.first_chunk::<4>()?);
        let key = RowKey {
            case: CaseNumber::new(i32::from_be_bytes(*case))?,
            configuration: match configuration {
                0 => None,
                number => Some(ConfigurationNumber::new(number)?),
            },
        };
        Some(Self {
            run: OpaqueId::from_uuid(Uuid::from_bytes(*run)),
            key,
        })
    }

    fn bytes(&self) -> [u8; BYTES] {
        let mut bytes = [0; BYTES];
        let configuration = self.key.configuration.map_or(0, ConfigurationNumber::get);
        let parts = self
            .run
            .bytes()
            .into_iter()
            .chain(self.key.case.get().to_be_bytes())
            .chain(configuration.to_be_bytes());
        for (place, byte) in bytes.iter_mut().zip(parts) {
            *place = byte;
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_forms_lead_back(bytes in any::<[u8; 16]>(), case in 1..=i32::MAX, configuration in 0..=i32::MAX) {
            let row = RowReference {
                run: OpaqueId::from_random(bytes),
                key: RowKey {
                    case: CaseNumber::new(case).unwrap(),
                    configuration: ConfigurationNumber::new(configuration),
                },
            };
            prop_assert_eq!(RowReference::parse(&row.prefixed()), Some(row));
            prop_assert_eq!(RowReference::parse(&row.cuid()), Some(row));
        }
    }
}
