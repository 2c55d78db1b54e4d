//! Whatever a vendor's words are: a sound table passes, and a fault planted in it is found.

#![expect(
    clippy::indexing_slicing,
    reason = "builders of test data are outside of `#[test]` functions"
)]

use domain::status::{Class, Status};
use domain::status_table::{Fidelity, StatusTable, TableDefect};
use proptest::prelude::*;
use proptest::sample::Index;

const CLASSES: [Class; 3] = [Class::Passing, Class::Failing, Class::Undecided];

/// The own word that each status would have, in the order of the codes.
const WORDS: [&str; 10] = [
    "none", "busy", "ok", "bad", "torn", "stuck", "left", "again", "late", "huh",
];

/// A table that can still be changed.
#[derive(Clone, Debug)]
struct Parts {
    words: Vec<(&'static str, Class)>,
    inbound: Vec<(&'static str, Status)>,
    outbound: Vec<(Status, &'static str, Fidelity)>,
}

impl Parts {
    /// The defects of the table; its rows live as long as the test, as a table's must.
    fn defects(self) -> Vec<TableDefect> {
        let table = StatusTable {
            words: self.words.leak(),
            inbound: self.inbound.leak(),
            outbound: self.outbound.leak(),
            case_sensitive: false,
        };
        table.defects()
    }
}

/// A sound table: some statuses have words of their own, the others borrow one of their class.
fn sound() -> impl Strategy<Value = Parts> {
    (any::<[bool; 10]>(), any::<[Index; 10]>()).prop_map(|(own, borrowed)| {
        let mut has_word = own;
        for class in CLASSES {
            let mut members = (0..10).filter(|place| Status::ALL[*place].class() == class);
            if let Some(first) = members.clone().next()
                && !members.any(|place| own[place])
            {
                has_word[first] = true;
            }
        }
        let named = || (0..10).filter(|place| has_word[*place]);
        let outbound = (0..10).map(|place| {
            let status = Status::ALL[place];
            if has_word[place] {
                return (status, WORDS[place], Fidelity::Exact);
            }
            let lenders: Vec<usize> = named()
                .filter(|other| Status::ALL[*other].class() == status.class())
                .collect();
            (
                status,
                WORDS[*borrowed[place].get(&lenders)],
                Fidelity::Loss,
            )
        });
        Parts {
            words: named()
                .map(|it| (WORDS[it], Status::ALL[it].class()))
                .collect(),
            inbound: named().map(|it| (WORDS[it], Status::ALL[it])).collect(),
            outbound: outbound.collect(),
        }
    })
}

proptest! {
    #[test]
    fn a_sound_table_has_no_defects(parts in sound()) {
        prop_assert_eq!(parts.defects(), []);
    }

    #[test]
    fn a_missing_or_second_row_is_found(parts in sound(), place in any::<Index>()) {
        let place = place.index(10);
        let mut missing = parts.clone();
        let row = missing.outbound.remove(place);
        prop_assert_eq!(missing.defects(), [TableDefect::OutboundRows(row.0, 0)]);
        let mut twice = parts;
        twice.outbound.push(row);
        prop_assert_eq!(twice.defects(), [TableDefect::OutboundRows(row.0, 2)]);
    }

    #[test]
    fn a_false_fidelity_is_found(mut parts in sound(), place in any::<Index>()) {
        let row = &mut parts.outbound[place.index(10)];
        let status = row.0;
        let (fidelity, defect) = match row.2 {
            Fidelity::Exact => (Fidelity::Loss, TableDefect::NotALoss(status)),
            Fidelity::Loss => (Fidelity::Exact, TableDefect::NotExact(status)),
        };
        row.2 = fidelity;
        prop_assert_eq!(parts.defects(), [defect]);
    }

    #[test]
    fn a_word_of_another_class_is_found(mut parts in sound(), row in any::<Index>(), word in any::<Index>()) {
        let (status, chosen, fidelity) = &mut parts.outbound[row.index(10)];
        let foreign: Vec<_> = parts.words.iter().filter(|it| it.1 != status.class()).collect();
        *chosen = word.get(&foreign).0;
        *fidelity = Fidelity::Loss;
        let defect = TableDefect::Unsafe(*status, chosen);
        prop_assert_eq!(parts.defects(), [defect]);
    }

    #[test]
    fn a_word_without_a_class_or_with_two_is_found(parts in sound(), place in any::<Index>()) {
        let mut unnamed = parts.clone();
        let (word, class) = unnamed.words.remove(place.index(parts.words.len()));
        let defects = unnamed.defects();
        prop_assert!(defects.contains(&TableDefect::NoClass(word)));
        for other in CLASSES {
            let mut twice = parts.clone();
            twice.words.push((word, other));
            prop_assert_eq!(twice.defects(), [TableDefect::TwoClasses(word)], "{:?}", class);
        }
    }

    #[test]
    fn a_word_in_two_meanings_is_found(mut parts in sound(), place in any::<Index>()) {
        let (word, status) = *place.get(&parts.inbound);
        let shouted: &'static str = word.to_uppercase().leak();
        parts.words.push((shouted, status.class()));
        parts.inbound.push((shouted, status));
        prop_assert_eq!(parts.defects(), [TableDefect::TwoMeanings(shouted)]);
    }
}
