//! Many rows of a run at once.

use domain::submission::{Answer, BadItem, Policy, Receipt, Refusal};
use store::record::{ConfigurationName, IncomingItem};

use super::super::status::STATUS;
use super::super::wire::{Bulk, BulkDone, BulkDoneItem, BulkItem, Data, ItemError};
use super::names::case_name;
use super::result::{SINGLE, draft};
use crate::body::Object;
use crate::failure::{Failure, sentence};

/// The case must be in the run (docs: "matched by `test_case_id` within the run"), and a bad item is reported
/// in a 207 (reading: as the sibling upload does).
pub(crate) const BULK: Policy = Policy {
    bad_item: BadItem::RefuseItem,
    ..SINGLE
};

/// A bad status or a missing field refuses the whole request (docs list it under 400), naming the item.
pub(crate) fn bulk(body: Bulk) -> Result<(Vec<String>, Vec<IncomingItem>), Failure> {
    let Bulk { results } = body;
    let mut ids = Vec::with_capacity(results.len());
    let mut items = Vec::with_capacity(results.len());
    for (place, Object(item)) in results.into_iter().enumerate() {
        let BulkItem {
            test_case_id,
            status,
            note,
            elapsed,
        } = item;
        let at = format!("results[{place}].");
        let id = test_case_id
            .ok_or_else(|| Failure::Invalid(format!("{at}test_case_id is required")))?;
        items.push(IncomingItem::Row {
            case: vec![case_name(&at, &id)?],
            configuration: ConfigurationName::Unspecified,
            draft: Box::new(draft(&at, status, note.0, elapsed.0)?),
        });
        ids.push(id);
    }
    Ok((ids, items))
}

/// 200 with every item, or 207 with the failed ones in `errors`, which `updated` does not count.
pub(crate) fn bulk_done(
    ids: Vec<String>,
    answer: Option<Answer>,
) -> Result<(u16, Data<BulkDone>), Failure> {
    let Parted { recorded, errors } = parted(ids, answer)?;
    let results: Vec<BulkDoneItem> = recorded
        .into_iter()
        .map(|(test_case_id, receipt)| BulkDoneItem {
            test_case_id,
            status: STATUS.to_wire(receipt.recorded.outcome.status.status),
        })
        .collect();
    let status = if errors.is_empty() { 200 } else { 207 };
    let data = BulkDone {
        updated: results.len(),
        results,
        errors,
    };
    Ok((status, Data { data }))
}

/// The items that were recorded and those that were not, both in the client's order and by the client's ids.
pub(super) struct Parted {
    pub(super) recorded: Vec<(String, Receipt)>,
    pub(super) errors: Vec<ItemError>,
}

pub(super) fn parted(ids: Vec<String>, answer: Option<Answer>) -> Result<Parted, Failure> {
    let items = match answer {
        Some(Answer::Recorded(items)) => items,
        Some(Answer::Refused { reason, items: _ }) => return Err(Failure::Refused(reason)),
        None => return Err(Failure::Internal),
    };
    let mut recorded = Vec::with_capacity(items.len());
    let mut errors = Vec::new();
    for (test_case_id, item) in ids.into_iter().zip(items) {
        match item {
            Ok(receipt) => recorded.push((test_case_id, receipt)),
            Err(refusal) => errors.push(ItemError {
                test_case_id,
                error: refused(&refusal),
            }),
        }
    }
    Ok(Parted { recorded, errors })
}

/// The documents' words where they have some.
fn refused(refusal: &Refusal) -> String {
    match refusal {
        Refusal::UnknownCase | Refusal::NotInRun => "test_case_id not found in this run".to_owned(),
        Refusal::UnknownRun
        | Refusal::UnknownConfiguration
        | Refusal::NotUnderConfiguration
        | Refusal::AmbiguousConfiguration
        | Refusal::UnknownStep(_)
        | Refusal::StatusMissing
        | Refusal::UnknownAttempt
        | Refusal::RunClosed
        | Refusal::RunFull
        | Refusal::Malformed(_) => sentence(&refusal.to_string()),
    }
}
