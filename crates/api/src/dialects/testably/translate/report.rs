//! JUnit reports: which case a test is, as the deployed endpoint reads them.

use std::ops::Range;

use uuid::Uuid;

use crate::reports::junit::Record;

/// The property that names a case.
const PROPERTY: &str = "test_case_id";

/// Characters of a hyphenated UUID.
const UUID_CHARS: usize = 36;

/// The case that a test names: by its property, else by the first `LETTERS-digits` in its name, else by a UUID
/// there. A test that names none is passed over.
///
/// Deviates from the deployed endpoint in one place: what looks like a readable id inside a UUID (`…b-41d4…`)
/// is part of the UUID.
pub(super) fn case_id(record: &Record) -> Option<&str> {
    let property = record.properties.iter().find(|(name, _)| name == PROPERTY);
    if let Some((_, id)) = property {
        return Some(id.trim()).filter(|it| !it.is_empty());
    }
    let name = record.name.as_str();
    let uuid = uuid(name);
    readable_id(name, uuid.as_ref())
        .or(uuid)
        .and_then(|place| name.get(place))
}

fn uuid(name: &str) -> Option<Range<usize>> {
    (0..name.len()).find_map(|start| {
        let place = start..start + UUID_CHARS;
        let found = name.get(place.clone())?;
        // Looked at first, because reading every part of a long name as a UUID takes long.
        let parted = found.get(8..9) == Some("-") && found.get(13..14) == Some("-");
        (parted && Uuid::try_parse(found).is_ok()).then_some(place)
    })
}

fn readable_id(name: &str, uuid: Option<&Range<usize>>) -> Option<Range<usize>> {
    name.match_indices('-').find_map(|(hyphen, _)| {
        let (before, after) = (name.get(..hyphen)?, name.get(hyphen + 1..)?);
        let letters = before.len()
            - before
                .trim_end_matches(|it: char| it.is_ascii_alphabetic())
                .len();
        let digits = after.len()
            - after
                .trim_start_matches(|it: char| it.is_ascii_digit())
                .len();
        let place = hyphen - letters..hyphen + 1 + digits;
        let inside = uuid.is_some_and(|it| it.contains(&hyphen));
        (letters > 0 && digits > 0 && !inside).then_some(place)
    })
}
