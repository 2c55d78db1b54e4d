//! The rows of a run that cases named by a client stand in.

use domain::case::RowKey;
use domain::number::CaseNumber;

use super::names::invalid_cases;
use crate::failure::Failure;

/// For each name the rows of its case, at least one. `held` is in order; names that lead to no row are all
/// listed in the refusal.
pub(super) fn rows_of<'a>(
    ids: &[&str],
    cases: &[Option<CaseNumber>],
    held: &'a [RowKey],
) -> Result<Vec<&'a [RowKey]>, Failure> {
    let of = |case: &Option<CaseNumber>| -> &'a [RowKey] {
        let Some(case) = case else { return &[] };
        let from = held.partition_point(|key| key.case < *case);
        let to = held.partition_point(|key| key.case <= *case);
        held.get(from..to).unwrap_or_default()
    };
    let rows: Vec<&[RowKey]> = cases.iter().map(of).collect();
    let unmatched = ids.iter().zip(&rows);
    let unmatched: Vec<&str> = unmatched
        .filter_map(|(id, rows)| rows.is_empty().then_some(*id))
        .collect();
    if unmatched.is_empty() {
        Ok(rows)
    } else {
        Err(invalid_cases(unmatched))
    }
}
