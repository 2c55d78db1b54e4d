//! One row of a run: shown, and changed.

use domain::draft::Draft;
use domain::patch::Patch;
use domain::spelling::{self, Kind, RowReference};
use domain::status::Status;
use domain::submission::{Answer, BadItem, ClosedRun, OutsideRun, Policy, Receipt, Repeat};
use store::catalogue::CaseName;
use store::locate::Run;
use store::read::RowEntry;
use store::record::{ConfigurationName, IncomingItem};

use super::super::status::STATUS;
use super::super::wire::{ResultRow, Update};
use super::elapsed;
use crate::failure::Failure;
use crate::integer::Integer;
use crate::{fields, times};

/// One row by its id: there is nothing to refuse item by item. A closed run is read-only (docs, "Runs").
pub(crate) const SINGLE: Policy = Policy {
    repeat: Repeat::Upsert,
    outside: OutsideRun::Refuse,
    bad_item: BadItem::RefuseAll,
    closed: ClosedRun::Refuse,
};

pub(crate) fn update(row: RowReference, body: Update) -> Result<IncomingItem, Failure> {
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
        draft: Box::new(draft("", status, note.0, elapsed.0)?),
    })
}

/// A status, and what was sent with it: what is left out keeps its value, null clears it (reading).
pub(super) fn draft(
    at: &str,
    status: Option<String>,
    note: Patch<String>,
    elapsed: Patch<Integer>,
) -> Result<Draft, Failure> {
    Ok(Draft {
        note: note.try_map(|it| fields::text(format_args!("{at}note"), it))?,
        elapsed_ms: elapsed.try_map(|it| elapsed::whole_seconds(at, it))?,
        ..Draft::of(self::status(at, status)?)
    })
}

pub(super) fn status(at: &str, word: Option<String>) -> Result<Status, Failure> {
    let word = word.ok_or_else(|| Failure::Invalid(format!("{at}status is required")))?;
    STATUS.to_domain(&word).ok_or_else(|| {
        let known = "passed, failed, blocked, retest, not_tested";
        Failure::Invalid(format!("{at}status must be one of {known}"))
    })
}

pub(crate) fn row(run: &Run, entry: &RowEntry) -> ResultRow {
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
        test_case_id: (!case.deleted).then(|| spelling::prefixed(Kind::Case, case.opaque)),
        test_case_title: case.title.clone(),
        status: STATUS.to_wire(entry.status()),
        note: recorded.and_then(|(it, _)| it.outcome.note.as_ref().map(ToString::to_string)),
        elapsed: recorded.and_then(|(it, _)| it.outcome.elapsed_ms.map(elapsed::shown)),
        tested_by: recorded.map(|(_, author)| super::names::user(author.user)),
        tested_at: recorded
            .map(|(it, _)| times::seconds(it.outcome.executed_at.unwrap_or(it.recorded_at))),
    }
}

/// The receipt of a single update.
pub(crate) fn receipt(answer: Option<Answer>) -> Result<Receipt, Failure> {
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

/// A case that was deleted leaves its results behind, and takes no more.
pub(crate) fn writable(row: &RowEntry) -> Result<(), Failure> {
    if row.case.deleted {
        let problem = "The test case of this result was deleted";
        return Err(Failure::Conflict(problem.to_owned()));
    }
    Ok(())
}
