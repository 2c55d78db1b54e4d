//! Batches of results as a reporter would send them.

/// One submitted result.
pub(super) struct Item {
    pub(super) case_no: i32,
    pub(super) configuration: i32,
    pub(super) status: i16,
    pub(super) elapsed_ms: Option<i32>,
    pub(super) note: Option<String>,
}

/// Status codes, as stored.
pub(super) const PASSED: i16 = 2;
pub(super) const FAILED: i16 = 3;

/// Results for the cases at `positions` of a run's order, sorted by key; one in ten failed with a text.
///
/// `version` decides the values: the same version twice is an unchanged repeat, another one changes every item.
pub(super) fn batch(positions: std::ops::Range<i32>, cases: i32, version: i32) -> Vec<Item> {
    let mut items: Vec<Item> = positions
        .map(|position| {
            let case_no = case_at(position, cases);
            let failed = case_no % 10 == version % 10;
            Item {
                case_no,
                configuration: 0,
                status: if failed { FAILED } else { PASSED },
                elapsed_ms: Some(100 + case_no % 900 + version),
                note: failed.then(|| format!("{}{case_no}", "expected 200 but got 500 ".repeat(5))),
            }
        })
        .collect();
    items.sort_by_key(|item| (item.case_no, item.configuration));
    items
}

/// The case at a position of a run's order: a permutation of `1..=cases`, so that batches hold scattered keys.
fn case_at(position: i32, cases: i32) -> i32 {
    let scattered = i64::from(position) * 7919 % i64::from(cases);
    i32::try_from(scattered).map_or(1, |case_no| case_no + 1)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::batch;

    #[test]
    fn a_run_holds_every_case_once() {
        let seen: BTreeSet<i32> = batch(0..10_000, 10_000, 1)
            .iter()
            .map(|item| item.case_no)
            .collect();
        assert_eq!(seen.len(), 10_000);
    }

    #[test]
    fn batches_are_sorted_by_key() {
        assert!(batch(300..600, 10_000, 1).is_sorted_by_key(|item| item.case_no));
    }
}
