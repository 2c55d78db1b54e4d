//! Testably's bodies to the domain and back.

use domain::draft::Draft;
use domain::patch::Patch;
use domain::spelling::{self, Kind, RowReference};
use domain::status::Status;
use domain::submission::{
    Answer, BadItem, ClosedRun, OutsideRun, Policy, Receipt, Refusal, Repeat,
};
use store::catalogue::CaseName;
use store::locate::Run;
use store::read::RowEntry;
use store::record::{ConfigurationName, IncomingItem};

use super::status::STATUS;
use super::wire::{
    Data, ResultRow, Update, Upload, UploadError, UploadItem, Uploaded, UploadedItem,
};
use crate::body::Object;
use crate::failure::{Failure, sentence};
use crate::fields;
use crate::page::Numbered;
use crate::times;

/// Docs, "Paging": `page` from 1, `per_page` 20 by default and 100 at most.
const PER_PAGE: u32 = 20;
const MOST_PER_PAGE: u32 = 100;

/// The largest `elapsed` that fits milliseconds in 31 bits: 24 days.
const MOST_SECONDS: i64 = 2_147_483;

/// Bulk: the case must be in the run (docs: "matched by `test_case_id` within the run"), and a bad item is
/// reported in a 207 (reading: as the sibling upload does). A closed run is read-only (docs, "Runs").
pub(super) const BULK: Policy = Policy {
    repeat: Repeat::Upsert,
    outside: OutsideRun::Refuse,
    bad_item: BadItem::RefuseItem,
    closed: ClosedRun::Refuse,
};

/// One row by its id: there is nothing to refuse item by item.
pub(super) const SINGLE: Policy = Policy {
    bad_item: BadItem::RefuseAll,
    ..BULK
};

/// The page asked for. More than the most is cut to it; what is no number is the default.
pub(super) fn page(page: Option<&str>, per_page: Option<&str>) -> Numbered {
    let number = |raw: Option<&str>| {
        raw.and_then(|it| it.parse::<u32>().ok())
            .filter(|it| *it >= 1)
    };
    Numbered {
        page: number(page).unwrap_or(1),
        size: number(per_page).unwrap_or(PER_PAGE).min(MOST_PER_PAGE),
    }
}

/// A case id: one of ours, else whatever the project calls it.
pub(super) fn case_name(raw: &str) -> Result<CaseName, Failure> {
    match spelling::parse(Kind::Case, raw) {
        Some(reference) => Ok(CaseName::Reference(reference)),
        None => fields::text("test_case_id", raw.to_owned()).map(CaseName::Key),
    }
}

pub(super) fn update(row: RowReference, body: Update) -> Result<IncomingItem, Failure> {
    let Update {
        status,
        note,
        elapsed,
    } = body;
    Ok(IncomingItem::Row {
        case: vec![CaseName::Reference(spelling::Reference::Number(
            row.key.case.get(),
        ))],
        configuration: ConfigurationName::Row(row.key.configuration),
        draft: draft("", status, note.0, elapsed.0)?,
    })
}

/// A bad status or a missing field refuses the whole request (docs list it under 400), naming the item.
pub(super) fn upload(body: Upload) -> Result<(Vec<String>, Vec<IncomingItem>), Failure> {
    let mut ids = Vec::with_capacity(body.results.len());
    let mut items = Vec::with_capacity(body.results.len());
    for (place, Object(item)) in body.results.into_iter().enumerate() {
        let UploadItem {
            test_case_id,
            status,
            note,
            elapsed,
        } = item;
        let at = format!("results[{place}].");
        let id = test_case_id
            .ok_or_else(|| Failure::Invalid(format!("{at}test_case_id is required")))?;
        items.push(IncomingItem::Row {
            case: vec![case_name(&id)?],
            configuration: ConfigurationName::Unspecified,
            draft: draft(&at, status, note.0, elapsed.0)?,
        });
        ids.push(id);
    }
    Ok((ids, items))
}

