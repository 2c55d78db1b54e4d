//! Files of a run are spelled from the run's id, so that no table is needed to find them.

use uuid::Uuid;

use super::base;
use crate::opaque::OpaqueId;

/// An attachment, as its id names it: the run's opaque id, and the random one of its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttachmentReference {
    /// The run.
    pub run: OpaqueId,
    /// The file.
    pub file: Uuid,
}

const BYTES: usize = 32;

impl AttachmentReference {
    /// `cl…`: longer than the cuid-like ids of runs and rows, so that none is taken for another.
    #[must_use]
    pub fn cuid(&self) -> String {
        let mut bytes = self.run.bytes().to_vec();
        bytes.extend(self.file.into_bytes());
        base::encode32("cl", &bytes)
    }

    /// Reads it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = base::decode32::<BYTES>(text.strip_prefix("cl")?)?;
        let (run, file) = bytes.split_first_chunk::<16>()?;
        Some(Self {
            run: OpaqueId::from_uuid(Uuid::from_bytes(*run)),
            file: Uuid::from_bytes(*file.first_chunk::<16>()?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spelling::{Kind, RowReference, parse};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_form_leads_back_and_is_no_other_id(run in any::<[u8; 16]>(), file in any::<[u8; 16]>()) {
            let attachment = AttachmentReference {
                run: OpaqueId::from_random(run),
                file: Uuid::from_bytes(file),
            };
            let form = attachment.cuid();
            prop_assert_eq!(AttachmentReference::parse(&form), Some(attachment));
            prop_assert_eq!(RowReference::parse(&form), None);
            prop_assert_eq!(parse(Kind::Run, &form), None);
        }

        #[test]
        fn anything_else_is_refused_without_a_panic(text in any::<String>()) {
            prop_assert_eq!(AttachmentReference::parse(&text), None);
        }
    }
}
