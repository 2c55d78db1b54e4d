//! The order of tests and environments: the plan's; what it does not name comes after, by number.

use std::collections::BTreeMap;

use domain::case::RowKey;
use domain::number::{CaseNumber, ConfigurationNumber};
use store::catalogue::PlanRun;
use store::read::RowEntry;

/// The configurations of a run's rows, by number.
pub(crate) fn configurations_of(rows: &[RowEntry]) -> Vec<i32> {
    let mut numbers: Vec<i32> = rows
        .iter()
        .filter_map(|row| row.key.configuration.map(ConfigurationNumber::get))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Sorts by the first place in the plan's rows.
pub(super) fn by_plan<T, K: Ord>(
    plan: Option<&PlanRun>,
    key_of_row: impl Fn(&RowKey) -> K,
    entries: &mut [T],
    key_of: impl Fn(&T) -> K,
) {
    let mut places: BTreeMap<K, usize> = BTreeMap::new();
    let rows = plan.map_or(&[][..], |plan| plan.rows.as_slice());
    for (place, row) in rows.iter().enumerate() {
        places.entry(key_of_row(row)).or_insert(place);
    }
    entries.sort_by_cached_key(|entry| places.get(&key_of(entry)).copied().unwrap_or(usize::MAX));
}

/// The rows of each case, cases by number.
pub(super) fn by_case(rows: &[RowEntry]) -> Vec<(CaseNumber, Vec<&RowEntry>)> {
    let mut cases: Vec<(CaseNumber, Vec<&RowEntry>)> = Vec::new();
    for row in rows {
        match cases.last_mut() {
            Some((case, group)) if *case == row.key.case => group.push(row),
            Some(_) | None => cases.push((row.key.case, vec![row])),
        }
    }
    cases
}