fn draft(
    at: &str,
    status: Option<String>,
    note: Patch<String>,
    elapsed: Patch<i64>,
) -> Result<Draft, Failure> {
    let word = status.ok_or_else(|| Failure::Invalid(format!("{at}status is required")))?;
    let status = STATUS.to_domain(&word).ok_or_else(|| {
        let known = "passed, failed, blocked, retest, not_tested";
        Failure::Invalid(format!("{at}status must be one of {known}"))
    })?;
    let milliseconds = |seconds: i64| {
        let fits = (0..=MOST_SECONDS).contains(&seconds);
        i32::try_from(seconds * i64::from(fits) * 1000)
            .ok()
            .filter(|_| fits)
            .ok_or_else(|| {
                Failure::Invalid(format!("{at}elapsed must be 0 to {MOST_SECONDS} seconds"))
            })
    };
    Ok(Draft {
        note: note.try_map(|it| fields::text(&format!("{at}note"), it))?,
        elapsed_ms: elapsed.try_map(milliseconds)?,
        ..Draft::of(status)
    })
}

pub(super) fn row(run: &Run, entry: &RowEntry) -> ResultRow {
    let RowEntry {
        key,
        case,
        shown,
        in_progress: _,
        assignee: _,
    } = entry;
    let recorded = shown
        .as_ref()
        .filter(|_| entry.status() != Status::Untested);
    ResultRow {
        id: RowReference {
            run: run.opaque,
            key: *key,
        }
        .prefixed(),
        test_case_id: spelling::prefixed(Kind::Case, case.opaque),
        test_case_title: case.title.clone(),
        status: STATUS.to_wire(entry.status()),
        note: recorded.and_then(|(it, _)| it.outcome.note.as_ref().map(ToString::to_string)),
        elapsed: recorded.and_then(|(it, _)| it.outcome.elapsed_ms.map(|ms| (ms + 500) / 1000)),
        tested_by: recorded.map(|(_, author)| format!("user_{}", author.user)),
        tested_at: recorded
            .map(|(it, _)| times::seconds(it.outcome.executed_at.unwrap_or(it.recorded_at))),
    }
}

/// The receipt of a single update.
pub(super) fn receipt(answer: Option<Answer>) -> Result<Receipt, Failure> {
    match answer {
        Some(Answer::Recorded(items)) => match items.into_iter().next() {
            Some(Ok(receipt)) => Ok(receipt),
            Some(Err(refusal)) => Err(Failure::Refused(refusal)),
            None => Err(Failure::Internal),
        },
        Some(Answer::Refused { reason, items: _ }) => Err(Failure::Refused(reason)),
        None => Err(Failure::Internal),
    }
}

/// 200 with every item, or 207 with the failed ones in `errors`, which `updated` does not count.
pub(super) fn uploaded(
    ids: Vec<String>,
    answer: Option<Answer>,
) -> Result<(u16, Data<Uploaded>), Failure> {
    let items = match answer {
        Some(Answer::Recorded(items)) => items,
        Some(Answer::Refused { reason, items: _ }) => return Err(Failure::Refused(reason)),
        None => return Err(Failure::Internal),
    };
    let mut uploaded = Uploaded {
        updated: 0,
        results: Vec::new(),
        errors: Vec::new(),
    };
    for (test_case_id, item) in ids.into_iter().zip(items) {
        match item {
            Ok(receipt) => {
                uploaded.updated += 1;
                let status = STATUS.to_wire(receipt.recorded.outcome.status.status);
                uploaded.results.push(UploadedItem {
                    test_case_id,
                    status,
                });
            }
            Err(refusal) => {
                uploaded.errors.push(UploadError {
                    test_case_id,
                    error: refused(&refusal),
                });
            }
        }
    }
    let status = if uploaded.errors.is_empty() { 200 } else { 207 };
    Ok((status, Data { data: uploaded }))
}

/// The documents' words where they have some.
fn refused(refusal: &Refusal) -> String {
    match refusal {
        Refusal::UnknownCase | Refusal::NotInRun => "test_case_id not found in this run".to_owned(),
        Refusal::UnknownRun
        | Refusal::UnknownConfiguration
        | Refusal::AmbiguousConfiguration
        | Refusal::UnknownStep(_)
        | Refusal::StatusMissing
        | Refusal::UnknownAttempt
        | Refusal::RunClosed
        | Refusal::RunFull
        | Refusal::Malformed(_) => sentence(&refusal.to_string()),
    }
}
