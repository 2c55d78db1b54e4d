//! One identity, many spellings: every form that a vendor's clients know, made and read in one place.
//!
//! A dialect picks the form it shows and accepts every form. What a form says is only a
//! [`Reference`]; whether something stands behind it is for the store to find out.

mod attachment;
mod base;
mod digits;
mod execution;
mod row;

pub use attachment::AttachmentReference;
pub use digits::{digits, digits_or_most, positive};
pub use execution::ExecutionReference;
pub use row::RowReference;

use uuid::Uuid;

use crate::number::Seq;
use crate::opaque::OpaqueId;

/// What kind of thing an id names; each has its own prefixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `PR-3`, `proj_…`
    Project,
    /// `TR-12`, `run_…`
    Run,
    /// `TC-7`, `tc_…`
    Case,
    /// `TP-4`, `plan_…`
    Plan,
}

/// What an id says, whatever its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reference {
    /// The number people see.
    Number(i32),
    /// The opaque id.
    Opaque(OpaqueId),
}

impl Kind {
    const fn number_prefix(self) -> &'static str {
        match self {
            Self::Project => "PR-",
            Self::Run => "TR-",
            Self::Case => "TC-",
            Self::Plan => "TP-",
        }
    }

    const fn opaque_prefix(self) -> &'static str {
        match self {
            Self::Project => "proj_",
            Self::Run => "run_",
            Self::Case => "tc_",
            Self::Plan => "plan_",
        }
    }
}

/// `TR-12`.
#[must_use]
pub fn numbered(kind: Kind, number: i32) -> String {
    format!("{}{number}", kind.number_prefix())
}

/// `TC-007`: at least three digits.
#[must_use]
pub fn code(kind: Kind, number: i32) -> String {
    format!("{}{number:03}", kind.number_prefix())
}

/// `run_…`: 26 characters of base 32 after the prefix.
#[must_use]
pub fn prefixed(kind: Kind, id: OpaqueId) -> String {
    base::encode32(kind.opaque_prefix(), &id.bytes())
}

/// `cl…`: a cuid-like id of lower-case letters and digits.
#[must_use]
pub fn cuid(id: OpaqueId) -> String {
    base::encode32("cl", &id.bytes())
}

/// 40 lower-case letters and digits: the id, and a check of it.
#[must_use]
pub fn hashed(id: OpaqueId) -> String {
    let check = base::checksum(&id.bytes());
    format!("{}{}", base::encode16(&id.bytes()), base::encode16(&check))
}

/// Reads an id in any of its forms. A plain number is one too.
#[must_use]
pub fn parse(kind: Kind, text: &str) -> Option<Reference> {
    let number = text.strip_prefix(kind.number_prefix()).unwrap_or(text);
    if let Some(number) = positive(number) {
        return Some(Reference::Number(number));
    }
    parse_opaque(kind, text).map(Reference::Opaque)
}

fn parse_opaque(kind: Kind, text: &str) -> Option<OpaqueId> {
    if let Some(rest) = text
        .strip_prefix(kind.opaque_prefix())
        .or_else(|| text.strip_prefix("cl"))
        && let Some(bytes) = base::decode32::<16>(rest)
    {
        return Some(OpaqueId::from_uuid(Uuid::from_bytes(bytes)));
    }
    if text.len() == 40 {
        let bytes = base::decode16::<20>(text)?;
        let (id, check) = bytes.split_first_chunk::<16>()?;
        return (base::checksum(id) == check).then(|| OpaqueId::from_uuid(Uuid::from_bytes(*id)));
    }
    if text.len() == 36 {
        return Uuid::try_parse(text).ok().map(OpaqueId::from_uuid);
    }
    None
}

/// The UUID of a result that was not reported as an attempt: made from its run's id and its place.
#[must_use]
pub fn attempt_uuid(run: OpaqueId, seq: Seq) -> Uuid {
    let mut bytes = run.bytes();
    if let Some(last) = bytes.last_chunk_mut::<4>() {
        for (byte, change) in last.iter_mut().zip(seq.get().to_be_bytes()) {
            *byte ^= change;
        }
    }
    Uuid::from_bytes(bytes)
}

/// The place that [`attempt_uuid`] was made from, if it was made from this run.
#[must_use]
pub fn attempt_seq(run: OpaqueId, attempt: Uuid) -> Option<Seq> {
    let (run, attempt) = (run.bytes(), attempt.into_bytes());
    let (same, place) = (run.first_chunk::<12>()?, run.last_chunk::<4>()?);
    if attempt.first_chunk::<12>()? != same {
        return None;
    }
    let place = i32::from_be_bytes(*place) ^ i32::from_be_bytes(*attempt.last_chunk::<4>()?);
    Seq::new(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KINDS: [Kind; 4] = [Kind::Project, Kind::Run, Kind::Case, Kind::Plan];

    proptest! {
        #[test]
        fn every_form_leads_back(bytes in any::<[u8; 16]>(), number in 1..=i32::MAX, seq in 1..=4_194_303) {
            let id = OpaqueId::from_random(bytes);
            for kind in KINDS {
                for form in [prefixed(kind, id), cuid(id), hashed(id), id.uuid().to_string()] {
                    prop_assert_eq!(parse(kind, &form), Some(Reference::Opaque(id)), "{}", form);
                }
                for form in [numbered(kind, number), code(kind, number), number.to_string()] {
                    prop_assert_eq!(parse(kind, &form), Some(Reference::Number(number)), "{}", form);
                }
            }
            let seq = Seq::new(seq).unwrap();
            prop_assert_eq!(attempt_seq(id, attempt_uuid(id, seq)), Some(seq));
        }

        #[test]
        fn a_hashed_id_is_forty_lower_case_letters_and_digits(bytes in any::<[u8; 16]>()) {
            let form = hashed(OpaqueId::from_random(bytes));
            prop_assert!(form.len() == 40);
            prop_assert!(form.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit()));
        }

        #[test]
        fn anything_else_is_refused_without_a_panic(text in any::<String>()) {
            for kind in KINDS {
                let _ = parse(kind, &text);
            }
            let _ = RowReference::parse(&text);
        }
    }

    #[test]
    fn near_misses_are_refused() {
        let id = OpaqueId::from_random([7; 16]);
        let mut wrong_check = hashed(id);
        wrong_check.replace_range(39.., if wrong_check.ends_with('0') { "1" } else { "0" });
        for text in [
            "",
            "TR-",
            "TR-0",
            "TR--1",
            "TC-3",
            "TR-99999999999",
            "run_abc",
            &wrong_check,
        ] {
            assert_eq!(parse(Kind::Run, text), None, "{text}");
        }
    }
}
