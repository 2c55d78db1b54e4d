//! The executions of each row, oldest first: attempts, and results that other dialects wrote.

use std::collections::BTreeMap;

use domain::case::RowKey;
use domain::number::Seq;
use domain::opaque::OpaqueId;
use domain::outcome::{Failure, Origin, Outcome, Recorded};
use domain::rare::Rare;
use domain::spelling;
use domain::status::Status;
use store::read::{Attempt, ResultEntry};
use time::OffsetDateTime;
use uuid::Uuid;

use super::super::status::{STATUS, workflow};
use super::super::wire::{Logs, Retry};

/// One execution of a row.
pub(super) struct Execution {
    /// When it began or, if nobody said so, was recorded; by the server's clock.
    pub(super) began: OffsetDateTime,
    /// Its place among the results of the run; none while it is open.
    pub(super) seq: Option<Seq>,
    /// When it began, by the client's clock.
    pub(super) started_at: Option<OffsetDateTime>,
    pub(super) origin: Rare<Origin>,
    pub(super) retry: Retry,
}

/// An attempt whose result was removed since is left out with it.
pub(super) fn executions(
    run: OpaqueId,
    results: Vec<ResultEntry>,
    attempts: Vec<Attempt>,
) -> BTreeMap<RowKey, Vec<Execution>> {
    let mut rows: BTreeMap<RowKey, Vec<Execution>> = BTreeMap::new();
    let mut ended: BTreeMap<Seq, (Uuid, OffsetDateTime)> = BTreeMap::new();
    for attempt in attempts {
        let Attempt {
            id,
            key,
            seq,
            created_at,
            start,
        } = attempt;
        match seq {
            Some(seq) => {
                ended.insert(seq, (id, created_at));
            }
            None => rows
                .entry(key)
                .or_default()
                .push(execution(id, created_at, None, start)),
        }
    }
    for entry in results {
        let ResultEntry {
            run: _,
            key,
            case: _,
            author: _,
            recorded,
        } = entry;
        let Recorded {
            seq,
            recorded_at,
            outcome,
        } = recorded;
        let (id, began) = ended
            .get(&seq)
            .copied()
            .unwrap_or_else(|| (spelling::attempt_uuid(run, seq), recorded_at));
        rows.entry(key)
            .or_default()
            .push(execution(id, began, Some(seq), outcome));
    }
    for executions in rows.values_mut() {
        executions.sort_by_key(|it| (it.began, it.seq.is_none(), it.seq));
    }
    rows
}

fn execution(id: Uuid, began: OffsetDateTime, seq: Option<Seq>, outcome: Outcome) -> Execution {
    let status = outcome.status.status;
    Execution {
        began,
        seq,
        started_at: outcome.started_at,
        origin: outcome.origin,
        retry: retry(id, status, outcome.elapsed_ms, outcome.failures),
    }
}

pub(super) fn retry(
    id: Uuid,
    status: Status,
    duration: Option<i32>,
    failures: Vec<Failure>,
) -> Retry {
    let lines = failures.into_iter().flat_map(|failure| {
        let Failure { message, trace } = failure;
        message.into_iter().chain(trace.unwrap_or_default())
    });
    Retry {
        uuid: id.to_string(),
        status: STATUS.to_wire(status),
        duration,
        workflow_status: workflow(status),
        logs: Logs {
            test_failure: lines.map(domain::text::Text::into_string).collect(),
        },
    }
}
