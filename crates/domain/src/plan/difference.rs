//! What has to be written so that storage holds a run as it is after the submissions.

use std::sync::Arc;

use super::facts::{Planned, RowFacts};
use super::{CurrentWrite, RunPlan};
use crate::case::RowKey;
use crate::outcome::Recorded;

/// Adds to `plan` what turns the row `before` into the row `after`.
///
/// A result is taken for the same only if it is the same allocation: a rewritten one is a new one.
pub(super) fn write_row(plan: &mut RunPlan, key: RowKey, before: &RowFacts, after: &RowFacts) {
    plan.counts.moved(before.shows(), after.shows());
    if before.planned == Planned::ByAttempt && after.planned == Planned::No {
        plan.unplanned.push(key);
    }
    let shown_still = same(before.current.as_ref(), after.current.as_ref());
    let left = before.past.iter().filter(|it| !holds(&after.past, it));
    let shown_no_more = before.current.iter().filter(|_| !shown_still);
    for dropped in left.chain(shown_no_more.filter(|it| !holds(&after.past, it))) {
        plan.dropped.push(dropped.seq);
        plan.result_rows -= rows_of(dropped);
    }
    for past in &after.past {
        let superseded = before
            .current
            .as_ref()
            .is_some_and(|it| Arc::ptr_eq(it, past));
        if !superseded && !holds(&before.past, past) {
            plan.past.push((key, Arc::clone(past)));
            plan.result_rows += rows_of(past);
        }
    }
    if !shown_still {
        plan.result_rows += after.current.as_ref().map_or(0, rows_of);
        let write = CurrentWrite {
            result: after.current.clone(),
            before: before.current.as_ref().map(|it| it.seq),
        };
        plan.current.insert(key, write);
    }
}

/// The row of a result and the rows of its steps.
fn rows_of(result: &Arc<Recorded>) -> i32 {
    i32::try_from(result.outcome.steps.len())
        .unwrap_or(i32::MAX)
        .saturating_add(1)
}

fn same(one: Option<&Arc<Recorded>>, other: Option<&Arc<Recorded>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// Whether `results`, oldest first, hold this very result.
fn holds(results: &[Arc<Recorded>], result: &Arc<Recorded>) -> bool {
    results
        .binary_search_by_key(&result.seq, |it| it.seq)
        .is_ok_and(|place| results.get(place).is_some_and(|it| Arc::ptr_eq(it, result)))
}
