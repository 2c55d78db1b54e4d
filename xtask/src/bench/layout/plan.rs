//! The second move of a write: what is new, changed or unchanged, decided on the loaded state.

use std::collections::BTreeMap;

use crate::bench::batch::Item;

/// What repeating a key means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeat {
    /// Every item is a result of its own.
    Append,
    /// An item equal to the current outcome writes nothing.
    Keep,
}

/// The locked run row.
pub(super) struct Counters {
    pub(super) next_seq: i32,
    pub(super) result_rows: i32,
    pub(super) by_status: Vec<i32>,
}

/// What is stored under a key.
pub(super) struct Stored {
    /// None for a placeholder.
    pub(super) seq: Option<i32>,
    pub(super) status: i16,
    pub(super) elapsed_ms: Option<i32>,
    pub(super) note: Option<String>,
    pub(super) attempt: i32,
}

pub(super) type StoredByKey = BTreeMap<(i32, i32), Stored>;

/// The arrays of the one write statement.
#[derive(Default)]
pub(super) struct Columns {
    pub(super) case_no: Vec<i32>,
    pub(super) configuration: Vec<i32>,
    pub(super) seq: Vec<i32>,
    pub(super) status: Vec<i16>,
    pub(super) elapsed_ms: Vec<Option<i32>>,
    pub(super) note: Vec<Option<String>>,
    pub(super) stored: Vec<i16>,
    pub(super) attempt: Vec<i32>,
}

/// Numbers what has to be written and moves the counters along.
pub(super) fn plan(
    items: Vec<Item>,
    stored: &StoredByKey,
    repeat: Repeat,
    counters: &mut Counters,
) -> Columns {
    let mut columns = Columns::default();
    for item in items {
        let old = stored.get(&(item.case_no, item.configuration));
        if repeat == Repeat::Keep && old.is_some_and(|old| is_unchanged(old, &item)) {
            continue;
        }
        let (kind, attempt) = match old {
            None => (0, 0),
            Some(Stored {
                seq: None, attempt, ..
            }) => (1, *attempt),
            Some(Stored {
                seq: Some(_),
                attempt,
                ..
            }) => (2, *attempt),
        };
        if let Some(old) = old {
            counters.add(old.status, -1);
        }
        counters.add(item.status, 1);
        columns.seq.push(counters.next_seq);
        counters.next_seq += 1;
        counters.result_rows += 1;
        columns.case_no.push(item.case_no);
        columns.configuration.push(item.configuration);
        columns.status.push(item.status);
        columns.elapsed_ms.push(item.elapsed_ms);
        columns.note.push(item.note);
        columns.stored.push(kind);
        columns.attempt.push(attempt);
    }
    columns
}

fn is_unchanged(old: &Stored, item: &Item) -> bool {
    old.seq.is_some()
        && (old.status, old.elapsed_ms, &old.note) == (item.status, item.elapsed_ms, &item.note)
}

impl Counters {
    fn add(&mut self, status: i16, by: i32) {
        let count = usize::try_from(status)
            .ok()
            .and_then(|status| self.by_status.get_mut(status));
        if let Some(count) = count {
            *count += by;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Counters, Repeat, Stored, StoredByKey, plan};
    use crate::bench::batch::batch;

    fn counters() -> Counters {
        Counters {
            next_seq: 1,
            result_rows: 0,
            by_status: vec![0; 10],
        }
    }

    fn stored_as_sent(version: i32) -> StoredByKey {
        batch(0..30, 100, version)
            .into_iter()
            .map(|item| {
                let stored = Stored {
                    seq: Some(item.case_no),
                    status: item.status,
                    elapsed_ms: item.elapsed_ms,
                    note: item.note,
                    attempt: 1,
                };
                ((item.case_no, item.configuration), stored)
            })
            .collect()
    }

    #[test]
    fn unchanged_items_write_nothing_unless_appended() {
        let stored = stored_as_sent(1);
        let kept = plan(batch(0..30, 100, 1), &stored, Repeat::Keep, &mut counters());
        let appended = plan(
            batch(0..30, 100, 1),
            &stored,
            Repeat::Append,
            &mut counters(),
        );
        assert_eq!((kept.seq.len(), appended.seq.len()), (0, 30));
    }

    #[test]
    fn a_new_version_changes_every_item() {
        let changed = plan(
            batch(0..30, 100, 2),
            &stored_as_sent(1),
            Repeat::Keep,
            &mut counters(),
        );
        assert_eq!(changed.stored, vec![2; 30]);
    }
}
