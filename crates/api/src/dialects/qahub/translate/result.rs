//! Rows of a run, and what an upload did to them.

use std::borrow::Cow;

use domain::number::CaseNumber;
use domain::opaque::OpaqueId;
use domain::outcome::{Failure as TestFailure, IssueLink};
use domain::spelling::{self, Kind, RowReference};
use domain::status::Status;
use domain::submission::{Answer, BadItem, ClosedRun, OutsideRun, Policy, Refusal, Repeat};
use store::locate::Run;
use store::read::RowEntry;
use store::record::Recorded;

use super::super::status::STATUS;
use super::super::wire::{Accepted, Rejected, ResultRow, Uploaded};
use super::Named;
use crate::failure::{Failure, sentence};
use crate::times;

/// Docs, Results: "Existing results … are updated (upsert). New results are created", "Partial — some
/// items rejected". Nothing says that a completed run takes no more, so it does (reading).
pub(crate) const POLICY: Policy = Policy {
    repeat: Repeat::Upsert,
    outside: OutsideRun::Add,
    bad_item: BadItem::RefuseItem,
    closed: ClosedRun::Accept,
};

/// 201 with every item, or 207 with the refused ones in `errors`.
pub(crate) fn uploaded(
    run: &Run,
    named: Vec<Named<'_>>,
    recorded: Option<Recorded>,
) -> Result<(u16, Uploaded), Failure> {
    let Recorded { answer, mut cases } = recorded.ok_or(Failure::Internal)?;
    let items = match answer {
        Answer::Recorded(items) => items,
        Answer::Refused { reason, items: _ } => return Err(Failure::Refused(reason)),
    };
    cases.sort_unstable_by_key(|case| case.number);
    let catalogued = |number: CaseNumber| {
        let place = cases.binary_search_by_key(&number, |case| case.number);
        let case = place.ok().and_then(|place| cases.get(place));
        case.filter(|case| case.catalogued)
    };
    let mut data = Vec::with_capacity(items.len());
    let mut errors = Vec::new();
    for (index, (named, item)) in named.into_iter().zip(items).enumerate() {
        let Named { code, id } = named;
        match item {
            Ok(receipt) => {
                let key = receipt.key;
                let case = catalogued(key.case);
                data.push(Accepted {
                    id: row_id(run, key),
                    test_case_id: case.map(|case| spelling::cuid(case.opaque)),
                    test_case_code: case.map(|case| code_of(case.number)),
                    status: STATUS.to_wire(receipt.recorded.outcome.status.status),
                });
            }
            Err(refusal) => {
                let message = told(&refusal);
                errors.push(Rejected {
                    index,
                    test_case_code: code.map(Cow::into_owned),
                    test_case_id: id.map(Cow::into_owned),
                    error: message.clone(),
                    message,
                });
            }
        }
    }
    let status = if errors.is_empty() { 201 } else { 207 };
    let body = Uploaded {
        run_id: spelling::cuid(run.opaque),
        accepted: data.len(),
        rejected: errors.len(),
        data,
        errors,
    };
    Ok((status, body))
}

/// What was malformed begins with the name of its field, which keeps its spelling.
fn told(refusal: &Refusal) -> String {
    if let Refusal::Malformed(problem) = refusal {
        problem.clone()
    } else {
        sentence(&refusal.to_string())
    }
}

/// A row. It is as old as its run: when a row was added later is not kept (reading).
pub(crate) fn row(run: &Run, entry: &RowEntry) -> ResultRow {
    let RowEntry {
        key,
        case,
        shown,
        in_progress: _,
        assignee: _,
    } = entry;
    let recorded = shown.as_ref().map(|(recorded, _)| recorded);
    let outcome = recorded.map(|it| &it.outcome);
    let (ticket_key, ticket_url) = outcome
        .and_then(|it| it.issues.first())
        .map(ticket)
        .unwrap_or_default();
    let (message, stack) = outcome
        .and_then(|it| it.failures.first())
        .map(failure)
        .unwrap_or_default();
    let id = |id: OpaqueId| case.catalogued.then(|| spelling::cuid(id));
    ResultRow {
        id: row_id(run, *key),
        run_id: spelling::cuid(run.opaque),
        test_case_id: id(case.opaque),
        test_case_code: case.catalogued.then(|| code_of(case.number)),
        title: case.title.clone(),
        status: STATUS.to_wire(entry.status()),
        comment: outcome.and_then(|it| it.note.as_ref().map(ToString::to_string)),
        bug_ticket_key: ticket_key,
        bug_ticket_url: ticket_url,
        duration_ms: outcome.and_then(|it| it.elapsed_ms),
        framework: outcome.and_then(|it| it.framework.as_ref().map(ToString::to_string)),
        error_message: message,
        error_stack: stack,
        executed_at: recorded
            .filter(|_| ran(entry.status()))
            .map(|it| times::millis(it.outcome.executed_at.unwrap_or(it.recorded_at))),
        created_at: times::millis(run.created_at),
        updated_at: times::millis(recorded.map_or(run.created_at, |it| it.recorded_at)),
    }
}

/// The vendor has no word for "not run yet": such a row reads UNKNOWN and has no time (reading).
const fn ran(status: Status) -> bool {
    match status {
        Status::Untested | Status::InProgress => false,
        Status::Passed
        | Status::Failed
        | Status::Broken
        | Status::Blocked
        | Status::Skipped
        | Status::Retest
        | Status::TimedOut
        | Status::Unknown => true,
    }
}

fn ticket(link: &IssueLink) -> (Option<String>, Option<String>) {
    let IssueLink {
        key,
        url,
        tracker: _,
        host: _,
    } = link;
    (
        key.as_ref().map(ToString::to_string),
        url.as_ref().map(ToString::to_string),
    )
}

fn failure(failure: &TestFailure) -> (Option<String>, Option<String>) {
    let TestFailure { message, trace } = failure;
    let joined = |lines: &Vec<domain::text::Text>| {
        let lines: Vec<&str> = lines.iter().map(domain::text::Text::as_str).collect();
        lines.join("\n")
    };
    (
        message.as_ref().map(ToString::to_string),
        trace.as_ref().map(joined),
    )
}

fn row_id(run: &Run, key: domain::case::RowKey) -> String {
    RowReference {
        run: run.opaque,
        key,
    }
    .cuid()
}

fn code_of(case: CaseNumber) -> String {
    spelling::code(Kind::Case, case.get())
}
